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
const turnMass = (task) => ({
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

/** Rows at a time, where they have to be looked at. */
const AT_ONCE = 1000;

/** Does a task in the database. @param {Collections} collections @param {Task} task @param {Except} [except] */
export async function perform(collections, task, except = () => []) {
  const masses = massesOf(task);
  const filterOf = (/** @type {import('./codecs.js').Name} */ name) => {
    const ids = except(name);
    const filter = /** @type {any} */ (masses[name]).filter;
    return ids.length === 0 ? filter : { ...filter, _id: { $nin: ids } };
  };
  if (task.kind === 'turn') return turn(collections, task, filterOf('deliveries'));
  if (task.kind === 'retire') {
    const nothing = { document: null, references: [], voided: [], mirrorAt: task.mirrorAt };
    const update = { $set: nothing, $unset: { packed: '' }, $inc: { revision: 1 } };
    const isSomething = { $or: [{ document: { $ne: null } }, { 'references.0': { $exists: true } }] };
    return collections.progress.updateMany({ ...filterOf('progress'), ...isSomething }, update);
  }
  await collections.recalculations.deleteMany(filterOf('recalculations'));
  await clearDeliveries(collections, filterOf('deliveries'));
  await collections.progress.deleteMany(filterOf('progress'));
}

/** Those that are leased are due when the lease ends, so that each is looked at. @param {Collections} collections @param {Turn} task @param {any} filter */
async function turn({ deliveries }, task, filter) {
  const set = Object.entries(turnedTo(task)).map(([name, value]) => [`document.${name}`, value]);
  const changes = Object.fromEntries(set);
  const due = task.to === 'pending' ? task.now : null;
  await deliveries.updateMany(
    { ...filter, leasedUntil: '' },
    { $set: { ...changes, dueAt: due }, $inc: { revision: 1 } },
  );
  for await (const row of deliveries.find({ ...filter, leasedUntil: { $ne: '' } })) {
    const turned = { document: { ...row.document, ...turnedTo(task) }, leasedUntil: row.leasedUntil };
    const update = { $set: { ...changes, dueAt: dueAt(turned) }, $inc: { revision: 1 } };
    await deliveries.updateOne({ _id: row._id, revision: row.revision }, update);
  }
}

/** @param {Collections} collections @param {any} filter */
async function clearDeliveries({ deliveries, delivery_bodies: bodies }, filter) {
  for (;;) {
    const some = await deliveries
      .find(filter, { projection: { _id: 1 } })
      .limit(AT_ONCE)
      .toArray();
    if (some.length === 0) return;
    const ids = { $in: some.map(({ _id }) => _id) };
    await bodies.deleteMany({ _id: ids });
    await deliveries.deleteMany({ _id: ids });
  }
}
