// Copies of one statement: what the store keeps of them does not depend on which came first. Copies that say different
// things are refused; where only that differs which stores add, or what a record tells beside the statement, a rule that
// looks at content alone decides.

import { isDeepStrictEqual } from 'node:util';
import { derivedId } from './ids.js';

/**
 * @typedef {object} Copy
 * @property {Record<string, any>} fields of the record, without `statement`
 * @property {Record<string, any>} statement
 * @property {string} text the statement's JSON as it came in
 */

/** What a store may add to a statement or change in it (xAPI 1.0.3 Data 2.3.1, "Statement Immutability and Exceptions"). */
const STORES_OWN = ['id', 'stored', 'authority', 'version', 'timestamp'];

/** In a record's text the statement comes last, as it came in. */
const BEFORE_STATEMENT = ',"statement":';

/** The record's JSON. @param {Pick<Copy, 'fields' | 'text'>} copy */
export const recordText = ({ fields, text }) => `${JSON.stringify(fields).slice(0, -1)}${BEFORE_STATEMENT}${text}}`;

/** What recordText() made a text of. @param {string} record @returns {Copy} */
export function copyOf(record) {
  const { statement, ...fields } = JSON.parse(record);
  const start = JSON.stringify(fields).length - 1 + BEFORE_STATEMENT.length;
  return { fields, statement, text: record.slice(start, -1) };
}

/** Whether two copies say the same. @param {Record<string, any>} a @param {Record<string, any>} b */
export function isSameStatement(a, b) {
  const content = (/** @type {Record<string, any>} */ statement) =>
    Object.fromEntries(Object.entries(statement).filter(([name]) => !STORES_OWN.includes(name)));
  const isSameTime = !a.timestamp || !b.timestamp || Date.parse(a.timestamp) === Date.parse(b.timestamp);
  return isSameTime && isDeepStrictEqual(content(a), content(b));
}

/** What is kept of two copies that say the same: merge(a, b) and merge(b, a) keep the same. @param {Copy} a @param {Copy} b @returns {Copy} */
export function merge(a, b) {
  const { fields, statement, text } = isPreferred(b.statement, a.statement) ? b : a;
  const earlier = (/** @type {string} */ name) => (a.fields[name] <= b.fields[name] ? a : b).fields[name];
  const timestamp = statement.timestamp ? fields.timestamp : earlier('timestamp');
  const voided = Boolean(a.fields.voided || b.fields.voided);
  const record = { ...recordOf(a, b), ...personOf(a, b) };
  return { fields: { ...record, timestamp, stored: earlier('stored'), voided }, statement, text };
}

/** A copy with a time of its own, then the smaller text. @param {Record<string, any>} a @param {Record<string, any>} b */
function isPreferred(a, b) {
  if (Boolean(a.timestamp) !== Boolean(b.timestamp)) return Boolean(a.timestamp);
  return JSON.stringify(a) < JSON.stringify(b);
}

/** All else in the record: a store's own comes before one that was made here, then the one with the smaller id. @param {Copy} a @param {Copy} b */
function recordOf({ fields: a, statement }, { fields: b }) {
  const derived = derivedRecordId(a.organisation, statement.id);
  const rank = (/** @type {Record<string, any>} */ fields) =>
    `${fields._id === derived ? 1 : 0}${fields._id}${fields.lrs_id ?? '~'}${JSON.stringify(fields)}`;
  return rank(a) <= rank(b) ? a : b;
}

/** The person that a store found behind the statement: one that is there, then the one with the smaller id. @param {Copy} a @param {Copy} b */
function personOf({ fields: a }, { fields: b }) {
  const rank = (/** @type {Record<string, any>} */ { person }) => (person ? JSON.stringify(person._id) : '~');
  const { person, personaIdentifier } = rank(a) <= rank(b) ? a : b;
  return { ...(person && { person }), ...(personaIdentifier && { personaIdentifier }) };
}

/** The `_id` of a record that came without one: the same in whichever process it is made. @param {string} organisation @param {string} id */
export const derivedRecordId = (organisation, id) => derivedId('statement', organisation, id.toLowerCase());
