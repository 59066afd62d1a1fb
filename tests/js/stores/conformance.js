// What every store does: one suite, run on each.
import { describe } from 'node:test';
import { describeChanges } from './conformance/changes.js';
import { describeDeliveries } from './conformance/deliveries.js';
import { describeJourneys } from './conformance/journeys.js';
import { describeLists } from './conformance/lists.js';
import { describeProgress } from './conformance/progress.js';
import { describeRandomLists } from './conformance/random-lists.js';
import { describeRest } from './conformance/rest.js';
import { describeStatements } from './conformance/statements.js';
import { describeUndo } from './conformance/undo.js';

/**
 * @param {string} name
 * @param {(t: import('node:test').TestContext) => Promise<import('../../../js/stores/store.js').Store>} open an empty store,
 * which the opener closes when the test ends
 * @param {{many?: number}} [options] many: rows that are put at once where a test is of very many; fewer for a slow server
 */
export function describeStore(name, open, { many = 5_000 } = {}) {
  describe(`the ${name} store`, () => {
    describeChanges(open);
    describeStatements(open, many);
    describeProgress(open, many);
    describeJourneys(open);
    describeDeliveries(open);
    describeRest(open);
    describeLists(open);
    describeRandomLists(open);
    describeUndo(open);
  });
}
