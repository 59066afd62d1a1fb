// The circuit breaker of an outcome: so many failed requests in a row, or a receiver that says it is gone for good, and the
// outcome is switched off until somebody switches it on again (contract: journeys, section 9).

/** @typedef {{_id: string, type: string, isActive: boolean, tripCount: number, deactivatedAt: string | null, callback?: string}} Outcome */

const GONE = 410;

/** The outcome as the journey has it, to be altered there. @param {import('../../stores/store.js').JourneyRow | null} row @param {string} id @returns {Outcome | undefined} */
export const outcomeOf = (row, id) =>
  row?.document.outcomes.find((/** @type {Outcome} */ outcome) => outcome._id === id);

/**
 * Counts an answer in the outcome.
 * @param {Outcome} outcome
 * @param {import('./send.js').Answer} answer
 * @param {{most: number, time: string}} options
 * @returns {'unchanged' | 'counted' | 'tripped'}
 */
export function count(outcome, { isTaken, status }, { most, time }) {
  const before = outcome.tripCount;
  outcome.tripCount = isTaken ? 0 : before + 1;
  const isTooMuch = !isTaken && (outcome.tripCount >= most || status === GONE);
  if (!outcome.isActive || !isTooMuch) return outcome.tripCount === before ? 'unchanged' : 'counted';
  outcome.isActive = false;
  outcome.deactivatedAt = time;
  return 'tripped';
}
