// All statements of a learner: on a time line, and as a list of what is shown there.

import { useState } from 'react';
import { Button } from '../../ui/button.jsx';
import { count, counted } from '../../ui/format.js';
import { FATES, FATE_WORDS, activeWaypoints, fateOf, namesOf } from '../learner-words.js';
import { lanesOf, wholeSpan, within } from '../timeline.js';
import { DayList } from './day-list.jsx';
import { FateFilter } from './fate-filter.jsx';
import css from './statements.module.css';
import { TimeLine } from './time-line.jsx';

const RANGE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/**
 * @typedef {import('../../study/study.js').LearnerStatement} LearnerStatement
 * @typedef {import('../timeline.js').Span} Span
 */

/**
 * @param {{
 *   statements: LearnerStatement[],
 *   total: number,
 *   attempts: import('../learner-words.js').Attempt[],
 *   journey: import('../../../../js/engine/index.js').JourneyDocument,
 * }} props
 */
export function Statements({ statements, total, attempts, journey }) {
  const [part, setPart] = useState(/** @type {Span | null} */ (null));
  const [fate, setFate] = useState('all');
  const names = namesOf(journey);
  const whole = /** @type {Span} */ (wholeSpan(statements));
  // Playback may have taken away the time that was looked at.
  const span = part ? within(part, whole) : whole;
  const ofFate = statements.filter((each) => fate === 'all' || fateOf(each) === fate);
  const listed = part ? ofFate.filter(({ timestamp }) => timestamp >= span[0] && timestamp <= span[1]) : ofFate;
  const waypoints = activeWaypoints(journey).map(({ _id }) => ({ id: _id, name: names.get(_id) ?? _id }));
  return (
    <section aria-labelledby="learner-statements" className={css.statements}>
      <header className={css.head}>
        <h3 id="learner-statements">{counted(total, 'statement')}</h3>
        {total > statements.length && (
          <p className={css.note}>The {count(statements.length)} that matter most are shown.</p>
        )}
      </header>
      <TimeLine
        lanes={lanesOf(statements, waypoints)}
        span={span}
        whole={whole}
        onSpan={setPart}
        completed={attempts.flatMap(({ completedAt }) => completedAt ?? [])}
      />
      <FateFilter value={fate} onChange={setFate} counts={countsOf(statements)} />
      {part && (
        <p className={css.part} role="status">
          <span>
            {counted(listed.length, 'statement')}: {RANGE.formatRange(span[0], span[1])}
          </span>
          <Button size="s" variant="quiet" onPress={() => setPart(null)}>
            Show all
          </Button>
        </p>
      )}
      <DayList key={`${fate} ${part}`} statements={listed} names={names} />
    </section>
  );
}

/** @param {LearnerStatement[]} statements */
function countsOf(statements) {
  const counts = [{ id: 'all', label: 'All', count: statements.length }];
  for (const fate of FATES) {
    const some = statements.filter((each) => fateOf(each) === fate).length;
    if (some > 0) counts.push({ id: fate, label: FATE_WORDS[fate], count: some });
  }
  return counts;
}
