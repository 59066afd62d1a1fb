// The command that creates the journey in a service.

import { useStore } from '../state/store.js';
import { CopyButton } from '../ui/copy-button.jsx';
import { CutText } from '../ui/cut-text.jsx';
import { Dialog } from '../ui/dialog.jsx';
import { fileName } from '../ui/files.js';
import { Notice } from '../ui/notice.jsx';
import { USUAL } from './address.js';
import { AddressField } from './address-field.jsx';
import { readAddress, useConnection } from './connection.js';
import { curlCommand, isLong } from './curl.js';
import { documentText } from './document.js';
import css from './take.module.css';
import { Unready } from './unready.jsx';

/** @param {{onClose: () => void}} props */
export function CurlDialog({ onClose }) {
  const journey = useStore((state) => state.history.present);
  const typed = useConnection((state) => state.address);
  const { address } = readAddress(typed);
  const document = documentText(journey);
  const file = fileName(journey.description, 'journey');
  const command = curlCommand(address ?? USUAL, document, file);
  return (
    <Dialog
      title="Command with curl"
      isOpen
      onClose={onClose}
      size="l"
      actions={<CopyButton text={command} variant="primary" label="Copy the command" />}
      className={css.body}
    >
      <AddressField />
      <Unready />
      {isLong(document) && (
        <Notice title="The journey is too long to stand in a command">
          Export it as JSON first, and run the command where {file} is.
        </Notice>
      )}
      <CutText text={command} label="Command" />
      <p className={css.note}>
        For sh, bash and zsh. The shell fills in the client’s key and secret; set them before:{' '}
        <code>KEY=… SECRET=…</code>
      </p>
    </Dialog>
  );
}
