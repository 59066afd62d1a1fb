// Statements as text.

import { TextField } from '../ui/text-field.jsx';
import { bring } from './bring.js';
import { type, useForm } from './form.js';
import { SourceForm } from './source-form.jsx';
import { fromText } from './sources.js';

const onSubmit = () => bring(fromText(useForm.getState().text));

export function PasteTab() {
  const { text, faults } = useForm();
  return (
    <SourceForm onSubmit={onSubmit} action="Use these statements">
      <TextField
        label="Statements"
        description="One JSON statement a line, a JSON array of them, or what an LRS answers with"
        value={text}
        onChange={(typed) => type({ text: typed })}
        isMultiline
        isCode
        rows={9}
        spellCheck="false"
        placeholder={'{"actor": {"mbox": "mailto:ada@example.com"}, "verb": {"id": …'}
        error={faults.text}
      />
    </SourceForm>
  );
}
