// A link that holds the journey.

import { useEffect, useState } from 'react';
import { useStore } from '../state/store.js';
import { CopyButton } from '../ui/copy-button.jsx';
import { Dialog } from '../ui/dialog.jsx';
import { count } from '../ui/format.js';
import { Notice } from '../ui/notice.jsx';
import { Spinner } from '../ui/spinner.jsx';
import { TextField } from '../ui/text-field.jsx';
import { fragmentOf } from './share.js';
import css from './take.module.css';
import { Unready } from './unready.jsx';

/** Longer ones are cut by some programs for mail and chat. */
const LONG = 2000;

/** @param {{onClose: () => void}} props */
export function ShareDialog({ onClose }) {
  const journey = useStore((state) => state.history.present);
  const { link, error } = useLink(journey);
  return (
    <Dialog
      title="Share a link"
      isOpen
      onClose={onClose}
      actions={link && <CopyButton text={link} variant="primary" label="Copy the link" />}
      className={css.body}
    >
      <p className={css.lead}>
        Whoever opens the link sees this journey. It holds the journey itself and no statements; nothing is kept on a
        server.
      </p>
      <Unready />
      {error && (
        <Notice kind="bad" title="There is no link">
          {error}
        </Notice>
      )}
      {!link && !error && <Spinner label="Packing the journey" />}
      {link && <TextField label="Link" value={link} isReadOnly isCode onFocus={selectAll} />}
      {link && link.length > LONG && (
        <Notice title={`The link has ${count(link.length)} characters`}>
          Some programs cut links as long as that. If it does not arrive whole, send the exported file.
        </Notice>
      )}
    </Dialog>
  );
}

/** @param {React.FocusEvent<HTMLInputElement | Element>} event */
const selectAll = ({ target }) => target instanceof HTMLInputElement && target.select();

/** @param {import('../../../js/engine/index.js').JourneyInput} journey */
function useLink(journey) {
  const [state, setState] = useState({ link: '', error: '' });
  useEffect(() => {
    let isOver = false;
    const tell = (/** @type {{link: string, error: string}} */ next) => !isOver && setState(next);
    fragmentOf(journey).then(
      (fragment) => tell({ link: location.href.replace(/#.*$/, '') + fragment, error: '' }),
      (error) => tell({ link: '', error: error.message }),
    );
    return () => {
      isOver = true;
    };
  }, [journey]);
  return state;
}
