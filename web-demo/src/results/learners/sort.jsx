// How the learners are sorted: a button in the head of each column, and one list where the columns have no room.

import { Button } from 'react-aria-components';
import { Icon } from '../../ui/icon.jsx';
import { IconButton } from '../../ui/icon-button.jsx';
import { Select } from '../../ui/select.jsx';
import css from './learners.module.css';
import { COLUMNS, sortBy } from './view.js';

/**
 * @param {{
 *   column: {sort: import('./view.js').LearnerSort, label: string},
 *   view: import('./view.js').View,
 *   onView: import('./view.js').OnView,
 *   className?: string,
 * }} props
 */
export function SortHead({ column: { sort, label }, view, onView, className }) {
  const isSorted = view.sort === sort;
  const direction = isSorted ? (view.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" aria-sort={direction} className={className}>
      <Button className={css.sort} onPress={() => onView((now) => sortBy(now, sort))}>
        {label}
        <Icon name={isSorted ? (view.descending ? 'arrow-down' : 'arrow-up') : 'sort'} size={12} />
      </Button>
    </th>
  );
}

/** @param {{view: import('./view.js').View, onView: import('./view.js').OnView}} props */
export function SortSelect({ view, onView }) {
  const options = COLUMNS.map(({ sort, label }) => ({ id: sort, label }));
  return (
    <div className={css.sortSelect}>
      <Select
        label="Sort by"
        isLabelHidden
        value={view.sort}
        options={options}
        onChange={(id) => onView((now) => (now.sort === id ? now : sortBy(now, /** @type {any} */ (id))))}
      />
      <IconButton
        icon={view.descending ? 'arrow-down' : 'arrow-up'}
        label={view.descending ? 'Sorted downwards' : 'Sorted upwards'}
        variant="plain"
        onPress={() => onView((now) => sortBy(now, now.sort))}
      />
    </div>
  );
}
