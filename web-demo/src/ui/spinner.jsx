// Something goes on which takes a moment.

import css from './spinner.module.css';

/** @param {{label: string, isLabelHidden?: boolean}} props */
export function Spinner({ label, isLabelHidden }) {
  return (
    <span className={css.spinner}>
      <span className={css.wheel} aria-hidden="true" />
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
    </span>
  );
}
