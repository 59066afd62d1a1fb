// Something to know: for information, as a warning, or because it went wrong.

import { classNames } from './class-names.js';
import { Icon } from './icon.jsx';
import { IconButton } from './icon-button.jsx';
import css from './notice.module.css';

const ICON = /** @type {const} */ ({ info: 'info', warn: 'warning', bad: 'error' });

/**
 * @param {{
 *   kind?: 'info' | 'warn' | 'bad',
 *   title?: string,
 *   children?: React.ReactNode,
 *   action?: React.ReactNode,
 *   onDismiss?: () => void,
 *   isAnnounced?: boolean,
 *   className?: string,
 * }} props `isAnnounced`: read out when it appears, as what goes wrong is anyway
 */
export function Notice({ kind = 'info', title, children, action, onDismiss, isAnnounced, className }) {
  const role = kind === 'bad' ? 'alert' : isAnnounced ? 'status' : undefined;
  return (
    <div role={role} className={classNames(css.notice, css[kind], className)}>
      <Icon name={ICON[kind]} className={css.icon} />
      <div className={css.words}>
        {title && <p className={css.title}>{title}</p>}
        {children && <div className={css.text}>{children}</div>}
      </div>
      {action && <div className={css.action}>{action}</div>}
      {onDismiss && <IconButton icon="close" label="Dismiss" size="s" onPress={onDismiss} className={css.dismiss} />}
    </div>
  );
}
