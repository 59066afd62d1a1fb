// A button: plain, primary (one in a region at most), quiet (without a border) or bad (for what destroys).

import { Button as AriaButton } from 'react-aria-components';
import css from './button.module.css';
import { classNames } from './class-names.js';
import { Icon } from './icon.jsx';

/**
 * @typedef {Omit<import('react-aria-components').ButtonProps, 'className' | 'children'> & {
 *   variant?: 'plain' | 'primary' | 'quiet' | 'bad',
 *   size?: 'm' | 's',
 *   icon?: import('./icon.jsx').IconName,
 *   iconAfter?: import('./icon.jsx').IconName,
 *   className?: string,
 *   children?: React.ReactNode,
 *   ref?: React.Ref<HTMLButtonElement>,
 * }} ButtonProps
 */

/** @param {ButtonProps} props */
export function Button({ variant = 'plain', size = 'm', icon, iconAfter, className, children, ...rest }) {
  return (
    <AriaButton {...rest} className={classNames(css.button, css[variant], size === 's' && css.small, className)}>
      {icon && <Icon name={icon} />}
      {children}
      {iconAfter && <Icon name={iconAfter} className={css.after} />}
    </AriaButton>
  );
}
