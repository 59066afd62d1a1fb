// A text as it is, of which the beginning is shown until all of it is asked for.

import { useState } from 'react';
import { Button } from './button.jsx';
import { bytes } from './format.js';
import css from './cut-text.module.css';

const SHORT = 8000;
/** Browsers take long to lay out more than that. */
const MOST = 1_000_000;

/** @param {{text: string, label: string}} props */
export function CutText({ text, label }) {
  const [isAll, setIsAll] = useState(false);
  const most = isAll ? MOST : SHORT;
  const isCut = text.length > most;
  return (
    <>
      <pre className={css.text} tabIndex={0} role="region" aria-label={label}>
        {isCut ? `${beginning(text, most)}\n…` : text}
      </pre>
      {isCut && !isAll && (
        <Button size="s" variant="quiet" icon="chevron-down" onPress={() => setIsAll(true)}>
          Show all ({bytes(text.length)})
        </Button>
      )}
      {isCut && isAll && <p className={css.note}>This is the first megabyte. A copy has all of it.</p>}
    </>
  );
}

/** A line is not cut in two, where lines are short enough for that. @param {string} text @param {number} most */
function beginning(text, most) {
  const end = text.lastIndexOf('\n', most);
  return text.slice(0, end > most / 2 ? end : most);
}
