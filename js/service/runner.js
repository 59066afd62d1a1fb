// Runs steps of background work one after the other, leaving room between them for requests; when there is nothing to do it
// looks again now and then, since other processes leave work too.

import { levelOf } from './errors.js';

/** Until the next look, in milliseconds. */
const PAUSE = 2_000;

/**
 * @param {{step: () => Promise<boolean>, clock: import('./service.js').Clock, log: import('./service.js').Log, pause?: number | (() => number)}} options pause: until the next look, or what says so each time
 */
export function createRunner({ step, clock, log, pause = PAUSE }) {
  let isRunning = false;
  /** @type {(() => void) | undefined} */
  let cancel;
  /** @type {Promise<void> | undefined} */
  let working;

  async function work() {
    try {
      while (isRunning && (await step())) await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      log[levelOf(error)]({ error }, 'background work failed; it is tried again');
    }
    working = undefined;
    if (isRunning) cancel = clock.after(typeof pause === 'function' ? pause() : pause, begin);
  }

  function begin() {
    cancel?.();
    cancel = undefined;
    if (isRunning && !working) working = work();
  }

  return {
    wake: begin,
    run() {
      isRunning = true;
      begin();
    },
    async stop() {
      isRunning = false;
      cancel?.();
      await working;
    },
  };
}
