// A choice of one out of two to four, all in sight.

import { Label, Radio, RadioGroup } from 'react-aria-components';
import { classNames } from './class-names.js';
import field from './field.module.css';
import { Icon } from './icon.jsx';
import css from './segmented.module.css';

/**
 * @param {{
 *   label: string,
 *   isLabelHidden?: boolean,
 *   value: string,
 *   onChange: (id: string) => void,
 *   options: {id: string, label: string, icon?: import('./icon.jsx').IconName}[],
 *   isDisabled?: boolean,
 *   className?: string,
 * }} props
 */
export function Segmented({ label, isLabelHidden, value, onChange, options, isDisabled, className }) {
  return (
    <RadioGroup
      className={classNames(field.field, className)}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      orientation="horizontal"
    >
      <Label className={isLabelHidden ? 'visually-hidden' : field.label}>{label}</Label>
      <div className={css.row}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css.option}>
            {option.icon && <Icon name={option.icon} />}
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
