// Where statements come from: what is loaded, in the page's head; the dialog to bring others; and the whole page, to drop
// files on.

import { Chip } from './chip.jsx';
import { PageDrop } from './page-drop.jsx';
import { StatementsDialog } from './statements-dialog.jsx';

export function Statements() {
  return (
    <>
      <Chip />
      <StatementsDialog />
      <PageDrop />
    </>
  );
}
