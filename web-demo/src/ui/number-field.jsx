// A field for a number, with buttons for one more and one less.

import { Button, Group, Input, NumberField as AriaNumberField } from 'react-aria-components';
import { classNames } from './class-names.js';
import { FieldHelp, FieldLabel, fieldProps } from './field.jsx';
import css from './field.module.css';
import { Icon } from './icon.jsx';

/** @param {Omit<import('react-aria-components').NumberFieldProps, 'className' | 'children'> & import('./field.jsx').FieldProps} props */
export function NumberField(props) {
  const { label, isLabelHidden, description, error, className: _, ...rest } = props;
  return (
    <AriaNumberField {...rest} {...fieldProps(props)}>
      <FieldLabel label={label} isLabelHidden={isLabelHidden} />
      <Group className={css.box}>
        <Input className={classNames(css.input, css.number)} />
        <Button slot="decrement" className={css.end}>
          <Icon name="minus" size={14} />
        </Button>
        <Button slot="increment" className={css.end}>
          <Icon name="plus" size={14} />
        </Button>
      </Group>
      <FieldHelp description={description} error={error} />
    </AriaNumberField>
  );
}
