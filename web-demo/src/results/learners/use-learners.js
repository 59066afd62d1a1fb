// The rows that a view asks for, anew for each run of the journey and each instant of it.

import { useEffect, useRef, useState } from 'react';
import { study } from '../../state/driver.js';
import { useStore } from '../../state/store.js';
import { isAbort, messageOf } from '../../study/errors.js';
import { latest } from './latest.js';
import { PAGE } from './view.js';

/**
 * @typedef {import('../../study/study.js').LearnerRow} LearnerRow
 * @typedef {{total: number, rows: LearnerRow[], error: string | null}} Answer
 */

/**
 * @param {import('./view.js').View} view
 * @param {import('../../study/study.js').Overview} shown what is on screen
 * @returns {{answer: Answer | null, isWaiting: boolean}} the answer is the last one, as long as the next is awaited
 */
export function useLearners(view, shown) {
  const [answer, setAnswer] = useState(/** @type {Answer | null} */ (null));
  const [isWaiting, setWaiting] = useState(true);
  // Learners have their names once what occurs in the statements is gathered.
  const facets = useStore((state) => state.facets);
  const asker = useRef(/** @type {ReturnType<typeof latest<any, any>> | null} */ (null));

  useEffect(() => {
    const ask = (/** @type {import('../../study/study.js').LearnerQuery} */ query) => study().learners(query);
    asker.current = latest(ask, (found, error) => {
      setWaiting(false);
      if (found) setAnswer({ ...found, error: null });
      // A newer run has begun: what is on screen changes with it, and is asked for again.
      else if (!isAbort(error)) setAnswer({ total: 0, rows: [], error: messageOf(error) });
    });
    return () => asker.current?.close();
  }, []);

  useEffect(() => {
    setWaiting(true);
    asker.current?.ask({ ...view, count: PAGE, instant: shown.instant }, JSON.stringify(view));
  }, [view, shown, facets]);

  return { answer, isWaiting };
}
