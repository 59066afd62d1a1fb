// A validated journey inside the engine.
import { JourneysError } from './errors.js';
import { Handle } from './handle.js';

/** @typedef {import('./index.js').Journey} Described */

/** @implements {Described} */
export class Journey extends Handle {
  /** @param {import('./core.js').Core} core @param {{ handle: number, id: string, document: any, warnings: any[] }} compiled */
  constructor(core, compiled) {
    super(core, 'Journey', compiled.handle);
    this.id = compiled.id;
    this.document = compiled.document;
    this.warnings = compiled.warnings;
  }
}

/** The handles of journeys that belong to an engine. @param {import('./core.js').Core} core @param {unknown} journeys @returns {number[]} */
export function handlesOf(core, journeys) {
  if (!Array.isArray(journeys)) throw new JourneysError('ArgumentError', 'journeys', 'must be an array of journeys');
  return journeys.map((journey, i) => handleOf(core, journey, `journeys.${i}`));
}

/** @param {import('./core.js').Core} core @param {unknown} journey @param {string} what @returns {number} */
export function handleOf(core, journey, what = 'journey') {
  if (!(journey instanceof Journey)) throw new JourneysError('ArgumentError', what, 'must come from compile()');
  if (journey.core !== core) throw new JourneysError('ArgumentError', what, 'belongs to another engine');
  return journey.handle;
}
