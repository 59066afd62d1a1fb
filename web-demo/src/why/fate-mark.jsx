// The sign of what became of a statement: the same in the list, the filter and the time line, another in shape for each.

import { classNames } from '../ui/class-names.js';
import css from './fate-mark.module.css';

const CLASSES = /** @type {Record<string, string>} */ ({
  counted: css.counted,
  surplus: css.surplus,
  'out of turn': css.outOfTurn,
  voided: css.voided,
  none: css.none,
});

/** @param {{fate: string, className?: string}} props */
export function FateMark({ fate, className }) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      className={classNames(css.mark, CLASSES[fate], className)}
    >
      <FateShape fate={fate} />
    </svg>
  );
}

/** Its shape around 6, 6. @param {{fate: string}} props */
function FateShape({ fate }) {
  if (fate === 'out of turn') return <path d="M6 1.5 10.5 6 6 10.5 1.5 6z" />;
  if (fate === 'voided') return <path d="m2.5 2.5 7 7m0-7-7 7" />;
  if (fate === 'none') return <path d="M6 3v6" />;
  return <circle cx="6" cy="6" r="4" />;
}
