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

/** Fields that copies of one record may lack or differ in: each is chosen by itself. */
const LOOSE = ['person', 'personaIdentifier', 'timestamp', 'stored', 'voided'];

/** The order in which a record's fields stand: the loose ones last. @param {Record<string, any>} fields */
export function ordered(fields) {
  const fixed = Object.entries(fields).filter(([name]) => !LOOSE.includes(name));
  const loose = LOOSE.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]);
  return Object.fromEntries([...fixed, ...loose]);
}

/**
 * What is kept of two copies that say the same. Each part is chosen by an order on that part alone, so that it does not
 * matter in which order copies come, however many they are.
 * @param {Copy} a @param {Copy} b @returns {Copy}
 */
export function merge(a, b) {
  const { fields, statement, text } = isPreferred(b.statement, a.statement) ? b : a;
  const first = (/** @type {string} */ name, rank = rankOf) => {
    const [one, other] = [a.fields[name], b.fields[name]];
    if (one == null || other == null) return one ?? other;
    return rank(one) <= rank(other) ? one : other;
  };
  const merged = {
    ...recordOf(a, b),
    person: first('person', (person) => JSON.stringify([person._id, person])),
    personaIdentifier: first('personaIdentifier'),
    timestamp: statement.timestamp ? fields.timestamp : first('timestamp'),
    stored: first('stored'),
    voided: Boolean(a.fields.voided || b.fields.voided),
  };
  return { fields: ordered(merged), statement, text };
}

/** @param {any} value */
const rankOf = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** A copy with a time of its own, then the smaller text. @param {Record<string, any>} a @param {Record<string, any>} b */
function isPreferred(a, b) {
  if (Boolean(a.timestamp) !== Boolean(b.timestamp)) return Boolean(a.timestamp);
  return JSON.stringify(a) < JSON.stringify(b);
}

/** All that is not loose: a store's own record comes before one that was made here, then the one with the smaller id. @param {Copy} a @param {Copy} b */
function recordOf(a, b) {
  const derived = derivedRecordId(a.fields.organisation, a.statement.id);
  const [one, other] = [a, b].map(({ fields }) => {
    const fixed = Object.fromEntries(Object.entries(fields).filter(([name]) => !LOOSE.includes(name)));
    const rank = `${fixed._id === derived ? 1 : 0}${fixed._id}${fixed.lrs_id ?? '~'}${JSON.stringify(fixed)}`;
    return { fixed, rank };
  });
  return one.rank <= other.rank ? one.fixed : other.fixed;
}

/** The `_id` of a record that came without one: the same in whichever process it is made. @param {string} organisation @param {string} id */
export const derivedRecordId = (organisation, id) => derivedId('statement', organisation, id.toLowerCase());
