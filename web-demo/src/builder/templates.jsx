// The dialog of journeys to start from.

import { edit, openDialog, select, useStore } from '../state/store.js';
import { TEMPLATES } from '../state/templates.js';
import { Dialog } from '../ui/dialog.jsx';
import { Button as AriaButton } from 'react-aria-components';
import css from './templates.module.css';

const close = () => openDialog(null);

/** @param {import('../state/templates.js').Template} template */
function start(template) {
  edit(() => template.start());
  select(null);
  close();
}

export function Templates() {
  const isOpen = useStore((state) => state.dialog === 'templates');
  return (
    <Dialog title="Start from" isOpen={isOpen} onClose={close} size="m">
      <p className={css.hint}>Each takes the place of the journey you have; undo brings that back.</p>
      <ul className={css.list}>
        {TEMPLATES.map((template) => (
          <li key={template.id}>
            <AriaButton className={css.template} onPress={() => start(template)}>
              <span className={css.name}>{template.name}</span>
              <span className={css.shows}>{template.shows}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
