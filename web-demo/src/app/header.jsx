// The page's head: what it is, what it works on, and what can be done with the whole.

import { useEffect } from 'react';
import { redo, undo, useStore } from '../state/store.js';
import { Statements } from '../statements/index.jsx';
import { TakeAway } from '../take/index.jsx';
import { IconButton } from '../ui/icon-button.jsx';
import css from './header.module.css';
import { Mark } from './mark.jsx';
import { isMac, listenForShortcuts } from './shortcuts.js';
import { ThemeSwitch } from './theme-switch.jsx';

export function Header() {
  return (
    <header className={css.header}>
      <h1 className={css.name}>
        <Mark />
        <span className={css.words}>xapi-journeys</span>
      </h1>
      <div className={css.statements}>
        <Statements />
      </div>
      <div className={css.tools}>
        <Travel />
        <ThemeSwitch />
        <TakeAway />
      </div>
    </header>
  );
}

/** Undo and redo. */
function Travel() {
  const { canGoBack, canGoForth } = useStore((state) => state.history);
  useEffect(listenForShortcuts, []);
  return (
    <>
      <IconButton icon="undo" label="Undo" hint={isMac ? '⌘Z' : 'Ctrl+Z'} onPress={undo} isDisabled={!canGoBack} />
      <IconButton
        icon="redo"
        label="Redo"
        hint={isMac ? '⇧⌘Z' : 'Ctrl+Shift+Z'}
        onPress={redo}
        isDisabled={!canGoForth}
      />
    </>
  );
}
