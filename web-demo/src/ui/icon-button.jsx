// A button that is an icon: its label is read out, and shown as a tooltip.

import { Button as AriaButton } from 'react-aria-components';
import css from './button.module.css';
import { classNames } from './class-names.js';
import { Icon } from './icon.jsx';
import { Tooltip } from './tooltip.jsx';

/**
 * @param {Omit<import('react-aria-components').ButtonProps, 'className' | 'children'> & {
 *   label: string,
 *   hint?: string,
 *   icon: import('./icon.jsx').IconName,
 *   variant?: 'plain' | 'primary' | 'quiet' | 'bad',
 *   size?: 'm' | 's',
 *   className?: string,
 *   ref?: React.Ref<HTMLButtonElement>,
 * }} props `hint` is shown behind the label: a keyboard shortcut
 */
export function IconButton({ label, hint, icon, variant = 'quiet', size = 'm', className, ...rest }) {
  return (
    <Tooltip text={hint ? `${label} (${hint})` : label}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames(css.button, css[variant], css.icon, size === 's' && css.small, className)}
      >
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}
