// The dialogs for taking a journey away, of which one is open.

import { useEffect } from 'react';
import { suggestAddress } from './connection.js';
import { CurlDialog } from './curl-dialog.jsx';
import { ExportDialog } from './export-dialog.jsx';
import { ImportDialog } from './import-dialog.jsx';
import { SaveDialog } from './save-dialog.jsx';
import { ShareDialog } from './share-dialog.jsx';

const DIALOGS = { export: ExportDialog, import: ImportDialog, curl: CurlDialog, save: SaveDialog, share: ShareDialog };

/** @param {{way: import('./index.jsx').Way, onClose: () => void}} props */
export default function Dialogs({ way, onClose }) {
  useEffect(() => void suggestAddress(), []);
  const Chosen = DIALOGS[way];
  return <Chosen onClose={onClose} />;
}
