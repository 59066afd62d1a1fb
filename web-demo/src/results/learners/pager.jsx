// From one page of learners to another.

import { count } from '../../ui/format.js';
import { IconButton } from '../../ui/icon-button.jsx';
import { Button } from '../../ui/button.jsx';
import css from './learners.module.css';

/** @param {{page: ReturnType<typeof import('./view.js').pageOf>, total: number, onGo: (from: number) => void}} props */
export function Pager({ page, total, onGo }) {
  const { start, first, end, previous, next, last } = page;
  return (
    <nav className={css.pager} aria-label="Pages of learners">
      <p role="status">
        {count(first)}–{count(end)} of {count(total)}
      </p>
      <Button size="s" variant="quiet" isDisabled={start === 0} onPress={() => onGo(0)}>
        First
      </Button>
      <IconButton
        {...{ icon: 'chevron-left', label: 'Previous page', size: 's', variant: 'plain' }}
        isDisabled={previous === null}
        onPress={() => onGo(previous ?? 0)}
      />
      <IconButton
        {...{ icon: 'chevron-right', label: 'Next page', size: 's', variant: 'plain' }}
        isDisabled={next === null}
        onPress={() => onGo(next ?? last)}
      />
      <Button size="s" variant="quiet" isDisabled={start >= last} onPress={() => onGo(last)}>
        Last
      </Button>
    </nav>
  );
}
