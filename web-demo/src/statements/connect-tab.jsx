// An LRS, or a service of ours, that the browser asks for its statements.

import { useEffect } from 'react';
import { serviceHere } from '../state/service-here.js';
import { Notice } from '../ui/notice.jsx';
import { NumberField } from '../ui/number-field.jsx';
import { TextField } from '../ui/text-field.jsx';
import { bring } from './bring.js';
import { type, useForm } from './form.js';
import { SourceForm } from './source-form.jsx';
import { fromConnection } from './sources.js';
import css from './statements.module.css';

const onSubmit = () => bring(fromConnection(useForm.getState()));

/** The service that the page is from, if it is, and nobody has typed another. */
async function fillIn() {
  const here = await serviceHere();
  if (here && useForm.getState().endpoint === '') type({ endpoint: `${here}/data/xAPI` });
}

export function ConnectTab() {
  useEffect(() => void fillIn(), []);
  return (
    <SourceForm onSubmit={onSubmit} action="Get statements">
      <Where />
      <HowMany />
      <Notice>
        This browser asks the LRS itself, which has to allow pages of {location.origin} to do so (CORS). Key and secret
        go to the endpoint only, and are forgotten with this tab.
      </Notice>
    </SourceForm>
  );
}

function Where() {
  const { endpoint, key, secret, faults } = useForm();
  const plain = { autoCorrect: 'off', autoCapitalize: 'none', spellCheck: /** @type {const} */ ('false') };
  return (
    <>
      <TextField
        {...plain}
        label="xAPI endpoint"
        type="url"
        value={endpoint}
        onChange={(typed) => type({ endpoint: typed })}
        placeholder="https://lrs.example.com/data/xAPI"
        error={faults.endpoint}
      />
      <div className={css.row}>
        <TextField
          {...plain}
          label="Key"
          value={key}
          onChange={(typed) => type({ key: typed })}
          autoComplete="off"
          error={faults.key}
        />
        <TextField
          label="Secret"
          type="password"
          value={secret}
          onChange={(typed) => type({ secret: typed })}
          autoComplete="off"
          error={faults.secret}
        />
      </div>
    </>
  );
}

function HowMany() {
  const { since, most, faults } = useForm();
  return (
    <div className={css.row}>
      <TextField
        label="Since (optional)"
        type="date"
        value={since}
        onChange={(typed) => type({ since: typed })}
        description="Stored on that day or later"
      />
      <NumberField
        label="Most statements"
        value={most}
        onChange={(number) => type({ most: number })}
        minValue={1}
        maxValue={1_000_000}
        error={faults.most}
      />
    </div>
  );
}
