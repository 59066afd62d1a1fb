// Statements as they come in, made into the statement records that are stored. Numbers are not touched: the statement's
// own text goes into the record, since JSON.parse would not keep numbers above 2^53.

import { actorFaults } from './actors.js';
import { derivedRecordId, ordered } from './copies.js';
import { DEEPEST, isTooDeep } from './depth.js';
import { ServiceError } from './errors.js';
import { derivedUuid, ID } from './ids.js';
import { memberIn, objectsIn } from './objects.js';
import { parseJson } from './parse-json.js';

/**
 * @typedef {object} Received
 * @property {string} id the xAPI id, in lower case
 * @property {Record<string, any>} fields of the record, without `statement`
 * @property {Record<string, any>} statement parsed
 * @property {string} text the statement's JSON
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @param {any} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with one of the statements of a request. @param {number} index @param {string} path @param {string} message */
export function fault(index, path, message) {
  const at = path === '' ? String(index) : `${index}.${path}`;
  return new ServiceError(400, `statement ${index}${path && `, ${path}`}: ${message}`, {
    name: 'StatementError',
    errors: { [at]: { path: at, message } },
  });
}

/** A statement that is handed over as an object. @param {object} value @param {number} index */
function written(value, index) {
  try {
    const text = JSON.stringify(value);
    if (!isTooDeep(Buffer.from(text))) return { value: JSON.parse(text), text };
  } catch (error) {
    throw fault(index, '', `cannot be written as JSON: ${/** @type {Error} */ (error).message}`);
  }
  throw fault(index, '', `is nested deeper than ${DEEPEST} levels`);
}

/** Each statement as a value and as the text that it came in. @param {Uint8Array | object} given @param {number} most @returns {{value: any, text: string}[]} */
function eachOf(given, most) {
  if (given instanceof Uint8Array) {
    const objects = objectsIn(given) ?? refuse(parseJson(given));
    refuseTooMany(objects, most);
    return objects;
  }
  const values = Array.isArray(given) ? given : [given];
  refuseTooMany(values, most);
  for (const [index, value] of values.entries()) if (!isObject(value)) throw fault(index, '', 'must be a JSON object');
  return values.map(written);
}

/** @param {unknown[]} statements @param {number} most */
function refuseTooMany({ length }, most) {
  if (length > most) throw new ServiceError(413, `more than ${most} statements in one request`);
}

/** JSON that is neither an object nor an array of objects. @param {unknown} value @returns {never} */
function refuse(value) {
  const values = Array.isArray(value) ? value : [value];
  throw fault(
    values.findIndex((each) => !isObject(each)),
    '',
    'must be a JSON object',
  );
}

/** What is known of a raw statement beside it. @type {Record<string, any>} */
const NO_FIELDS = {};

/**
 * A record, as Learning Locker forwards it with all its fields, or a raw statement.
 * @param {Record<string, any>} value
 * @param {string} text
 * @returns {{fields: Record<string, any>, statement: Record<string, any>, text: string}}
 */
function apart(value, text) {
  if (!isObject(value.statement)) return { fields: NO_FIELDS, statement: value, text };
  const { statement, ...fields } = value;
  return { fields, statement, text: memberIn(text, 'statement') };
}

/** A date of a record, as text; it may be written as MongoDB writes it. @param {any} date */
const dateText = (date) => (typeof date?.$date === 'string' ? date.$date : date);

/** The record's own time: the statement's, in milliseconds, or else as it was given. @param {Record<string, any>} given @param {Record<string, any>} statement */
function timeOf(given, statement) {
  const at = typeof statement.timestamp === 'string' ? Date.parse(statement.timestamp) : NaN;
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  return dateText(given.timestamp) ?? statement.stored ?? dateText(given.stored);
}

/**
 * What the store adds. Whose it is says the client that sent it, never the body.
 * @param {Record<string, any>} given
 * @param {Record<string, any>} statement
 * @param {import('../stores/store.js').Client} client
 * @param {string} now
 */
function recordFields(given, statement, client, now) {
  const { organisation, lrs_id: store } = client;
  const ownStore = client.isTrusted && typeof given.lrs_id === 'string' ? given.lrs_id : null;
  const lrs = ownStore ?? store;
  const own = {
    _id: ID.test(given._id) ? given._id.toLowerCase() : derivedRecordId(organisation, statement.id),
    organisation,
    ...(lrs && { lrs: { _id: lrs }, lrs_id: lrs }),
    client: client._id,
    active: true,
    timestamp: timeOf(given, statement) ?? now,
    stored: dateText(given.stored) ?? now,
    voided: given.voided === true,
  };
  if (given === NO_FIELDS) return own; // in order already
  const { lrs: _lrs, lrs_id: _id, ...kept } = given;
  return ordered({ ...kept, ...own });
}

/**
 * @param {Uint8Array | object} given JSON of one statement or an array of them, or these as objects
 * @param {import('../stores/store.js').Client} client
 * @param {{now: number, most: number}} options
 * @returns {Received[]}
 * @throws {ServiceError} 400, 413
 */
export function receive(given, client, { now, most }) {
  const time = new Date(now).toISOString();
  return eachOf(given, most).map(({ value, text: whole }, index) => {
    const { fields, statement, text } = apart(value, whole);
    const withId =
      statement.id === undefined || statement.id === null ? addId(statement, text, client.organisation) : text;
    if (typeof statement.id !== 'string' || !UUID.test(statement.id)) throw fault(index, 'id', 'must be a UUID');
    for (const { path, message } of actorFaults(statement.actor, 'actor')) throw fault(index, path, message);
    statement.id = statement.id.toLowerCase();
    return { id: statement.id, fields: recordFields(fields, statement, client, time), statement, text: withId };
  });
}

/** A statement without an id gets one by what it says, so that a request that is repeated is the same statements. @param {Record<string, any>} statement @param {string} text @param {string} organisation */
function addId(statement, text, organisation) {
  const hadNull = statement.id === null;
  statement.id = derivedUuid('statement', organisation, text);
  return hadNull ? JSON.stringify(statement) : text.replace('{', `{"id":"${statement.id}",`);
}
