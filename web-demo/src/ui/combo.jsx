// A field with a list of what could be meant, which gets shorter while one types. With `isFree`, whatever is typed will do.

import { useContext, useState } from 'react';
import { Button, ComboBox, ComboBoxStateContext, Group, Input, ListBox, Popover } from 'react-aria-components';
import { FieldHelp, FieldLabel, fieldProps } from './field.jsx';
import field from './field.module.css';
import { Icon } from './icon.jsx';
import { matching } from './matching.js';
import { OptionItem } from './option.jsx';
import popover from './popover.module.css';

/** Whether Enter means an option of the list rather than what was typed. @param {EventTarget} input */
const hasFocusedOption = (input) => input instanceof Element && input.hasAttribute('aria-activedescendant');

/**
 * @param {import('./field.jsx').FieldProps & {
 *   value: string | null,
 *   onChange: (id: string) => void,
 *   options: import('./option.jsx').Option[],
 *   isFree?: boolean,
 *   placeholder?: string,
 *   isDisabled?: boolean,
 *   autoFocus?: boolean,
 *   none?: string,
 * }} props `value` is an option's id, or the text where that is free; `none` is said where nothing matches
 */
export function Combo(props) {
  const { label, isLabelHidden, description, error, value, onChange, options, isFree, placeholder } = props;
  const shown = options.find(({ id }) => id === value)?.label ?? value ?? '';
  const [typed, setTyped] = useState(/** @type {string | null} */ (null));
  const listed = matching(options, typed ?? '');
  /** Leaves the field: what was typed is taken where that may be. */
  const leave = () => {
    if (isFree && typed !== null && typed !== shown) onChange(typed);
    setTyped(null);
  };
  return (
    <ComboBox
      {...fieldProps(props)}
      items={listed}
      inputValue={typed ?? shown}
      onInputChange={(text) => text !== (typed ?? shown) && setTyped(text)}
      value={options.some(({ id }) => id === value) ? value : null}
      onChange={(key) => {
        setTyped(null);
        if (key !== null && key !== value) onChange(String(key));
      }}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && !hasFocusedOption(event.target) && leave()}
      allowsCustomValue={isFree}
      allowsEmptyCollection={!isFree}
      defaultFilter={() => true}
      isDisabled={props.isDisabled}
      autoFocus={props.autoFocus}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={field.box}>
        <OpeningInput placeholder={placeholder} />
        <Button className={field.end}>
          <Icon name="chevron-down" />
        </Button>
      </Group>
      <FieldHelp description={description} error={error} />
      <Popover className={popover.popover} offset={4}>
        <ListBox
          className={popover.list}
          renderEmptyState={() => <div className={popover.none}>{props.none ?? 'Nothing like that'}</div>}
        >
          {(/** @type {import('./option.jsx').Option} */ option) => <OptionItem option={option} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/**
 * The list opens for a click, but not already for the focus: who goes through the page by keys would see it all the time.
 * @param {{placeholder?: string}} props
 */
function OpeningInput({ placeholder }) {
  const state = useContext(ComboBoxStateContext);
  return (
    <Input
      className={field.input}
      placeholder={placeholder}
      onFocus={(event) => event.target.select()}
      onClick={() => state?.open(null, 'manual')}
    />
  );
}
