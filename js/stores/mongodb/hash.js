// Short names for owners: keys are of any length, and an index wants little.

import { createHash } from 'node:crypto';

/** Of an owner's key: 32 hexadecimal digits, by which owners are ordered and their statements found. @param {string} owner */
export const hashOf = (owner) => createHash('sha256').update(owner).digest('hex').slice(0, 32);

/** The `_id` of an owner's progress on a journey. @param {{journey: string, owner: string}} key */
export const progressId = ({ journey, owner }) => `${journey} ${hashOf(owner)}`;

/** The `_id` of a statement and of what voids it. @param {string} organisation @param {string} id */
export const statementId = (organisation, id) => `${organisation} ${id}`;
