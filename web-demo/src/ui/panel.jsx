// A sheet at the right side of the page (on a phone: above all of it) beside which the page can still be used. The focus goes
// into it, and where it was when the sheet is closed.

import { useEffect, useId, useRef } from 'react';
import { classNames } from './class-names.js';
import { IconButton } from './icon-button.jsx';
import css from './panel.module.css';

/**
 * @param {{
 *   title: React.ReactNode,
 *   onClose: () => void,
 *   onBack?: () => void,
 *   actions?: React.ReactNode,
 *   children: React.ReactNode,
 *   className?: string,
 * }} props `onBack`: to what was open before; `actions`: buttons beside the title
 */
export function Panel({ title, onClose, onBack, actions, children, className }) {
  const id = useId();
  const heading = useFocusInside();
  useEscapeFromNowhere(onClose);
  /** @param {React.KeyboardEvent<HTMLElement>} event */
  const onKeyDown = (event) => {
    // A menu or a dialog that was opened from here closes by itself.
    const isOfPanel = event.currentTarget.contains(/** @type {Node} */ (event.target));
    if (event.key === 'Escape' && isOfPanel && !event.defaultPrevented) onClose();
  };
  return (
    <aside className={css.panel} aria-labelledby={id} onKeyDown={onKeyDown}>
      <div className={css.head}>
        {onBack && <IconButton icon="chevron-left" label="Back" onPress={onBack} />}
        <h2 id={id} ref={heading} tabIndex={-1} className={css.title}>
          {title}
        </h2>
        {actions}
        <IconButton icon="close" label="Close" hint="Esc" onPress={onClose} />
      </div>
      <div className={classNames(css.body, className)}>{children}</div>
    </aside>
  );
}

/** Focuses an element when it appears, and then again what had the focus before. */
function useFocusInside() {
  const ref = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.focus({ preventScroll: true });
    return () => {
      // Somebody who has gone on to something else meanwhile stays there.
      const isElsewhere = document.activeElement !== document.body;
      if (!isElsewhere && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return ref;
}

/** A button that cannot be pressed any more loses the focus to the page as a whole: Escape is still meant for the sheet. @param {() => void} onClose */
function useEscapeFromNowhere(onClose) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const onKeyDown = (event) => {
      if (event.key === 'Escape' && event.target === document.body && !event.defaultPrevented) onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onClose]);
}
