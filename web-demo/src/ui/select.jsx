// A choice of one out of a few.

import { Button, ListBox, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { classNames } from './class-names.js';
import { FieldHelp, FieldLabel, fieldProps } from './field.jsx';
import field from './field.module.css';
import { Icon } from './icon.jsx';
import { OptionItem } from './option.jsx';
import popover from './popover.module.css';
import css from './select.module.css';

/**
 * @param {import('./field.jsx').FieldProps & {
 *   value: string | null,
 *   onChange: (id: string) => void,
 *   options: import('./option.jsx').Option[],
 *   placeholder?: string,
 *   isDisabled?: boolean,
 * }} props
 */
export function Select(props) {
  const { label, isLabelHidden, description, error, value, onChange, options, placeholder, isDisabled } = props;
  return (
    <AriaSelect
      {...fieldProps(props)}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      placeholder={placeholder ?? 'Choose'}
      isDisabled={isDisabled}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Button className={classNames(field.box, css.button)}>
        <SelectValue className={css.value}>
          {({ isPlaceholder, selectedText, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <Icon name="chevron-down" className={css.arrow} />
      </Button>
      <FieldHelp description={description} error={error} />
      <Popover className={popover.popover} offset={4}>
        <ListBox className={popover.list} items={options}>
          {(option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
