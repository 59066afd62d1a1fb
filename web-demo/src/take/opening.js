// Opens a journey that comes from outside, once the engine has looked at it.

import { edit, select } from '../state/store.js';
import { study } from '../state/driver.js';
import { editable } from '../state/templates.js';

/** @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput */

/** What people may not have finished: the builder shows what is wrong with it, and takes it as it is. */
const UNFINISHED = /^waypoints\.\d+\.conditions(\.|$)|^outcomes\.\d+\.callback$/;

/**
 * What is wrong with a journey, where that keeps it from being opened.
 * @param {JourneyInput} journey
 * @returns {Promise<import('../../../js/engine/index.js').Fault[]>}
 */
export async function faultsOf(journey) {
  const { errors } = await study().validate(journey);
  const faults = Object.values(errors);
  return faults.every(({ path, value }) => UNFINISHED.test(path) && typeof value === 'string') ? [] : faults;
}

/** Puts a journey in the place of the present one, which undo brings back. @param {JourneyInput} journey without faults */
export function openJourney(journey) {
  edit(() => editable(journey));
  select(null);
}
