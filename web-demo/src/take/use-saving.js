// One saving at a time, and what became of it. It is called off when the dialog is closed.

import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../study/errors.js';
import { remember } from './connection.js';
import { saveJourney, SavingError } from './saving.js';

/**
 * @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput
 * @typedef {{kind: 'idle'} | {kind: 'saving'}
 *   | {kind: 'saved', saved: import('./saving.js').Saved, journey: JourneyInput}
 *   | {kind: 'refused', error: SavingError, journey: JourneyInput}} SavingState
 */

const PATIENCE_MS = 30_000;

export function useSaving() {
  const [state, setState] = useState(/** @returns {SavingState} */ () => ({ kind: 'idle' }));
  const abort = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => () => abort.current?.abort(), []);
  /**
   * @param {import('./saving.js').Service} service
   * @param {JourneyInput} journey
   * @param {{before?: import('./saving.js').Saved, replace: boolean}} options
   */
  async function save(service, journey, options) {
    const own = new AbortController();
    abort.current = own;
    setState({ kind: 'saving' });
    try {
      const signal = AbortSignal.any([own.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const saved = await saveJourney(service, journey, { ...options, signal });
      remember(service.address, saved);
      setState({ kind: 'saved', saved, journey });
    } catch (error) {
      if (!own.signal.aborted) setState({ kind: 'refused', error: toSavingError(error), journey });
    }
  }
  return { state, save };
}

/** @param {unknown} error */
function toSavingError(error) {
  if (error instanceof SavingError) return error;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new SavingError('The service does not answer', 'It may have the journey all the same: try again later.');
  }
  return new SavingError('The journey was not saved', messageOf(error));
}
