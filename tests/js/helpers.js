// What the tests share: the engine under test, seeds of random tests, and progress made comparable.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { loadEngine } from 'xapi-journeys';

/** One engine for all tests of a file. */
export const engine = await loadEngine();

/** A file beside the repository (design and data handed over with it), or null where it is absent. */
export function sharedFile(path) {
  const file = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
  return existsSync(file) ? file : null;
}

/** A reason to skip, for node:test, or false. */
export const skipWithout = (file, path) => (file === null ? `../shared/${path} is not there` : false);

/** The seed of this run's random tests; set JOURNEYS_SEED to repeat a run. */
export function seedOf(t) {
  const seed = Number(process.env.JOURNEYS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  t.diagnostic(`random with JOURNEYS_SEED=${seed}`);
  return seed;
}

/** Checks a property on random values; JOURNEYS_RUNS multiplies their number. */
export function check(t, runs, ...property) {
  const times = Number(process.env.JOURNEYS_RUNS ?? 1);
  fc.assert(fc.property(...property), { seed: seedOf(t), numRuns: runs * times });
}

/** Random numbers for tests that need very many: mulberry32. */
export function random(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, chance: (probability) => next() < probability, of: (list) => list[below(list.length)] };
}

/** Without the id, which the engine derives as it likes. */
export function withoutId({ _id, ...progress }) {
  return progress;
}

/** Runs `use` with a handle of the engine and disposes it, whatever happens. */
export function using(handle, use) {
  try {
    return use(handle);
  } finally {
    handle.dispose();
  }
}

/** Runs `use` with compiled journeys. */
export function withJourneys(journeys, use) {
  const compiled = journeys.map((journey) => engine.compile(journey));
  try {
    return use(compiled);
  } finally {
    for (const journey of compiled) journey.dispose();
  }
}

/** All progress of a replay, as a plain list. */
export const progressOf = (replay) => [...replay.progress()];

/** Progress on some journeys after batches of statements. */
export function replay(journeys, batches, { until, context } = {}) {
  return withJourneys(journeys, (compiled) =>
    using(engine.replay(compiled, { until }), (run) => {
      for (const batch of batches) {
        const { invalid } = run.add(batch, context);
        if (invalid.length > 0) throw new Error(`invalid statements: ${JSON.stringify(invalid)}`);
      }
      return progressOf(run);
    }),
  );
}

/** Values by a key, in the order in which they came. */
export function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** A valid raw statement, with changes. */
export function statement(number = 0, changes = {}) {
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    timestamp: '2024-01-01T00:00:00Z',
    actor: { mbox: 'mailto:ada@example.org' },
    verb: { id: 'http://example.org/verb' },
    object: { id: 'http://example.org/object' },
    ...changes,
  };
}

/** A valid journey whose waypoints have these conditions. */
export function journey(conditions = [{}], changes = {}) {
  const waypoints = conditions.map((each, index) => ({ _id: String(index).padStart(24, 'f'), conditions: each }));
  return { _id: 'a'.repeat(24), waypoints, ...changes };
}

/** The ways in which a JSON value can be handed to the engine. */
export const FORMS_OF_JSON = {
  'an object': (value) => value,
  text: (value) => JSON.stringify(value),
  'text with white space': (value) => `\n${JSON.stringify(value, null, 2)}\r\n`,
  'a Buffer': (value) => Buffer.from(JSON.stringify(value)),
  'a view of a larger buffer': (value) => new Uint8Array(Buffer.from(`??${JSON.stringify(value)}?`)).subarray(2, -1),
  'an ArrayBuffer': (value) => new TextEncoder().encode(JSON.stringify(value)).buffer,
};

/** What a call throws; fails if it throws nothing. */
export function thrownBy(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
