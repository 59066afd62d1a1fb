// An icon by its name, as large as the text beside it. It says nothing to screen readers: words beside it or a label do.

import { classNames } from './class-names.js';
import css from './icon.module.css';
import { FILLED, ICONS } from './icons.js';

/** @typedef {import('./icons.js').IconName} IconName */

/** @param {{name: IconName, size?: number, className?: string}} props */
export function Icon({ name, size = 16, className }) {
  const isDots = name === 'grip' || name === 'more';
  const path =
    name in ICONS ? ICONS[/** @type {keyof typeof ICONS} */ (name)] : FILLED[/** @type {keyof typeof FILLED} */ (name)];
  const kind = name in ICONS ? css.line : isDots ? css.dots : css.filled;
  return (
    <svg
      className={classNames(css.icon, kind, className)}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
