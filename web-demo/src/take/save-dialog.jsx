// Saves the journey to a service.

import { useId, useState } from 'react';
import { useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { Dialog } from '../ui/dialog.jsx';
import { Spinner } from '../ui/spinner.jsx';
import { TextField } from '../ui/text-field.jsx';
import { AddressField } from './address-field.jsx';
import { readAddress, savedKey, setKey, setSecret, useConnection } from './connection.js';
import { SaveResult } from './save-result.jsx';
import css from './take.module.css';
import { Unready } from './unready.jsx';
import { useSaving } from './use-saving.js';

/** @param {{onClose: () => void}} props */
export function SaveDialog({ onClose }) {
  const form = useId();
  const journey = useStore((state) => state.history.present);
  const { address: typed, key, secret, saved } = useConnection();
  const [missing, setMissing] = useState(false);
  const { address } = readAddress(typed);
  const before = address ? saved.get(savedKey(address, journey._id ?? '')) : undefined;
  const { state, save } = useSaving();
  const isSaving = state.kind === 'saving';
  /** @param {boolean} replace */
  const begin = (replace) => {
    const isReady = address !== null && key !== '' && secret !== '';
    setMissing(!isReady);
    if (isReady && !isSaving) void save({ address, key, secret }, journey, { before, replace });
  };
  const needs = (/** @type {string} */ value, /** @type {string} */ words) => (missing && value === '' ? words : null);
  const actions = (
    <>
      <span role="status">{isSaving && <Spinner label="Saving" />}</span>
      <Button variant="primary" type="submit" form={form}>
        {before ? 'Update it' : 'Save it'}
      </Button>
    </>
  );
  return (
    <Dialog title="Save to a service" isOpen onClose={onClose} actions={actions}>
      <form
        id={form}
        className={css.body}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          begin(false);
        }}
      >
        <p className={css.lead}>
          {before
            ? 'This tab has saved the journey there before: that one is updated.'
            : 'The journey is created there, and counts statements from then on.'}
        </p>
        <AddressField error={missing ? readAddress(typed).error : null} />
        <div className={css.pair}>
          <TextField
            label="Key"
            value={key}
            onChange={setKey}
            autoComplete="off"
            isCode
            error={needs(key, 'Type the client’s key.')}
          />
          <TextField
            label="Secret"
            type="password"
            value={secret}
            onChange={setSecret}
            autoComplete="off"
            error={needs(secret, 'Type the client’s secret.')}
          />
        </div>
        <p className={css.note}>Of a client of the service. Both are forgotten when this tab is closed.</p>
        <Unready />
        <SaveResult state={state} onReplace={() => begin(true)} />
      </form>
    </Dialog>
  );
}
