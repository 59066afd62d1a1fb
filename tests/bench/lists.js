// Pages and counts of a database with very many progress documents: how long a list takes, the slowest ones above all. The
// documents are generated: half of them are of one journey, the rest of many; times tie.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine } from 'xapi-journeys';
import { matchingBy } from '../../js/service/filters.js';
import { openLibsqlStore } from '../../js/stores/libsql/index.js';
import { readable } from './table.js';

const ORGANISATION = 'a'.repeat(24);
const JOURNEYS = 100;
const BATCH = 2000;
const START = Date.UTC(2024, 0, 1);

const hex = (letter, number) => letter + number.toString(16).padStart(23, '0');
/** Spread over the whole range, so that ids are not in the order of anything else. */
const scattered = (number) => hex('c', (number * 2654435761) % 2 ** 32);
const journeyOf = (number) => hex('b', number % 2 === 0 ? 0 : 1 + (number % JOURNEYS));
const timeOf = (number) => new Date(START + Math.floor(number / 3) * 1000).toISOString();

/** A document of the usual size: two waypoints, one of them reached by every other owner. */
function rowOf(number) {
  const journey = journeyOf(number);
  const ident = { objectType: 'Agent', mbox: `mailto:learner${Math.floor(number / 4)}@example.org` };
  const isCompleted = number % 10 === 0;
  const waypoint = (order) => ({
    waypoint: hex('d', order),
    order,
    isCompleted,
    statements: [1, 2].map((each) => ({
      statement: hex('e', number * 4 + order * 2 + each),
      timestamp: timeOf(number),
    })),
  });
  const waypoints = { [hex('d', 0)]: waypoint(0), [hex('d', 1)]: waypoint(1) };
  const completedAt = isCompleted ? timeOf(number) : null;
  return {
    journey,
    organisation: ORGANISATION,
    owner: JSON.stringify({ ...ident, number }),
    epoch: 0,
    attempts: isCompleted ? 1 : 0,
    document: {
      _id: scattered(number),
      journey,
      organisation: ORGANISATION,
      createdAt: timeOf(0),
      updatedAt: timeOf((number * 7919) % 1_000_003),
      journeyVersion: 1,
      owner: { trackBy: 'actor', ident },
      startedAt: timeOf(number),
      isCompleted,
      completedAt,
      duration: isCompleted ? 12133 : null,
      pendingProgress: isCompleted ? {} : waypoints,
      completions: isCompleted ? [{ waypoints, completedAt, isCompleted }] : [],
    },
  };
}

/** What is asked for, each time at another position. */
function lists(store, documents) {
  const find = (more) => store.find('journeyprogress', ORGANISATION, { limit: 100, ...more });
  const count = (filter) => store.count('journeyprogress', ORGANISATION, filter);
  const byTime = [
    ['updatedAt', -1],
    ['_id', -1],
  ];
  const upwards = [
    ['updatedAt', 1],
    ['_id', 1],
  ];
  const some = (number) => (number * 7907) % documents;
  const position = (number) => [timeOf(some(number)), scattered(some(number))];
  return {
    'a page': () => find({}),
    'a page, the last updated first': () => find({ sort: byTime }),
    'a page of a large journey': () => find({ filter: { journey: journeyOf(0) } }),
    'a page of a large journey, the last updated first': () =>
      find({ filter: { journey: journeyOf(0) }, sort: byTime }),
    'a page of a small journey': (number) => find({ filter: { journey: journeyOf(2 * number + 1) } }),
    'a page of who completed a journey': () => find({ filter: { journey: journeyOf(0), isCompleted: true } }),
    'a page after a position': (number) => find({ after: [scattered(some(number))] }),
    'a page after a position, the last updated first': (number) => find({ sort: byTime, after: position(number) }),
    'the page before a position': (number) => find({ sort: upwards, after: position(number) }),
    'a page of a journey after a position': (number) =>
      find({ filter: { journey: journeyOf(0) }, sort: byTime, after: position(number) }),
    'what was updated since': (number) => find({ filter: { updatedAt: { $gt: timeOf(some(number)) } }, sort: upwards }),
    "an owner's progress": (number) =>
      find({ filter: { 'owner.ident.mbox': `mailto:learner${some(number) >> 2}@example.org` } }),
    'how many there are': () => count(),
    'how many there are of a journey': (number) => count({ journey: journeyOf(number) }),
    'how many completed a journey': (number) => count({ journey: journeyOf(number), isCompleted: true }),
  };
}

/** Milliseconds of each request. */
async function measure(list, requests) {
  const times = [];
  for (let number = 0; number < requests; ++number) {
    const start = performance.now();
    await list(number);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

/**
 * @param {{quick?: boolean, documents?: number, requests?: number}} options
 * @returns {Promise<{title: string, columns: string[], rows: any[][], figures: any[]}>}
 */
export async function benchLists({ quick = false, documents = quick ? 50_000 : 1_000_000, requests = 500 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'journeys-lists-'));
  const file = join(folder, 'journeys.db');
  const engine = await loadEngine();
  const store = await openLibsqlStore({ file, matching: matchingBy(engine) });
  try {
    for (let first = 0; first < documents; first += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, documents - first) }, (_, index) => rowOf(first + index));
      await store.change((transaction) => transaction.putProgress(rows));
    }
    const figures = [];
    for (const [list, run] of Object.entries(lists(store, documents))) {
      const times = await measure(run, requests);
      const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
      figures.push({ list, documents, requests, p50: at(0.5), p99: at(0.99), slowest: times.at(-1) });
    }
    return {
      title: `Lists over ${readable(documents)} progress documents, ${readable(statSync(file).size / 1e6)} MB, ${requests} requests each`,
      columns: ['100 documents, or a count', 'p50, ms', 'p99, ms', 'slowest, ms'],
      rows: figures.map(({ list, p50, p99, slowest }) => [list, ...[p50, p99, slowest].map((each) => each.toFixed(2))]),
      figures,
    };
  } finally {
    await store.close();
    engine.dispose();
    rmSync(folder, { recursive: true });
  }
}
