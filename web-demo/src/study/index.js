// Opens the study: the page's side of it. All work is done in workers; where these end, they are begun anew.

import { Caller } from './calls.js';

/**
 * @typedef {import('./study.js').Study} Study
 * @typedef {import('./calls.js').CallOptions} CallOptions
 * @typedef {{worker: Worker, caller: Caller, opening: Promise<unknown>}} Opened
 */

/** @returns {Opened} */
function openLead() {
  const worker = new Worker(new URL('./lead.worker.js', import.meta.url), { type: 'module' });
  const caller = new Caller(worker);
  return { worker, caller, opening: caller.call('open') };
}

/** @returns {Promise<Study>} */
export async function openStudy() {
  let lead = openLead();
  await lead.opening;

  /** @param {string} method @param {unknown} [argument] @param {CallOptions} [options] */
  async function call(method, argument, options) {
    if (lead.caller.ended) {
      lead.worker.terminate();
      lead = openLead();
    }
    const { caller, opening } = lead;
    await opening;
    return caller.call(method, argument, options);
  }

  return {
    load: (source, options) => call('load', source, options),
    facets: () => call('facets'),
    validate: (journey) => call('validate', journey),
    run: (journey) => call('run', journey),
    at: (instant) => call('at', instant),
    learners: (query) => call('learners', query),
    learner: (ident, instant) => call('learner', { ident, instant }),
    statement: (id) => call('statement', id),
    callbackBody: (ident, attempt) => call('callbackBody', { ident, attempt }),
    count: (condition, options) => call('count', condition, options),
    dispose() {
      lead.worker.terminate();
      lead.caller.end(new Error('the study was closed'));
    },
  };
}
