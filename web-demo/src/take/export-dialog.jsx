// The journey as a document, to copy or as a file.

import { useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { CopyButton } from '../ui/copy-button.jsx';
import { CutText } from '../ui/cut-text.jsx';
import { Dialog } from '../ui/dialog.jsx';
import { download, fileName } from '../ui/files.js';
import { documentText } from './document.js';
import css from './take.module.css';
import { Unready } from './unready.jsx';

/** @param {{onClose: () => void}} props */
export function ExportDialog({ onClose }) {
  const journey = useStore((state) => state.history.present);
  const text = documentText(journey);
  const name = fileName(journey.description, 'journey');
  const actions = (
    <>
      <CopyButton text={text} />
      <Button variant="primary" icon="download" onPress={() => download(name, text)}>
        Download {name}
      </Button>
    </>
  );
  return (
    <Dialog title="Export as JSON" isOpen onClose={onClose} size="l" actions={actions} className={css.body}>
      <p className={css.lead}>
        The document that <code>POST /api/v2/journey</code> of a service takes, and that this page can import again.
      </p>
      <Unready />
      <CutText text={text} label="Journey as JSON" />
    </Dialog>
  );
}
