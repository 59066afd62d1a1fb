// A row of a condition: field, operator and what it is compared with.

import { Combo } from '../../ui/combo.jsx';
import { IconButton } from '../../ui/icon-button.jsx';
import { Select } from '../../ui/select.jsx';
import { OPERATORS, operatorsFor, wordsOf } from '../condition/operators.js';
import { focusBehind } from '../focus.js';
import css from './build.module.css';
import { ListValue } from './list-value.jsx';
import { OneValue } from './one-value.jsx';
import { PatternValue } from './pattern-value.jsx';
import { kindOf, withOperator, withPath, withValue } from './values.js';

/**
 * @typedef {import('../condition/row.js').Row} Row
 * @typedef {object} ValueProps
 * @property {Row} row
 * @property {import('../condition/names.js').Names} names
 * @property {import('../condition/operators.js').Kind} kind
 * @property {(row: Row, what?: string) => void} onChange
 */

/** @param {{row: Row, tools: import('./group.jsx').Tools}} props */
export function RowView({ row, tools }) {
  const { names, fields } = tools;
  const kind = kindOf(row, names);
  /** @type {ValueProps['onChange']} */
  const change = (next, what) => tools.change(row.id, () => next, what);
  const operators = operatorsFor(OPERATORS[row.op].pattern ? 'text' : kind, row.op);
  return (
    <div className={css.row} role="group" aria-label={row.path ? names.field(row.path) : 'New row'}>
      <div className={css.field}>
        <Combo
          label="Field"
          isLabelHidden
          isFree
          autoFocus={tools.made === row.id}
          placeholder="Choose a field"
          value={row.path || null}
          options={fields}
          onChange={(path) => change(withPath(row, path, names))}
        />
      </div>
      <div className={css.operator}>
        <Select
          label="Operator"
          isLabelHidden
          value={row.op}
          options={operators.map((id) => ({ id, label: wordsOf(id, kind).label }))}
          onChange={(op) => change(withOperator(row, /** @type {Row['op']} */ (op), names))}
        />
      </div>
      <div className={css.value}>
        <Values row={row} names={names} kind={kind} onChange={change} />
      </div>
      <IconButton
        icon="trash"
        size="s"
        className={css.remove}
        label="Remove the row"
        onPress={({ target }) => {
          focusBehind(target);
          tools.change(row.id, () => null);
        }}
      />
    </div>
  );
}

/** @param {ValueProps} props */
function Values(props) {
  const { row } = props;
  const { values: needed, pattern } = OPERATORS[row.op];
  if (needed === 0) return null;
  if (pattern) return <PatternValue {...props} />;
  if (needed === Infinity) return <ListValue {...props} />;
  return Array.from({ length: needed }, (_, index) => (
    <OneValue
      key={index}
      {...props}
      label={needed === 1 ? 'Value' : index === 0 ? 'From' : 'To'}
      value={row.values[index]}
      onValue={(value, isTyping) =>
        props.onChange(withValue(row, index, value), isTyping ? `value ${row.id} ${index}` : undefined)
      }
    />
  ));
}
