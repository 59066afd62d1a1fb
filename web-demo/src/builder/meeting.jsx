// How many of the loaded statements meet a condition: a hint while it is made.

import { useEffect, useState } from 'react';
import { study } from '../state/driver.js';
import { useStore } from '../state/store.js';
import { counted, percent } from '../ui/format.js';
import css from './meeting.module.css';

const STILL_MS = 250;

/** @param {number} number @param {number} of */
function words(number, of) {
  const verb = number === 1 ? 'meets' : 'meet';
  return number === 0
    ? 'No statement meets this'
    : `${counted(number, 'statement')} ${verb} this (${percent(number, of)})`;
}

/** @param {{text: string, isFaulty: boolean}} props */
export function Meeting({ text, isFaulty }) {
  const loaded = useStore((state) => state.loaded);
  const [met, setMet] = useState(/** @type {number | null} */ (null));
  useEffect(() => setMet(null), [loaded]); // the last number was of other statements
  useEffect(() => {
    if (!loaded || isFaulty) return;
    const abort = new AbortController();
    const { signal } = abort;
    const timer = setTimeout(async () => {
      // A condition that cannot be put to statements has faults, and they are shown by themselves.
      const number = await study()
        .count(text, { signal })
        .catch(() => null);
      if (!signal.aborted) setMet(number);
    }, STILL_MS);
    return () => {
      abort.abort(); // or the workers would count on, for each edit anew
      clearTimeout(timer);
    };
  }, [text, loaded, isFaulty]);
  return (
    <p className={css.meeting} role="status">
      {loaded && met !== null && !isFaulty ? words(met, loaded.statements) : ''}
    </p>
  );
}
