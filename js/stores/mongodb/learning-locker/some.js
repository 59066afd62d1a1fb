// Reads some documents of a query: as many as may be held at once, and no more than so much of them.

import { PROJECTION, takenFrom } from './records.js';

/**
 * @param {Pick<import('./source.js').Context, 'statements' | 'most' | 'largest'>} context
 * @param {import('mongodb').Filter<any>} filter
 * @returns {Promise<{taken: import('./records.js').Taken[], isAll: boolean}>} in the order of their ids; whether those are all
 */
export async function someOf({ statements, most, largest }, filter) {
  const cursor = statements.find(filter, { projection: PROJECTION, batchSize: 100 }).sort({ _id: 1 }).limit(most);
  const taken = [];
  let size = 0;
  try {
    for await (const document of cursor) {
      const one = takenFrom(document);
      taken.push(one);
      size += JSON.stringify(one.record).length;
      if (size > largest) return { taken, isAll: false };
    }
  } finally {
    await cursor.close();
  }
  return { taken, isAll: taken.length < most };
}
