// Statements on an axis of time: a lane for what counted for each waypoint, one for each other fate. What is too near to be
// told apart is one mark with its number; a press on it looks closer. The list below has all of it for the keyboard.

import { useLayoutEffect, useRef, useState } from 'react';
import { openPanel } from '../../state/store.js';
import { classNames } from '../../ui/class-names.js';
import { ticksOf, tickWords } from '../ticks.js';
import { around, marksOf } from '../timeline.js';
import { Lane } from './lane.jsx';
import css from './time-line.module.css';
import { TimeTools } from './time-tools.jsx';

/** What a mark takes, in pixels. */
const GAP = 24;
const TICK_WIDTH = 76;

/** @typedef {import('../timeline.js').Span} Span */

/**
 * @param {{
 *   lanes: import('../timeline.js').Lane[],
 *   span: Span,
 *   whole: Span,
 *   onSpan: (span: Span | null) => void,
 *   completed: number[],
 * }} props `completed`: when attempts were
 */
export function TimeLine({ lanes, span, whole, onSpan, completed }) {
  const [ref, width] = useWidth();
  const [from, to] = span;
  const placeOf = (/** @type {number} */ at) => ((at - from) / (to - from)) * width;
  /** @param {import('../timeline.js').Mark} mark */
  const look = (mark) => {
    if (mark.statements.length === 1) openPanel({ kind: 'statement', id: mark.statements[0].id });
    else onSpan(around(mark, whole));
  };
  const ticks = ticksOf(span, Math.max(Math.floor(width / TICK_WIDTH), 1));
  const ends = completed.filter((at) => at >= from && at <= to);
  const hasRoom = ends.length * GAP <= width;
  return (
    <figure aria-label="Time line">
      <TimeTools span={span} whole={whole} onSpan={onSpan} />
      <div className={css.lanes}>
        {lanes.map((lane) => {
          const marks = marksOf(lane.statements, span, width, GAP);
          return <Lane key={lane.id} lane={lane} marks={marks} placeOf={placeOf} onLook={look} />;
        })}
        <div className={css.under} ref={ref} aria-hidden="true">
          {ticks.map(({ at }) => (
            <span key={at} className={css.tick} style={{ left: placeOf(at) }} />
          ))}
          {hasRoom &&
            ends.map((at) => (
              <span key={at} className={classNames(css.tick, css.done)} style={{ left: placeOf(at) }} />
            ))}
        </div>
        <div className={css.axis} aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick.at} className={css.label} style={{ left: placeOf(tick.at) }}>
              {tickWords(tick)}
            </span>
          ))}
        </div>
      </div>
      {ends.length > 0 && <figcaption className={css.caption}>{endWords(ends.length, hasRoom)}</figcaption>}
    </figure>
  );
}

/** @param {number} ends @param {boolean} hasRoom */
function endWords(ends, hasRoom) {
  if (!hasRoom) return 'Look closer to see where attempts were completed.';
  return ends > 1 ? 'The lines are where attempts were completed.' : 'The line is where an attempt was completed.';
}

/** An element's width, followed. @returns {[React.RefObject<HTMLDivElement | null>, number]} */
function useWidth() {
  const ref = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [width, setWidth] = useState(360);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(element.clientWidth, 1)));
    observer.observe(element);
    setWidth(Math.max(element.clientWidth, 1));
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
