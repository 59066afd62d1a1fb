// One lane of the time line.

import { classNames } from '../../ui/class-names.js';
import { count, counted, exactTime } from '../../ui/format.js';
import { fateOf } from '../learner-words.js';
import { FateMark } from '../fate-mark.jsx';
import { verbWords } from '../statement-parts.js';
import css from './time-line.module.css';

/** @typedef {import('../timeline.js').Mark} Mark */

/**
 * @param {{
 *   lane: import('../timeline.js').Lane,
 *   marks: Mark[],
 *   placeOf: (at: number) => number,
 *   onLook: (mark: Mark) => void,
 * }} props
 */
export function Lane({ lane, marks, placeOf, onLook }) {
  const shown = marks.reduce((sum, { statements }) => sum + statements.length, 0);
  return (
    <>
      <span className={classNames(css.name, lane.isWaypoint && css.waypoint)} title={lane.label}>
        {lane.label}
      </span>
      <div className={css.lane} role="img" aria-label={`${lane.label}: ${counted(shown, 'statement')}`}>
        {marks.map((mark) => (
          <span
            key={mark.from}
            className={classNames(
              css.mark,
              mark.statements.length > 1 && css.several,
              lane.isWaypoint && css.ofWaypoint,
            )}
            style={{ left: placeOf(mark.from) }}
            title={titleOf(mark)}
            onClick={() => onLook(mark)}
          >
            {mark.statements.length > 1 ? numberOf(mark) : <FateMark fate={fateOf(mark.statements[0])} />}
          </span>
        ))}
      </div>
    </>
  );
}

/** @param {Mark} mark */
function titleOf({ from, to, statements }) {
  const [{ verb, object }] = statements;
  if (statements.length === 1) return `${exactTime(from)}\n${verbWords(verb)} ${object}`;
  return `${counted(statements.length, 'statement')}\n${exactTime(from)} – ${exactTime(to)}`;
}

/** @param {Mark} mark */
const numberOf = ({ statements }) => (statements.length > 999 ? '1k+' : count(statements.length));
