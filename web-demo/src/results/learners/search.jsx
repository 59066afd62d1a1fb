// A field that searches when typing pauses.

import { useEffect, useState } from 'react';
import { TextField } from '../../ui/text-field.jsx';
import css from './learners.module.css';
import { searchFor } from './view.js';

/** Between the last letter typed and the search, in milliseconds. */
const PAUSE = 200;

/** @param {{search: string, onView: import('./view.js').OnView}} props */
export function Search({ search, onView }) {
  const [text, setText] = useState(search);
  const [last, setLast] = useState(search);
  if (search !== last) {
    // What was searched for has arrived here again, or was cleared elsewhere.
    setLast(search);
    if (search !== text.trim()) setText(search);
  }
  useEffect(() => {
    const timer = setTimeout(() => onView((view) => searchFor(view, text.trim())), PAUSE);
    return () => clearTimeout(timer);
  }, [text, onView]);
  return (
    <TextField
      {...{
        label: 'Search learners',
        isLabelHidden: true,
        placeholder: 'Name or address',
        icon: 'search',
        type: 'search',
      }}
      className={css.search}
      value={text}
      onChange={setText}
    />
  );
}
