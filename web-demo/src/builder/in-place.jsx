// A name that is edited where it stands: it looks like a heading until it is pointed at or focused, and breaks into lines.

import { TextArea, TextField } from 'react-aria-components';
import css from './in-place.module.css';

/** @param {{label: string, placeholder: string, value: string, onChange: (value: string) => void}} props */
export function InPlace({ label, placeholder, value, onChange }) {
  return (
    <TextField
      aria-label={label}
      value={value}
      onChange={(text) => onChange(text.replace(/\s*\n\s*/g, ' '))}
      className={css.field}
    >
      <TextArea
        className={css.text}
        rows={1}
        placeholder={placeholder}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
    </TextField>
  );
}
