// One line of a select's or combo box's list. All of it is its name: the count is read out as well.

import { ListBoxItem } from 'react-aria-components';
import { count } from './format.js';
import { Icon } from './icon.jsx';
import css from './popover.module.css';

/** @typedef {{id: string, label: string, detail?: string, count?: number, isDisabled?: boolean}} Option */

/** @param {{option: Option}} props */
export function OptionItem({ option }) {
  return (
    <ListBoxItem id={option.id} textValue={option.label} isDisabled={option.isDisabled} className={css.item}>
      {({ isSelected }) => (
        <>
          <span className={css.words}>
            {option.label}
            {option.detail && <span className={css.detail}>{option.detail}</span>}
          </span>
          {option.count !== undefined && <span className={css.count}>{count(option.count)}</span>}
          {isSelected && <Icon name="check" />}
        </>
      )}
    </ListBoxItem>
  );
}
