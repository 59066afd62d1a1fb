// How far a learner is, in a sentence.

import { dateTime, duration } from '../../ui/format.js';
import { Icon } from '../../ui/icon.jsx';
import css from './panel.module.css';

/**
 * @param {{
 *   explanation: import('../../../../js/engine/index.js').ProgressExplanation,
 *   missing: string | null,
 *   instant: number | null,
 * }} props
 */
export function Standing({ explanation, missing, instant }) {
  const { progress } = explanation;
  const completions = progress?.completions.length ?? 0;
  const first = progress?.completedAt ? Date.parse(progress.completedAt) : null;
  return (
    <div className={css.standing}>
      {instant !== null && <p className={css.when}>As it stood at {dateTime(instant)}</p>}
      {first !== null && (
        <p className={css.done}>
          <Icon name="check" />
          <span>
            {completions > 1 ? `Completed ${completions} times, first` : 'Completed'} on {dateTime(first)}
            {progress?.duration !== null && `, after ${duration(progress?.duration)}`}.
          </span>
        </p>
      )}
      {!progress && <p>No statement has counted yet{instant === null ? '' : ' at this time'}.</p>}
      {missing && <p>{missing}</p>}
      {!missing && first === null && <p>The journey has no active waypoint: nobody can complete it.</p>}
    </div>
  );
}
