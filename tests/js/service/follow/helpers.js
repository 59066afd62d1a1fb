// A follower for tests: the real one, on a real store, against a real server, with a clock that goes on when it is told to.
import assert from 'node:assert/strict';
import { derivedRecordId } from '../../../../js/service/copies.js';
import { createFollower } from '../../../../js/service/follow/index.js';
import { replay } from '../../helpers.js';
import { FakeClock } from '../fake-clock.js';
import { client, makeParts, ORGANISATION, STORE, storedProgress } from '../helpers.js';

const START = Date.parse('2024-03-01T12:00:00Z');
export const caller = { client: client() };

/** Waits for what will come about by itself, however slow the machine is. */
export async function until(condition, what) {
  const end = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`it never came about that ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** A log that remembers. */
export function memoryLog() {
  const lines = [];
  const at = (level) => (fields, message) => lines.push({ level, message, ...fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A follower of an LRS and all that it is made of. */
export function follow(lrs, { store, worker = 'one', clock = new FakeClock(START), settings = {}, ...options } = {}) {
  const parts = makeParts({ ...(store && { store }), worker });
  const log = memoryLog();
  Object.assign(parts.context.settings, settings);
  const context = { ...parts.context, clock, log };
  const { url, key, secret } = lrs;
  const follower = createFollower(context, parts.statements, { url, key, secret, caller, ...options });
  return { ...parts, context, clock, log, follower };
}

/** Follows to the end of what the LRS shows now. */
export async function catchUp({ follower }) {
  while (await follower.step());
  assert.equal(follower.status().lastError, null);
  assert.equal(follower.status().caughtUp, true);
}

/** What is stored of these statements, as text. */
export async function storedTexts({ store }, texts) {
  const ids = texts.map((text) => JSON.parse(text).id.toLowerCase());
  const records = await store.records(ORGANISATION, ids);
  return ids.map((id) =>
    records
      .get(id)
      ?.replace(/^.*?,"statement":/, '')
      .slice(0, -1),
  );
}

const keyOf = ({ journey, owner }) => JSON.stringify([journey, owner]);
const sorted = (list) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

/** Everything of the LRS is stored, byte by byte, and progress is exactly that of all of its statements. */
export async function assertSame({ store }, lrs, journeys) {
  assert.deepEqual(await storedTexts({ store }, lrs.shown), lrs.shown);
  const context = { organisation: ORGANISATION, lrs_id: STORE, receivedAt: new Date(START).toISOString() };
  const expected = replay(journeys, [`[${lrs.texts.join()}]`], { context });
  // A replay of raw statements names them by their xAPI ids, the store by those of their records.
  const asStored = JSON.parse(
    JSON.stringify(expected, (name, value) => (name === 'statement' ? derivedRecordId(ORGANISATION, value) : value)),
  ).map(({ _id, createdAt, updatedAt, ...rest }) => rest);
  const stored = await storedProgress(store);
  assert.deepEqual(sorted(stored), sorted(asStored));
  return stored.length;
}

/** Documents of journeys in that store. */
export async function createJourneys(parts, list) {
  const written = [];
  for (const each of list) written.push((await parts.journeys.create(caller, each)).document);
  return written;
}
