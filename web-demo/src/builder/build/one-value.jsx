// One value of a row, put in as its kind asks for.

import { useState } from 'react';
import { Group, Input, TextField as AriaTextField } from 'react-aria-components';
import { Combo } from '../../ui/combo.jsx';
import { date } from '../../ui/format.js';
import field from '../../ui/field.module.css';
import { Select } from '../../ui/select.jsx';
import { TextField } from '../../ui/text-field.jsx';
import css from './build.module.css';
import { valueOptions } from './options.js';
import { fromLocal, numberIn, toLocal, valueOf } from './values.js';

const { format: decimal } = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 });

/**
 * @typedef {import('./row.jsx').ValueProps & {
 *   label: string,
 *   value?: import('../condition/row.js').Value,
 *   onValue: (value: import('../condition/row.js').Value, isTyping?: boolean) => void,
 * }} OneValueProps
 */

/** @param {OneValueProps} props */
export function OneValue(props) {
  if (props.kind === 'number') return <NumberValue {...props} />;
  if (props.kind === 'date') return <DateValue {...props} />;
  if (props.kind === 'boolean') return <BooleanValue {...props} />;
  const { row, names, label, value, onValue } = props;
  return (
    <Combo
      label={label}
      isLabelHidden
      isFree
      placeholder="Choose or type a value"
      value={value?.text ?? null}
      options={valueOptions(names.facet(row.path))}
      onChange={(text) => onValue(valueOf('text', text, row.path))}
    />
  );
}

/** @param {OneValueProps} props */
function NumberValue({ row, names, label, value, onValue }) {
  const range = names.facet(row.path)?.range;
  // What is typed is no number at every moment (`0.`): the row keeps the last one.
  const [typed, setTyped] = useState(/** @type {string | null} */ (null));
  const change = (/** @type {string} */ text) => {
    setTyped(text);
    const number = numberIn(text);
    if (number !== null) onValue(valueOf('number', number, row.path), true);
  };
  return (
    <TextField
      label={label}
      isLabelHidden
      inputMode="decimal"
      placeholder={label === 'Value' ? 'Number' : label}
      value={typed ?? value?.text ?? ''}
      onChange={change}
      onBlur={() => setTyped(null)}
      error={typed !== null && numberIn(typed) === null ? 'Not a number' : null}
      description={range && `${decimal(range.min)} to ${decimal(range.max)} in the statements`}
    />
  );
}

/** @param {OneValueProps} props */
function BooleanValue({ row, names, label, value, onValue }) {
  const counts = new Map(names.facet(row.path)?.values.map((each) => [String(each.value), each.count]));
  return (
    <Select
      label={label}
      isLabelHidden
      value={value?.text || null}
      options={['true', 'false'].map((id) => ({ id, label: id, count: counts.get(id) }))}
      onChange={(text) => onValue(valueOf('boolean', text, row.path))}
    />
  );
}

/** @param {OneValueProps} props */
function DateValue({ row, names, label, value, onValue }) {
  const range = names.facet(row.path)?.range;
  return (
    <div className={field.field}>
      <AriaTextField
        aria-label={label}
        value={value ? toLocal(value.text) : ''}
        onChange={(local) => onValue(valueOf('date', fromLocal(local), row.path), true)}
      >
        <Group className={field.box}>
          <Input type="datetime-local" className={field.input} title={value?.text} />
        </Group>
      </AriaTextField>
      {range && (
        <span className={css.hint}>
          {date(range.min)} to {date(range.max)} in the statements
        </span>
      )}
    </div>
  );
}
