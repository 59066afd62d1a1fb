// The sample cohort: believable statements of people taking a course, with everything that makes real ones hard. Some
// arrive late, twice, or voided; some are voided before they arrive; some bear the same instant, some another offset; some
// are a group's. Deterministic: the same options give the same bytes, in Node and in a browser.

import { authority, instructors, verbs } from './course.js';
import { makePerson } from './people.js';
import { Random } from './random.js';
import { Story } from './story.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIRST_DAY = Date.UTC(2026, 0, 12);

/** Learners take the course in classes; a class is made at a time, so that a cohort of any size can stream. */
const CLASS_SIZE = 25;

/**
 * @typedef {Record<string, unknown> & {id: string, timestamp: string, stored: string}} Statement
 * @typedef {object} SampleOptions
 * @property {number} [learners] how many take the course; 200, or as many as `statements` needs
 * @property {number} [statements] stop after this many
 * @property {number} [seed] another seed, another cohort; 1
 *
 * @typedef {object} Delivery a statement on its way to the store
 * @property {number} arrival in milliseconds since 1970
 * @property {number} at when it happened
 * @property {Statement} statement
 */

/**
 * Statements of a course cohort, in their order of arrival. Statements share parts: read, do not change them.
 * @param {SampleOptions} [options]
 * @returns {Generator<Statement>}
 */
export function* sampleCohort({ learners, statements = Infinity, seed = 1 } = {}) {
  const people = learners ?? (statements === Infinity ? 200 : Infinity);
  let left = statements;
  for (let first = 0; first < people; first += CLASS_SIZE) {
    for (const { statement } of deliveriesOfClass(first, Math.min(first + CLASS_SIZE, people), seed)) {
      if (left-- <= 0) return;
      yield statement;
    }
  }
}

/**
 * The same as newline-delimited JSON in UTF-8, in chunks of about a megabyte.
 * @param {SampleOptions} [options]
 * @returns {Generator<Uint8Array>}
 */
export function* sampleNdjson(options) {
  const encoder = new TextEncoder();
  let text = '';
  for (const statement of sampleCohort(options)) {
    text += `${write(statement)}\n`;
    if (text.length < 1 << 20) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text) yield encoder.encode(text);
}

/** The JSON of parts that many statements share. @type {WeakMap<object, string>} */
const written = new WeakMap();

/**
 * The bytes of `JSON.stringify` in half its time: a shared part is written once.
 * @param {Statement} statement
 */
function write(statement) {
  let text = '';
  for (const [field, value] of Object.entries(statement)) {
    let json = typeof value === 'object' && value ? written.get(value) : undefined;
    if (json === undefined) {
      json = JSON.stringify(value);
      if (typeof value === 'object' && value && field !== 'result') written.set(value, json);
    }
    text += `${text ? ',' : '{'}"${field}":${json}`;
  }
  return `${text}}`;
}

/**
 * @param {number} first number of the first learner of the class
 * @param {number} end number of the first learner behind it
 * @param {number} seed
 */
function deliveriesOfClass(first, end, seed) {
  /** @type {Delivery[]} */
  const deliveries = [];
  for (let index = first; index < end; index++) {
    const random = new Random(seed, index);
    const start = FIRST_DAY + Math.floor(first / CLASS_SIZE) * DAY;
    deliver(random, makePerson(random, index, seed), start, deliveries);
  }
  return deliveries.sort((a, b) => a.arrival - b.arrival);
}

/**
 * Turns a learner's story into statements and sends them: mostly at once, sometimes when a phone is online again.
 * @param {Random} random
 * @param {import('./people.js').Person} person
 * @param {number} start
 * @param {Delivery[]} deliveries
 */
function deliver(random, person, start, deliveries) {
  const digits = random.pick([3, 3, 6, 0]);
  const micros = digits === 6 ? random.whole(100, 999) : 0;
  /** @type {Map<number, number>} */
  const offlineUntil = new Map();
  const events = new Story(random, person, start).tell();
  for (const event of events) {
    if (!offlineUntil.has(event.session)) {
      offlineUntil.set(event.session, random.chance(0.08) ? event.at + random.between(2 * HOUR, 6 * DAY) : 0);
    }
    const arrival = Math.max(event.at + random.between(40, 3000), offlineUntil.get(event.session) ?? 0);
    const actor = event.actor ?? (random.chance(0.02) ? person.formalActor : person.actor);
    const statement = {
      id: random.uuid(),
      actor,
      verb: event.verb,
      object: event.object,
      ...(event.result && { result: event.result }),
      context: event.context,
      timestamp: writeTime(event.at, person.offset, digits, micros),
      stored: writeTime(arrival, 0, 3, 0),
      authority,
      version: '1.0.3',
    };
    const delivery = { arrival, at: event.at, statement };
    deliveries.push(delivery);
    if (random.chance(0.008)) deliveries.push(voiding(random, delivery));
    if (random.chance(0.015)) deliveries.push(secondCopy(random, delivery));
  }
}

/**
 * A tutor takes a statement back; two in five times the voiding statement overtakes what it voids.
 * @param {Random} random
 * @param {Delivery} target
 * @returns {Delivery}
 */
function voiding(random, target) {
  const at = target.at + random.between(MINUTE, 2 * DAY);
  const arrival = at + random.between(40, 3000);
  if (random.chance(0.4)) {
    target.arrival = arrival + random.between(MINUTE, HOUR);
    target.statement.stored = writeTime(target.arrival, 0, 3, 0);
  }
  const statement = {
    id: random.uuid(),
    actor: random.pick(instructors),
    verb: verbs.voided,
    object: { objectType: 'StatementRef', id: target.statement.id },
    timestamp: writeTime(at, 0, 3, 0),
    stored: writeTime(arrival, 0, 3, 0),
    authority,
    version: '1.0.3',
  };
  return { arrival, at, statement };
}

/**
 * The same statement once more: sent again by a player that missed the answer, or forwarded by a store, which stamps it
 * with a `stored` of its own.
 * @param {Random} random
 * @param {Delivery} original
 * @returns {Delivery}
 */
function secondCopy(random, { arrival: before, at, statement }) {
  const arrival = before + random.between(500, 20 * MINUTE);
  if (random.chance(0.5)) return { arrival, at, statement };
  return { arrival, at, statement: { ...statement, stored: writeTime(arrival, 0, 3, 0) } };
}

/**
 * ISO 8601, as different players write it.
 * @param {number} time in milliseconds since 1970
 * @param {number} offset from UTC in minutes
 * @param {number} digits of the fraction of a second: 0, 3 or 6
 * @param {number} micros the last three of six digits
 */
function writeTime(time, offset, digits, micros) {
  const local = new Date(time + offset * MINUTE).toISOString();
  const zone = offset === 0 ? 'Z' : writeOffset(offset);
  if (digits === 0) return local.slice(0, 19) + zone;
  return local.slice(0, 23) + (digits === 6 ? micros : '') + zone;
}

/** @param {number} offset in minutes */
function writeOffset(offset) {
  const minutes = Math.abs(offset);
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}:${String(minutes % 60).padStart(2, '0')}`;
}
