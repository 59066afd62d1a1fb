// The journey in a few figures.

import { count, counted, duration, percent } from '../ui/format.js';
import css from './headline.module.css';

/** @param {{overview: import('../study/study.js').Overview}} props */
export function Headline({ overview }) {
  const { journey, learners, completed, completions, medianDuration, stats, took } = overview;
  return (
    <div className={css.headline}>
      <dl className={css.figures}>
        <Figure name="Learners" value={count(learners)} />
        <Figure name="Completed" value={count(completed)} note={percent(completed, learners)} />
        {journey.isRepeatable && <Figure name="Completions" value={count(completions)} note="with repeats" />}
        <Figure name="Median time to complete" value={duration(medianDuration)} />
      </dl>
      <ul className={css.small}>
        <li>{counted(stats.statements, 'statement')}</li>
        {stats.skipped > 0 && <li>{count(stats.skipped)} met a waypoint, but nobody can be told from them</li>}
        {stats.invalid > 0 && <li className={css.bad}>{count(stats.invalid)} could not be read</li>}
        <li>computed in {duration(took)}</li>
      </ul>
    </div>
  );
}

/** @param {{name: string, value: string, note?: string}} props */
const Figure = ({ name, value, note }) => (
  <div className={css.figure}>
    <dt>{name}</dt>
    <dd>
      <span className={css.value}>{value}</span>
      {note && <span className={css.note}>{note}</span>}
    </dd>
  </div>
);
