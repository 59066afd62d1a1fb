// One line of a select's or combo box's list.

import { ListBoxItem, Text } from 'react-aria-components';
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
            <Text slot="label">{option.label}</Text>
            {option.detail && (
              <Text slot="description" className={css.detail}>
                {option.detail}
              </Text>
            )}
          </span>
          {option.count !== undefined && <span className={css.count}>{count(option.count)}</span>}
          {isSelected && <Icon name="check" />}
        </>
      )}
    </ListBoxItem>
  );
}
