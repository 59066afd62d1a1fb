// Files, chosen or dropped.

import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button } from '../ui/button.jsx';
import { Icon } from '../ui/icon.jsx';
import { Notice } from '../ui/notice.jsx';
import { bring, bringFiles } from './bring.js';
import { Failure } from './failure.jsx';
import { useForm } from './form.js';
import { fromFiles } from './sources.js';
import css from './statements.module.css';

const TYPES = ['.json', '.ndjson', '.jsonl', '.gz'];

/** @typedef {Parameters<NonNullable<import('react-aria-components').DropZoneProps['onDrop']>>[0]} DropEvent */

/** @param {DropEvent} event */
async function dropped({ items }) {
  const files = items.filter((item) => item.kind === 'file').map((item) => item.getFile());
  await bring(fromFiles(await Promise.all(files)));
}

export function FilesTab() {
  const fault = useForm((form) => form.faults.files);
  return (
    <div className={css.form}>
      <DropZone className={css.drop} onDrop={dropped} aria-label="Drop files here" data-takes-files="true">
        <Icon name="upload" size={24} className={css.icon} />
        <Text slot="label">Drop files here, or anywhere on the page</Text>
        <FileTrigger
          acceptedFileTypes={TYPES}
          allowsMultiple
          onSelect={(files) => files && void bringFiles([...files])}
        >
          <Button>Choose files</Button>
        </FileTrigger>
        <p className={css.hint}>
          One JSON statement a line, or a JSON array of them: .json, .ndjson, .jsonl, each also as .gz. 100 MB a file at
          most. They are read in this browser and go nowhere else.
        </p>
      </DropZone>
      {fault && (
        <Notice kind="bad" title="Not these files">
          {fault}
        </Notice>
      )}
      <Failure />
    </div>
  );
}
