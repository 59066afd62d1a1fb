// The dialog to bring statements: what is loaded at the top, and below it where others may come from.

import { openDialog, useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { Dialog } from '../ui/dialog.jsx';
import { Progress } from '../ui/progress.jsx';
import { Tabs } from '../ui/tabs.jsx';
import { ConnectTab } from './connect-tab.jsx';
import { farOf } from './far.js';
import { FilesTab } from './files-tab.jsx';
import { useForm } from './form.js';
import { LoadedSummary } from './loaded-summary.jsx';
import { PasteTab } from './paste-tab.jsx';
import { SampleTab } from './sample-tab.jsx';
import css from './statements.module.css';

const close = () => openDialog(null);

const TABS = /** @type {const} */ ([
  { id: 'sample', label: 'Sample', content: <SampleTab /> },
  { id: 'files', label: 'Files', content: <FilesTab /> },
  { id: 'paste', label: 'Paste', content: <PasteTab /> },
  { id: 'connect', label: 'Connect', content: <ConnectTab /> },
]);

export function StatementsDialog() {
  const isOpen = useStore(({ dialog }) => dialog === 'statements');
  const loading = useStore((state) => state.loading);
  return (
    <Dialog title="Statements" isOpen={isOpen} onClose={close} className={css.body}>
      {loading ? <Loading loading={loading} /> : <Choices />}
    </Dialog>
  );
}

function Choices() {
  const loaded = useStore((state) => state.loaded);
  const tab = useForm((form) => form.tab);
  const select = (/** @type {string} */ id) => useForm.setState({ tab: id, faults: {}, failure: null });
  return (
    <>
      {loaded && <LoadedSummary loaded={loaded} />}
      <Tabs label="Where statements come from" items={[...TABS]} selected={tab} onSelect={select} />
    </>
  );
}

/** @param {{loading: import('./far.js').Loading}} props */
function Loading({ loading }) {
  return (
    <div className={css.loading}>
      <Progress {...farOf(loading)} />
      <p className={css.hint}>What is on the page now stays until all of them are in.</p>
      <Button onPress={loading.cancel}>Cancel</Button>
    </div>
  );
}
