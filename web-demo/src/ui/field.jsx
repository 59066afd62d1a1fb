// What fields have in common: a label above, a hint and the error below.

import { FieldError, Label, Text } from 'react-aria-components';
import { classNames } from './class-names.js';
import css from './field.module.css';
import { Icon } from './icon.jsx';

/**
 * @typedef {object} FieldProps
 * @property {string} label
 * @property {boolean} [isLabelHidden] it is still read out
 * @property {React.ReactNode} [description]
 * @property {string | null} [error] what is wrong with the value
 * @property {string} [className]
 */

/** @param {FieldProps} props @returns {{isInvalid: boolean, className: string}} what the field itself is given */
export const fieldProps = ({ error, className }) => ({
  isInvalid: Boolean(error),
  className: classNames(css.field, className),
});

/** @param {{label: string, isLabelHidden?: boolean}} props */
export function FieldLabel({ label, isLabelHidden }) {
  return <Label className={isLabelHidden ? 'visually-hidden' : css.label}>{label}</Label>;
}

/** @param {{description?: React.ReactNode, error?: string | null}} props */
export function FieldHelp({ description, error }) {
  return (
    <>
      {description && (
        <Text slot="description" className={css.description}>
          {description}
        </Text>
      )}
      <FieldError className={css.error}>
        {error && (
          <>
            <Icon name="error" size={14} /> <span>{error}</span>
          </>
        )}
      </FieldError>
    </>
  );
}
