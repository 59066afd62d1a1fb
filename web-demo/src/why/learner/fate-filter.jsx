// Chooses which statements are listed, by what became of them. Each choice says how many there are.

import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { count } from '../../ui/format.js';
import { FateMark } from '../fate-mark.jsx';
import css from './fate-filter.module.css';

/** @param {{value: string, onChange: (id: string) => void, counts: {id: string, label: string, count: number}[]}} props */
export function FateFilter({ value, onChange, counts }) {
  return (
    <ToggleButtonGroup
      aria-label="What became of them"
      className={css.filter}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => onChange(String([...keys][0]))}
    >
      {counts.map(({ id, label, count: some }) => (
        <ToggleButton key={id} id={id} className={css.choice}>
          {id !== 'all' && <FateMark fate={id} />}
          {label} <span className={css.count}>{count(some)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
