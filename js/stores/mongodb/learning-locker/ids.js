// Ids of Learning Locker's documents tell when they were made, by the clock of the machine that made them.

import { ObjectId } from 'mongodb';

/** The first id of a time. @param {number} time in milliseconds */
export const idAt = (time) => ObjectId.createFromTime(Math.max(0, Math.floor(time / 1000)));

/** @param {ObjectId} id in milliseconds */
export const timeOf = (id) => id.getTimestamp().getTime();

/**
 * How far one is who has seen this one as well. Never into the future, where some id may be: others will be made before it.
 * @param {string | null} position @param {ObjectId} id @param {() => number} now @returns {string}
 */
export function further(position, id, now) {
  const reached = (timeOf(id) > now() ? idAt(now()) : id).toHexString();
  return position !== null && position > reached ? position : reached;
}
