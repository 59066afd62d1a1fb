// Progress by the contract's words (contract/journeys.md, sections 3 to 6): sort, then fold, slowly. The tests compare
// the engine with it, so it may not share anything with the engine, be fast, or be clever.
//
// Beyond the contract's words it says what the project decided: which of several differing copies of a statement
// counts, and that an owner without a counted statement has no progress.

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

/**
 * The progress documents of all owners on one journey, sorted by owner, without `_id`.
 *
 * @param {object} journey As a user writes it; ids have to be there.
 * @param {object[]} statements Raw statements and records, in any order, any number of times.
 * @param {{until?: string, context?: {receivedAt?: string, organisation?: string, lrs_id?: string},
 *   meets?: (condition: any, record: object) => boolean}} [options]
 */
export function naiveProgress(journey, statements, { until, context = {}, meets = meetsSimply } = {}) {
  if (journey.isActive === false) return [];
  const end = until === undefined ? Infinity : microseconds(until);
  const records = statements.map((statement) => toRecord(statement, context)).filter((record) => record.at <= end);
  const waypoints = activeWaypoints(journey, meets);
  const voiding = records.filter((record) => isVoiding(record) || record.body.voided === true);
  const counting = records
    .filter((record) => isFromThere(record, journey) && !isVoiding(record) && !isVoided(record, voiding, journey))
    .map((record) => ({ ...record, owner: ownerOf(record, journey) }))
    .filter((record) => record.owner !== null && waypoints.some((waypoint) => waypoint.isMetBy(record)));
  const owners = groupBy(onePerId(counting), (record) => record.owner);
  return [...owners.keys()]
    .sort(compareBytes)
    .map((owner) => toDocument(journey, JSON.parse(owner), fold(journey, waypoints, owners.get(owner))))
    .filter((document) => document !== null);
}

// ---- section 3: which statements, whose progress

function toRecord(statement, context) {
  const isRecord = typeof statement.statement === 'object';
  const body = isRecord ? statement : { ...context, statement };
  const xapi = body.statement;
  const time =
    xapi.timestamp ??
    (isRecord ? body.timestamp : null) ??
    xapi.stored ??
    (isRecord ? body.stored : null) ??
    context.receivedAt;
  const id = xapi.id.toLowerCase();
  return { body, isRecord, id, reference: isRecord && body._id ? body._id : id, at: microseconds(time) };
}

/** A record names its organisation and store; a raw statement without them is of every one. */
function isFromThere({ body, isRecord }, journey) {
  const isOf = (value, allowed) => (value === undefined ? !isRecord && allowed.length > 0 : allowed.includes(value));
  const organisation = journey.organisation === undefined || isOf(body.organisation, [journey.organisation]);
  const source = journey.sources === undefined || isOf(body.lrs_id, journey.sources);
  return organisation && source;
}

function isVoiding({ body: { statement } }) {
  return statement.verb.id === VOIDED && statement.object.objectType === 'StatementRef';
}

/** By a voiding statement, or by the mark that a store sets; both reach as far as the organisation. */
function isVoided(record, voiding, journey) {
  return voiding.some(({ id, body }) => {
    const reaches =
      [body.organisation, journey.organisation].includes(undefined) || body.organisation === journey.organisation;
    const names = isVoiding({ body }) && body.statement.object.id.toLowerCase() === record.id;
    const marks = body.voided === true && id === record.id;
    return reaches && (names || marks);
  });
}

/** Whose progress it is, as JSON text; null for nobody's. */
function ownerOf({ body }, { trackBy = 'actor' }) {
  if (trackBy === 'persona') return body.person?._id ? JSON.stringify({ persona: body.person._id }) : null;
  const { actor } = body.statement;
  const objectType = actor.objectType === 'Group' ? 'Group' : 'Agent';
  for (const identifier of ['mbox', 'mbox_sha1sum', 'openid']) {
    if (actor[identifier]) return JSON.stringify({ objectType, [identifier]: actor[identifier] });
  }
  if (!actor.account) return null;
  return JSON.stringify({ objectType, account: { homePage: actor.account.homePage, name: actor.account.name } });
}

/** Of copies that differ: a record before a raw statement, then the earlier, then the smaller owner. */
function onePerId(records) {
  const isBefore = (a, b) =>
    Boolean(b.body._id) - Boolean(a.body._id) ||
    a.at - b.at ||
    compareBytes(a.owner, b.owner) ||
    compareBytes(a.reference, b.reference);
  return [...groupBy(records, (record) => record.id).values()].map((copies) => copies.sort(isBefore)[0]);
}

