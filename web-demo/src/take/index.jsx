// The header's menu for what becomes of the journey outside of the page. The dialogs are loaded when they are asked for.

import { lazy, Suspense, useState } from 'react';
import { openDialog, useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { Menu } from '../ui/menu.jsx';

/** @typedef {'export' | 'import' | 'curl' | 'save' | 'share'} Way */

const Dialogs = lazy(() => import('./dialogs.jsx'));

const WAYS = /** @type {const} */ ([
  { id: 'save', label: 'Save to a service', detail: 'Create or update it where it runs', icon: 'server' },
  { id: 'share', label: 'Share a link', detail: 'The link holds the journey', icon: 'link' },
  { id: 'export', label: 'Export as JSON', detail: 'As a file, or to copy', icon: 'download' },
  { id: 'curl', label: 'Command with curl', detail: 'Creates the journey in a service', icon: 'code' },
  { id: 'import', label: 'Import from JSON', detail: 'In place of this journey', icon: 'upload' },
]);

export function TakeAway() {
  const [way, setWay] = useState(/** @type {Way} */ ('save'));
  const isOpen = useStore((state) => state.dialog === 'take');
  const items = WAYS.map((each) => ({
    ...each,
    onAction: () => {
      setWay(each.id);
      openDialog('take');
    },
  }));
  return (
    <>
      <Menu label="Take it away" items={items} placement="bottom end">
        <Button icon="share" iconAfter="chevron-down">
          Take it away
        </Button>
      </Menu>
      {isOpen && (
        <Suspense fallback={null}>
          <Dialogs way={way} onClose={() => openDialog(null)} />
        </Suspense>
      )}
    </>
  );
}
