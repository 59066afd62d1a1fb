// The product's mark, in the page's own colours; public/icon.svg is the same in fixed ones.

import css from './header.module.css';

export function Mark() {
  return (
    <svg className={css.mark} viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect className={css.ground} width="32" height="32" rx="7" />
      <path className={css.way} d="M8.5 23.5H19a4 4 0 0 0 0-8h-6a4 4 0 0 1 0-8h10.5" />
      <circle className={css.start} cx="8.5" cy="23.5" r="3.25" />
      <circle className={css.goal} cx="23.5" cy="7.5" r="3.25" />
    </svg>
  );
}