// ---- sections 4 and 5: order and fold

function activeWaypoints({ waypoints = [] }, meets) {
  return waypoints
    .map((waypoint, index) => ({ order: index, count: 1, ...waypoint }))
    .filter((waypoint) => waypoint.isActive !== false)
    .map(({ _id, order, count, conditions }) => {
      const condition = typeof conditions === 'string' ? JSON.parse(conditions) : conditions;
      return { _id, order, count, isMetBy: (record) => meets(condition, record.body) };
    })
    .sort((a, b) => a.order - b.order); // stable: ties go by index
}

function fold({ isSequential = false, isRepeatable = false }, waypoints, records) {
  const attempts = [freshAttempt(waypoints)];
  const current = () => attempts[attempts.length - 1];
  const open = () => {
    const unreached = current().filter((waypoint) => !isReached(waypoint));
    return isSequential ? unreached.slice(0, 1) : unreached;
  };
  const take = (record) => {
    for (const waypoint of open().filter(({ isMetBy }) => isMetBy(record))) waypoint.counted.push(record);
    if (current().every(isReached) && isRepeatable) attempts.push(freshAttempt(waypoints));
  };
  const instants = groupBy(records, (record) => record.at);
  for (const instant of [...instants.keys()].sort((a, b) => a - b)) {
    let unused = instants.get(instant).sort((a, b) => compareBytes(a.id, b.id));
    for (;;) {
      const next = unused.find((record) => open().some(({ isMetBy }) => isMetBy(record)));
      if (next === undefined) break;
      take(next);
      unused = unused.filter((record) => record !== next);
    }
  }
  return attempts;
}

const freshAttempt = (waypoints) => waypoints.map((waypoint) => ({ ...waypoint, counted: [] }));
const isReached = ({ counted, count }) => counted.length >= count;

// ---- section 6: the progress document

function toDocument(journey, ident, attempts) {
  const times = attempts.flatMap((attempt) => attempt.flatMap(({ counted }) => counted.map(({ at }) => at)));
  if (times.length === 0) return null;
  const completed = attempts.filter((attempt) => attempt.every(isReached));
  const pending = attempts.find((attempt) => !attempt.every(isReached)) ?? [];
  const started = Math.min(...times);
  const completedAt = completed.length > 0 ? endOf(completed[0]) : null;
  const document = {
    journey: journey._id,
    createdAt: toTime(started),
    updatedAt: toTime(Math.max(...times)),
    journeyVersion: journey.version ?? 1,
    owner: { trackBy: journey.trackBy ?? 'actor', ident },
    startedAt: toTime(started),
    isCompleted: completed.length > 0,
    completedAt: completedAt === null ? null : toTime(completedAt),
    duration: completedAt === null ? null : milliseconds(completedAt) - milliseconds(started),
    pendingProgress: toWaypoints(pending.filter(({ counted }) => counted.length > 0)),
    completions: completed.map((attempt) => ({
      waypoints: toWaypoints(attempt),
      completedAt: toTime(endOf(attempt)),
      isCompleted: true,
    })),
  };
  return journey.organisation === undefined ? document : { ...document, organisation: journey.organisation };
}

function toWaypoints(waypoints) {
  return Object.fromEntries(
    waypoints.map((waypoint) => {
      const { _id, order, counted } = waypoint;
      const statements = counted.map(({ reference, at }) => ({ statement: reference, timestamp: toTime(at) }));
      const progress = { waypoint: _id, order, isCompleted: isReached(waypoint), statements };
      return [_id, isReached(waypoint) ? { ...progress, completedAt: toTime(counted.at(-1).at) } : progress];
    }),
  );
}

const endOf = (attempt) => Math.max(...attempt.map(({ counted }) => counted.at(-1).at));

// ---- small things

/** Enough of a query for these tests: `{path: scalar, path: {$in: [scalar, ...]}}` over objects. */
export function meetsSimply(condition, record) {
  return Object.entries(condition).every(([path, wanted]) => {
    const found = path.split('.').reduce((value, key) => value?.[key], record);
    return wanted?.$in ? wanted.$in.includes(found) : found === wanted;
  });
}

/** Microseconds since 1970: whole numbers that a double holds exactly until the year 2255. */
export function microseconds(time) {
  const [, whole, fraction = '', offset] = /^([^.]*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  return Date.parse(whole + offset) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

const milliseconds = (at) => Math.floor(at / 1000);
const toTime = (at) => new Date(milliseconds(at)).toISOString();
const compareBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));

function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
