// The calls of one change run one after the other, also where it does not wait between them: some take several steps. When
// the change is over there are none.

import { ChangeOverError } from './errors.js';

/**
 * @param {import('./store.js').Transaction} methods
 * @returns {{transaction: import('./store.js').Transaction, end: () => void}}
 */
export function inTurn(methods) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  let isOver = false;
  const turns = Object.entries(methods).map(([name, method]) => {
    const call = (/** @type {any[]} */ ...args) => {
      const running = last.then(() => {
        if (isOver) throw new ChangeOverError();
        return /** @type {any} */ (method)(...args);
      });
      last = running.catch(() => undefined);
      return running;
    };
    return [name, call];
  });
  return { transaction: /** @type {any} */ (Object.fromEntries(turns)), end: () => (isOver = true) };
}
