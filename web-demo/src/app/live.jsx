// Tells screen readers what an edit came to, once it stands still.

import { useEffect, useState } from 'react';
import { useStore } from '../state/store.js';
import { count, counted } from '../ui/format.js';

const STILL_MS = 700;

/** @param {import('../state/store.js').State} state */
function outcome({ shown, isStale, validation }) {
  if (validation && !validation.valid) return 'The journey has faults.';
  if (!shown || isStale) return '';
  return `${count(shown.completed)} of ${counted(shown.learners, 'learner')} completed.`;
}

export function Live() {
  const now = useStore(outcome);
  const [told, setTold] = useState('');
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => setTold(now), STILL_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <p className="visually-hidden" role="status">
      {told}
    </p>
  );
}
