// A store in memory: for tests, the preview and whoever needs nothing kept. Plain JavaScript, so that it runs in browsers.

import { deliveryMethods } from './deliveries.js';
import { journeyMethods } from './journeys.js';
import { progressMethods } from './progress.js';
import { reader } from './reader.js';
import { otherMethods } from './rest.js';
import { statementMethods } from './statements.js';
import { createTables, forkTables } from './tables.js';

/**
 * @param {{matching: import('../store.js').Matching}} options
 * @returns {import('../store.js').Store}
 */
export function openMemoryStore({ matching }) {
  const committed = createTables();
  /** The last change that was asked for. @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** @type {import('../store.js').Store['change']} */
  async function run(change) {
    const tables = forkTables(committed);
    const all = Object.values(tables);
    try {
      const result = await change({
        ...reader(tables, matching),
        ...statementMethods(tables),
        ...progressMethods(tables),
        ...journeyMethods(tables),
        ...deliveryMethods(tables),
        ...otherMethods(tables),
      });
      for (const table of all) table.commit();
      return result;
    } catch (error) {
      for (const table of all) table.forget();
      throw error;
    }
  }

  return {
    ...reader(committed, matching),

    /** One at a time, in the order in which they were asked for. */
    change(change) {
      const running = last.then(() => run(change));
      last = running.catch(() => undefined);
      return running;
    },
    async check() {},
    async close() {
      await last;
    },
  };
}
