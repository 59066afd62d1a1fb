// What became of a statement: its sign, and in words.

import { FATE_WORDS, fateDetail, fateOf } from './learner-words.js';
import { FateMark } from './fate-mark.jsx';
import css from './fate-words.module.css';

/** @param {{statement: import('../study/study.js').LearnerStatement, names: Map<string, string>}} props `names` of waypoints */
export function FateWords({ statement, names }) {
  const fate = fateOf(statement);
  const detail = fateDetail(statement, names);
  return (
    <span className={css.fate}>
      <FateMark fate={fate} />
      <span>
        {FATE_WORDS[fate]}
        {detail && <span className={css.detail}>{(fate === 'counted' ? ' ' : ': ') + detail}</span>}
      </span>
    </span>
  );
}
