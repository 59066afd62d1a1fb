// A field for text: one line, or several.

import { Group, Input, TextArea, TextField as AriaTextField } from 'react-aria-components';
import { classNames } from './class-names.js';
import { FieldHelp, FieldLabel, fieldProps } from './field.jsx';
import css from './field.module.css';
import { Icon } from './icon.jsx';

/**
 * @param {Omit<import('react-aria-components').TextFieldProps, 'className' | 'children'> & import('./field.jsx').FieldProps & {
 *   placeholder?: string,
 *   isMultiline?: boolean,
 *   rows?: number,
 *   isCode?: boolean,
 *   icon?: import('./icon.jsx').IconName,
 *   inputRef?: React.Ref<any>,
 * }} props
 */
export function TextField(props) {
  const { label, isLabelHidden, description, error, className: _, placeholder, isMultiline, rows = 4, ...more } = props;
  const { isCode, icon, inputRef, ...rest } = more;
  const input = classNames(css.input, isCode && css.code);
  return (
    <AriaTextField {...rest} {...fieldProps(props)}>
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={css.box}>
        {icon && <Icon name={icon} className={css.lead} />}
        {isMultiline ? (
          <TextArea ref={inputRef} className={classNames(input, css.area)} rows={rows} placeholder={placeholder} />
        ) : (
          <Input ref={inputRef} className={input} placeholder={placeholder} />
        )}
      </Group>
      <FieldHelp description={description} error={error} />
    </AriaTextField>
  );
}
