// Documents of Learning Locker's `statements` as statement records (contract: journeys, section 3).

import { plain } from './plain.js';

/** Those of a document's fields that a record has. The others are indexes of its own, and large. */
const FIELDS = [
  ...['_id', 'organisation', 'lrs', 'lrs_id', 'client', 'client_id', 'statement', 'active', 'voided', 'timestamp'],
  ...['stored', 'person', 'personaIdentifier', 'completedQueues', 'processingQueues', 'completedForwardingQueue'],
  ...['pendingForwardingQueue', 'failedForwardingLog', 'deadForwardingQueue'],
];

/** What is to be read of a document. */
export const PROJECTION = Object.fromEntries(FIELDS.map((field) => [field, 1]));

/** Its workers mark a statement with the queues that it has been through; this is that of journeys. */
export const QUEUE = 'STATEMENT_JOURNEY_QUEUE';

/** Learning Locker stores no `.` in a key of a statement. @param {string} key */
const decodeKey = (key) => key.replaceAll('&46;', '.');

/**
 * @typedef {object} Read a document that was read
 * @property {import('mongodb').ObjectId} _id
 * @property {boolean} hasPerson
 * @property {boolean} isMarked
 *
 * @typedef {{record: Record<string, any>, key: Read}} Taken
 */

/** @param {Record<string, any>} document @returns {Taken} */
export function takenFrom(document) {
  const { _id, person, completedQueues } = document;
  const fields = FIELDS.filter((field) => document[field] !== undefined && document[field] !== null);
  const record = Object.fromEntries(
    fields.map((field) => [field, plain(document[field], field === 'statement' ? decodeKey : undefined)]),
  );
  const isMarked = Array.isArray(completedQueues) && completedQueues.includes(QUEUE);
  return { record, key: { _id, hasPerson: Boolean(person?._id), isMarked } };
}
