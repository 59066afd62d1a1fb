// Opens a journey out of a file, or out of a text: once the engine finds no fault with it.

import { useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import { Button } from '../ui/button.jsx';
import { Dialog } from '../ui/dialog.jsx';
import { Notice } from '../ui/notice.jsx';
import { Select } from '../ui/select.jsx';
import { TextField } from '../ui/text-field.jsx';
import { journeysIn } from './document.js';
import { Faults } from './faults.jsx';
import { faultsOf, openJourney } from './opening.js';
import css from './take.module.css';

/** Characters: far more than any journey has. */
const MOST = 10_000_000;

/**
 * @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput
 * @typedef {{journeys: JourneyInput[], error: string | null}} Found
 * @typedef {{of: string, faults: import('../../../js/engine/index.js').Fault[]}} Refused
 */

/** @param {string} text @returns {Found} */
function find(text) {
  if (text.trim() === '') return { journeys: [], error: null };
  try {
    return { journeys: journeysIn(text), error: null };
  } catch (error) {
    return { journeys: [], error: /** @type {Error} */ (error).message };
  }
}

/** @param {{onClose: () => void}} props */
export function ImportDialog({ onClose }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState(/** @type {string | null} */ (null));
  const [chosen, setChosen] = useState(0);
  const [refused, setRefused] = useState(/** @returns {Refused} */ () => ({ of: '', faults: [] }));
  const { journeys, error } = find(text);
  const journey = journeys[Math.min(chosen, journeys.length - 1)];
  // What was found with one journey is nothing to the next.
  const present = `${chosen} ${text}`;
  const faults = refused.of === present ? refused.faults : [];
  /** @param {string} next */
  const change = (next) => {
    setText(next);
    setProblem(null);
    setChosen(0);
  };
  /** @param {File | undefined} file */
  const read = async (file) => {
    if (!file) return;
    if (file.size > MOST) return setProblem(`${file.name} is too large for a journey.`);
    change(await file.text());
  };
  const open = async () => {
    const found = await faultsOf(journey);
    setRefused({ of: present, faults: found });
    if (found.length > 0) return;
    openJourney(journey);
    onClose();
  };
  const actions = (
    <Button variant="primary" isDisabled={!journey} onPress={open}>
      Open it
    </Button>
  );
  return (
    <Dialog title="Import from JSON" isOpen onClose={onClose} actions={actions} className={css.body}>
      <p className={css.lead}>The journey takes the place of the present one, which undo brings back.</p>
      <JourneyDrop onFile={read} />
      <TextField
        label="Or paste it"
        value={text}
        onChange={change}
        isMultiline
        isCode
        rows={8}
        error={problem ?? error}
      />
      {journeys.length > 1 && (
        <Select
          label={`Which of the ${journeys.length} journeys`}
          value={String(chosen)}
          onChange={(id) => setChosen(Number(id))}
          options={journeys.map(({ description }, index) => ({
            id: String(index),
            label: description || `Journey ${index + 1}`,
          }))}
        />
      )}
      {faults.length > 0 && (
        <Notice kind="bad" title="The journey cannot be opened">
          <Faults faults={faults} journey={journey} />
        </Notice>
      )}
    </Dialog>
  );
}

/** @param {{onFile: (file: File | undefined) => void}} props */
function JourneyDrop({ onFile }) {
  return (
    <DropZone
      className={css.drop}
      onDrop={async ({ items }) => {
        const file = items.find((item) => item.kind === 'file');
        onFile(file && (await file.getFile()));
      }}
    >
      <span>Drop a file here</span>
      <FileTrigger
        acceptedFileTypes={['.json', '.ndjson', 'application/json']}
        onSelect={(files) => onFile(files?.[0])}
      >
        <Button icon="file">Choose a file</Button>
      </FileTrigger>
    </DropZone>
  );
}
