// How far something is; without a value, that it goes on.

import { Label, ProgressBar } from 'react-aria-components';
import { classNames } from './class-names.js';
import field from './field.module.css';
import css from './progress.module.css';

/**
 * @param {{label: string, isLabelHidden?: boolean, value: number | null, text?: string, className?: string}} props
 *   `value` from 0 to 1; null where nobody knows; `text`: the value in words
 */
export function Progress({ label, isLabelHidden, value, text, className }) {
  return (
    <ProgressBar
      className={classNames(css.progress, className)}
      value={(value ?? 0) * 100}
      isIndeterminate={value === null}
      valueLabel={text}
    >
      {({ percentage, valueText }) => (
        <>
          <span className={isLabelHidden ? 'visually-hidden' : css.words}>
            <Label className={field.label}>{label}</Label>
            <span className={css.value}>{text ?? valueText}</span>
          </span>
          <span className={css.track}>
            <span
              className={classNames(css.fill, percentage === undefined && css.unknown)}
              style={percentage === undefined ? undefined : { width: `${percentage}%` }}
            />
          </span>
        </>
      )}
    </ProgressBar>
  );
}
