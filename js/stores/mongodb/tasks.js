// What a change does to rows however many there are: turned deliveries, retired progress, what a deleted journey leaves.
// A task is data, because it is written into its journey's row and done by somebody else where its process dies. Each may
// be done twice.

/** @typedef {import('./codecs.js').Row} Row */
/** @typedef {import('./collections.js').Collections} Collections */
/** @typedef {import('../store.js').DeliveryState} DeliveryState */

/**
 * @typedef {{kind: 'turn', journey: string, outcome: string, from: DeliveryState, to: DeliveryState, now: string}} Turn
 * @typedef {{kind: 'retire', journey: string, epoch: number, mirrorAt: string | null}} Retire
 * @typedef {{kind: 'clear', journey: string, organisation: string}} Clear
 * @typedef {Turn | Retire | Clear} Task
 *
 * @typedef {(name: import('./codecs.js').Name) => string[]} Except rows that the change has put by itself
 */

/** From when on it may be sent: null for one that does not wait. @param {{document: Row, leasedUntil: string}} row @returns {string | null} */
export function dueAt({ document: { state, nextAttemptAt }, leasedUntil }) {
  if (state !== 'pending' || nextAttemptAt === null) return null;
  return leasedUntil > nextAttemptAt ? leasedUntil : nextAttemptAt;
}

/** @param {Turn} turn */
const turnedTo = ({ to, now }) => ({ state: to, updatedAt: now, nextAttemptAt: to === 'pending' ? now : null });

/** @param {Turn} task */
export const turnMass = (task) => ({
  filter: {
    'document.journey': task.journey,
    'document.state': task.from,
    'document.outcome': task.outcome,
  },
  test: (/** @type {Row} */ { document }) =>
    document.journey === task.journey && document.state === task.from && document.outcome === task.outcome,
  apply(/** @type {Row} */ row) {
    const turned = { ...row, document: { ...row.document, ...turnedTo(task) } };
    return { ...turned, dueAt: dueAt(/** @type {any} */ (turned)) };
  },
});

/** @param {Retire} task */
const retireMass = ({ journey, epoch, mirrorAt }) => ({
  filter: { journey, epoch: { $lt: epoch } },
  test: (/** @type {Row} */ row) => row.journey === journey && row.epoch !== null && row.epoch < epoch,
  apply: (/** @type {Row} */ row) => ({ ...row, document: null, references: new Map(), voided: new Set(), mirrorAt }),
});

/** @param {Clear} task */
const clearMasses = ({ journey, organisation }) => ({
  progress: {
    filter: { journey },
    test: (/** @type {Row} */ row) => row.journey === journey,
    apply: () => null,
  },
  deliveries: {
    filter: { 'document.journey': journey, 'document.state': { $ne: 'delivered' }, organisation },
    test: (/** @type {Row} */ row) =>
      row.document.journey === journey && row.document.state !== 'delivered' && row.organisation === organisation,
    apply: () => null,
  },
  recalculations: {
    filter: { journey },
    test: (/** @type {Row} */ row) => row.journey === journey,
    apply: () => null,
  },
});

/** Which rows a task concerns, by collection. @param {Task} task @returns {Partial<Record<import('./codecs.js').Name, Omit<import('./rows.js').Mass, 'task'>>>} */
export function massesOf(task) {
  if (task.kind === 'turn') return { deliveries: turnMass(task) };
  if (task.kind === 'retire') return { progress: retireMass(task) };
  return clearMasses(task);
}

/** Does a task in the database. @param {Collections} collections @param {Task} task @param {Except} [except] */
export async function perform(collections, task, except = () => []) {
  const masses = massesOf(task);
  const filterOf = (/** @type {import('./codecs.js').Name} */ name) => {
    const ids = except(name);
    const { filter } = /** @type {any} */ (masses[name]);
    return ids.length === 0 ? filter : { $and: [filter, { _id: { $nin: ids } }] };
  };
  if (task.kind === 'turn') return turn(collections.deliveries, task, filterOf('deliveries'));
  if (task.kind === 'retire') return retire(collections.progress, task, filterOf('progress'));
  await collections.recalculations.deleteMany(filterOf('recalculations'));
  await inBatches(collections.deliveries, filterOf('deliveries'), async (ids) => {
    await collections.delivery_bodies.deleteMany(ids);
    await collections.deliveries.deleteMany(ids);
  });
  await inBatches(collections.progress, filterOf('progress'), (ids) => collections.progress.deleteMany(ids));
}

/** Rows at a time: each command is soon over. */
const AT_ONCE = 1000;

/**
 * @param {import('mongodb').Collection<any>} collection
 * @param {any} filter which rows no longer meet when `act` has had them
 * @param {(ids: {_id: {$in: string[]}}) => Promise<unknown>} act
 */
async function inBatches(collection, filter, act) {
  for (;;) {
    const some = await collection
      .find(filter, { projection: { _id: 1 } })
      .limit(AT_ONCE)
      .toArray();
    if (some.length === 0) return;
    await act({ _id: { $in: some.map(({ _id }) => _id) } });
  }
}

/** @param {import('mongodb').Collection<any>} progress @param {Retire} task @param {any} filter */
async function retire(progress, { mirrorAt }, filter) {
  const nothing = { document: null, references: [], voided: [], mirrorAt };
  const update = { $set: nothing, $unset: { packed: '' }, $inc: { revision: 1 } };
  const isSomething = { $or: [{ document: { $ne: null } }, { 'references.0': { $exists: true } }] };
  await inBatches(progress, { $and: [filter, isSomething] }, (ids) =>
    progress.updateMany({ $and: [filter, ids] }, update),
  );
}

/** Those that are leased are due when the lease ends, so that each is looked at; they go first, since they are released to the others. @param {import('mongodb').Collection<any>} deliveries @param {Turn} task @param {any} filter */
async function turn(deliveries, task, filter) {
  const changes = Object.fromEntries(
    Object.entries(turnedTo(task)).map(([name, value]) => [`document.${name}`, value]),
  );
  for await (const row of deliveries.find({ $and: [filter, { leasedUntil: { $gt: '' } }] })) {
    const turned = { document: { ...row.document, ...turnedTo(task) }, leasedUntil: row.leasedUntil };
    const update = { $set: { ...changes, dueAt: dueAt(turned) }, $inc: { revision: 1 } };
    await deliveries.updateOne({ _id: row._id, revision: row.revision }, update);
  }
  const free = { $and: [filter, { leasedUntil: '' }] };
  const due = task.to === 'pending' ? task.now : null;
  const update = { $set: { ...changes, dueAt: due }, $inc: { revision: 1 } };
  if (task.from === task.to) await deliveries.updateMany(free, update);
  else await inBatches(deliveries, free, (ids) => deliveries.updateMany({ $and: [free, ids] }, update));
}
