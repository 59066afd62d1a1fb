// The text of "contains" and its kin, and the pattern of "matches"; and whether letter case matters.

import { ToggleButton } from 'react-aria-components';
import { TextField } from '../../ui/text-field.jsx';
import { Tooltip } from '../../ui/tooltip.jsx';
import { OPERATORS } from '../condition/operators.js';
import { changeRow } from '../condition/tree.js';
import css from './build.module.css';
import { valueOf, withValue } from './values.js';

/** @param {import('./row.jsx').ValueProps} props */
export function PatternValue({ row, onChange }) {
  const { options = '' } = row;
  const isPattern = OPERATORS[row.op].pattern === 'matches';
  const setCase = (/** @type {boolean} */ matters) => {
    const others = options.replaceAll('i', '');
    onChange(changeRow(row, { options: (matters ? others : `i${others}`) || undefined }));
  };
  return (
    <div className={css.pattern}>
      <TextField
        label={isPattern ? 'Pattern' : 'Text'}
        isLabelHidden
        isCode={isPattern}
        placeholder={isPattern ? 'Regular expression' : 'Text'}
        value={row.values[0]?.text ?? ''}
        onChange={(text) => onChange(withValue(row, 0, valueOf('text', text, row.path)), `value ${row.id}`)}
      />
      <Tooltip text="Letter case matters">
        <ToggleButton
          aria-label="Letter case matters"
          className={css.case}
          isSelected={!options.includes('i')}
          onChange={setCase}
        >
          Aa
        </ToggleButton>
      </Tooltip>
    </div>
  );
}
