// Where there is nothing yet, or nothing was found: what that means, and what to do about it.

import { classNames } from './class-names.js';
import css from './empty.module.css';
import { Icon } from './icon.jsx';

/**
 * @param {{
 *   title: string,
 *   children?: React.ReactNode,
 *   icon?: import('./icon.jsx').IconName,
 *   action?: React.ReactNode,
 *   className?: string,
 * }} props
 */
export function Empty({ title, children, icon, action, className }) {
  return (
    <div className={classNames(css.empty, className)}>
      {icon && <Icon name={icon} size={20} className={css.icon} />}
      <p className={css.title}>{title}</p>
      {children && <div className={css.text}>{children}</div>}
      {action}
    </div>
  );
}
