// Rows for tests of stores, told apart by numbers, and how to put and read them.
import assert from 'node:assert/strict';
import { matchingBy } from '../../../js/service/filters.js';
import { engine } from '../helpers.js';

export const matching = matchingBy(engine);

/** Ids: of organisations, journeys and whatever else, by a letter and a number. */
export const id = (letter, number = 0) => `${letter}${String(number).padStart(23, '0')}`;
export const OURS = id('a', 1);
export const THEIRS = id('a', 2);
export const J = id('b', 1);
export const time = (second) => new Date(Date.UTC(2024, 0, 1) + second * 1000).toISOString();
export const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const identOf = (name) => ({ objectType: 'Agent', mbox: `mailto:${name}@example.org` });
export const ownerOf = (name) => JSON.stringify(identOf(name));

export const journeyRow = (number, { organisation = OURS, epoch = 0, ...document } = {}) => ({
  _id: id('b', number),
  organisation,
  document: { _id: id('b', number), organisation, updatedAt: time(number), isActive: true, ...document },
  epoch,
});

/** A journey's row as it was put: the baseline is the store's own. */
export function withoutBaseline({ baseline, ...row }) {
  assert.equal(typeof baseline, 'number');
  return row;
}

export const statementRow = (number, { organisation = OURS, actor = ownerOf('ada'), persona = null, record } = {}) => ({
  organisation,
  id: uuid(number),
  actor,
  persona,
  record: record ?? JSON.stringify({ statement: { id: uuid(number) } }),
});

export const referenceRow = (number, { journey = J, organisation = OURS, owner = ownerOf('ada'), more = 0 } = {}) => ({
  journey,
  organisation,
  owner,
  id: uuid(number),
  reference: JSON.stringify({ journey, id: uuid(number), more }),
});

export const progressRow = (
  number,
  { journey = J, organisation = OURS, owner, epoch = 0, attempts = 0, ...document } = {},
) => ({
  journey,
  organisation,
  owner: owner ?? ownerOf(`owner${number}`),
  epoch,
  attempts,
  document: {
    _id: id('c', number),
    journey,
    organisation,
    createdAt: time(0),
    updatedAt: time(number),
    journeyVersion: 1,
    owner: { trackBy: 'actor', ident: JSON.parse(owner ?? ownerOf(`owner${number}`)) },
    startedAt: null,
    isCompleted: false,
    completedAt: null,
    duration: null,
    pendingProgress: {},
    completions: [],
    ...document,
  },
});

export const deliveryOf = (number, changes = {}) => ({
  _id: id('d', number),
  organisation: OURS,
  journey: J,
  outcome: id('e', 1),
  owner: { trackBy: 'actor', ident: identOf('ada') },
  attempt: 1,
  type: 'callback',
  state: 'pending',
  createdAt: time(number),
  updatedAt: time(number),
  attempts: 0,
  tries: 0,
  nextAttemptAt: time(number),
  lastStatus: null,
  lastError: null,
  deliveredAt: null,
  ...changes,
});

export const withBody = (delivery) => ({ delivery, body: `{"body":"${delivery._id}"}` });

/** A part of a recalculation. */
export const partOf = (part, changes = {}) => ({
  journey: J,
  organisation: OURS,
  part,
  after: '',
  until: null,
  epoch: 1,
  remaining: 10,
  isDone: false,
  ...changes,
});

export const clientOf = (number, changes = {}) => ({
  _id: id('f', number),
  key: `key${number}`,
  secret: 'scrypt',
  title: `client ${number}`,
  organisation: OURS,
  scopes: ['all'],
  user: null,
  lrs_id: null,
  isTrusted: false,
  createdAt: time(number),
  revokedAt: null,
  ...changes,
});

/** Puts a value where a change can be made with one call. */
export const put = (store, method, ...args) => store.change((transaction) => transaction[method](...args));

const byOwner = (a, b) => (a.owner < b.owner ? -1 : 1);

/** Walks through the owners of a range, at least `enough` statements at a time; their records in an order of the test's own. */
export async function stepsThrough(transaction, journey, range, enough) {
  const steps = [];
  for (let after = range.after; ;) {
    const step = await transaction.ownersAfter(journey, { ...range, after }, enough);
    if (step.owners.length === 0) return steps;
    assert.notEqual(step.after, after, 'it gets on');
    after = step.after;
    const owners = step.owners.map(({ owner, records }) => ({ owner, records: records.toSorted() }));
    steps.push({ owners: owners.sort(byOwner), after });
  }
}

/** All owners that a journey's recalculation sees. */
export async function ownersFor(transaction, journey, enough = 1000) {
  const owners = [];
  for (const range of await transaction.ownerRanges(journey.organisation, journey.document.trackBy)) {
    for (const step of await stepsThrough(transaction, journey, range, enough)) owners.push(...step.owners);
  }
  return owners.sort(byOwner);
}
