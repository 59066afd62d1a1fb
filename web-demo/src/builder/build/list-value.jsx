// The values of a row of which one is enough: chips, and a field to add another.

import { useState } from 'react';
import { Combo } from '../../ui/combo.jsx';
import { IconButton } from '../../ui/icon-button.jsx';
import { tail } from '../condition/names.js';
import { changeRow } from '../condition/tree.js';
import css from './build.module.css';
import { valueOptions } from './options.js';
import { numberIn, valueOf } from './values.js';

/** @param {import('./row.jsx').ValueProps} props */
export function ListValue({ row, names, kind, onChange }) {
  // The field begins anew after each value that was added.
  const [turn, setTurn] = useState(0);
  const taken = new Set(row.values.map(({ text }) => text));
  const options = valueOptions(names.facet(row.path)).filter(({ id }) => !taken.has(id));
  const add = (/** @type {string} */ typed) => {
    const text = kind === 'number' ? numberIn(typed) : typed;
    setTurn(turn + 1);
    if (text && !taken.has(text)) onChange(changeRow(row, { values: [...row.values, valueOf(kind, text, row.path)] }));
  };
  return (
    <div className={css.listValue}>
      {row.values.length > 0 && (
        <ul className={css.chips} aria-label="Values">
          {row.values.map((value, index) => {
            const name = names.label(row.path, value.text) ?? tail(value.text);
            return (
              <li key={index} className={css.chip} title={value.text}>
                <span>{name}</span>
                <IconButton
                  icon="close"
                  size="s"
                  className={css.chipRemove}
                  label={`Remove ${name}`}
                  onPress={() => onChange(changeRow(row, { values: row.values.toSpliced(index, 1) }))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <Combo
        key={turn}
        label="Add a value"
        isLabelHidden
        isFree
        autoFocus={turn > 0}
        placeholder="Add a value"
        value={null}
        options={options}
        onChange={add}
      />
    </div>
  );
}
