// A store in Learning Locker's own database: what a MongoDB store keeps, in collections of its own; and beside them Learning
// Locker's clients, who may use the service, its statements, which are recorded, and its journeys, which are copies of ours.
// Nothing else there is touched.

import { storeOn } from '../index.js';
import { connect } from '../open.js';
import { createClients } from './clients.js';
import { createMirror } from './mirror.js';
import { createSource } from './source.js';

/**
 * @param {Omit<import('../index.js').Options, 'mirror'> & {overlap?: number}} options overlap: for how long after an id was made
 *   its statement may still appear, in milliseconds
 * @returns {Promise<import('../../store.js').Store & {statements: import('../../source.js').Source}>}
 */
export async function openLearningLockerStore({ url, overlap, ...options }) {
  const connected = await connect(url);
  const { client, db, collections } = connected;
  try {
    const store = storeOn(connected, { ...options, mirror: await createMirror(db, collections) });
    return {
      ...store,
      ...createClients(db, store),
      statements: createSource(db, { overlap, now: options.now }),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}
