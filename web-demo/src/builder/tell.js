// Asks the engine what it has against single conditions: one journey holds them all.

import { study } from '../state/driver.js';

/** @type {import('./condition/faults.js').Tell} */
export async function tell(conditions) {
  const { errors } = await study().validate({ waypoints: conditions.map((each) => ({ conditions: each })) });
  return conditions.map((_, index) => errors[`waypoints.${index}.conditions`]?.message);
}
