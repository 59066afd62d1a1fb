// Pages through a long list.

import { count } from '../ui/format.js';
import { IconButton } from '../ui/icon-button.jsx';
import css from './pager.module.css';

/** @param {{page: number, size: number, total: number, onPage: (page: number) => void, what: string}} props pages from 0 */
export function Pager({ page, size, total, onPage, what }) {
  if (total <= size) return null;
  const end = Math.min((page + 1) * size, total);
  return (
    <nav aria-label={`Pages of ${what}`} className={css.pager}>
      <span role="status">
        {count(page * size + 1)}–{count(end)} of {count(total)}
      </span>
      <IconButton icon="chevron-left" label="Previous page" isDisabled={page === 0} onPress={() => onPage(page - 1)} />
      <IconButton icon="chevron-right" label="Next page" isDisabled={end === total} onPress={() => onPage(page + 1)} />
    </nav>
  );
}
