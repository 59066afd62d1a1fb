// Moves along the time line, and looks closer or from further away.

import { IconButton } from '../../ui/icon-button.jsx';
import { moved, zoomed } from '../timeline.js';
import css from './time-line.module.css';

/** @typedef {import('../timeline.js').Span} Span */

/** @param {{span: Span, whole: Span, onSpan: (span: Span | null) => void}} props */
export function TimeTools({ span, whole, onSpan }) {
  const [from, to] = span;
  const tools = /** @type {const} */ ([
    ['chevron-left', 'Earlier', from <= whole[0], () => onSpan(moved(span, -1, whole))],
    ['chevron-right', 'Later', to >= whole[1], () => onSpan(moved(span, 1, whole))],
    ['plus', 'Look closer', false, () => onSpan(zoomed(span, 1 / 3, whole))],
    ['minus', 'See more', to - from >= whole[1] - whole[0], () => onSpan(wider(span, whole))],
  ]);
  return (
    <div className={css.tools} role="group" aria-label="Part of the time line">
      {tools.map(([icon, label, isDisabled, onPress]) => (
        <IconButton key={label} size="s" icon={icon} label={label} isDisabled={isDisabled} onPress={onPress} />
      ))}
    </div>
  );
}

/** All of it, where that is nearly reached. @param {Span} span @param {Span} whole @returns {Span | null} */
function wider(span, whole) {
  const next = zoomed(span, 3, whole);
  return next[1] - next[0] >= whole[1] - whole[0] ? null : next;
}
