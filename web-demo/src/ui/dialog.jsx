// A dialog above the page: closed by Escape, by its button, or by pressing beside it.

import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from './class-names.js';
import css from './dialog.module.css';
import { IconButton } from './icon-button.jsx';

/**
 * @param {{
 *   title: string,
 *   isOpen: boolean,
 *   onClose: () => void,
 *   size?: 's' | 'm' | 'l',
 *   actions?: React.ReactNode,
 *   children: React.ReactNode,
 *   className?: string,
 * }} props `actions`: buttons below, which stay in sight
 */
export function Dialog({ title, isOpen, onClose, size = 'm', actions, children, className }) {
  return (
    <ModalOverlay className={css.veil} isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className={classNames(css.modal, css[size])}>
        <AriaDialog className={css.dialog}>
          <div className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label="Close" onPress={onClose} />
          </div>
          <div className={classNames(css.body, className)}>{children}</div>
          {actions && <div className={css.foot}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
