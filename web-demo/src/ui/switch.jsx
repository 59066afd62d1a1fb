// Something that is on or off, at once.

import { Switch as AriaSwitch } from 'react-aria-components';
import { classNames } from './class-names.js';
import css from './switch.module.css';

/**
 * @param {Omit<import('react-aria-components').SwitchProps, 'className' | 'children'> & {
 *   label: string,
 *   isLabelHidden?: boolean,
 *   className?: string,
 * }} props
 */
export function Switch({ label, isLabelHidden, className, ...rest }) {
  return (
    <AriaSwitch {...rest} className={classNames(css.switch, className)}>
      <span className={css.track}>
        <span className={css.thumb} />
      </span>
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
    </AriaSwitch>
  );
}
