// A database as Learning Locker fills it: its clients, stores, statements with all that its workers note beside them, and
// much that is no business of ours.
import { createHash } from 'node:crypto';
import { BSON, MongoServerError, ObjectId } from 'mongodb';
import { QUEUE } from '../../../js/stores/mongodb/learning-locker/records.js';
import { mongodbDatabase } from './mongodb-server.js';

export const ORGANISATIONS = ['59198183d8ea540933227033', '59198183d8ea540933227034'];
export const STORES = ['5943782ac3f34065c7b4132a', '5943782ac3f34065c7b4132b'];
export const CLIENT = '592433ebce79a40338e0d8c4';
export const NOW = Date.parse('2026-02-01T12:00:00Z');

export const oid = (hex) => new ObjectId(hex);

/** An id that was made then. */
export function idAt(time, number = 0) {
  const seconds = Math.floor(time / 1000)
    .toString(16)
    .padStart(8, '0');
  return oid(`${seconds}c0ffee0000${number.toString(16).padStart(6, '0')}`);
}

const sha1 = (value) => createHash('sha1').update(JSON.stringify(value)).digest('hex');

/** No key of a statement has a dot there. */
export function encodeDots(value) {
  if (Array.isArray(value)) return value.map(encodeDots);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.replaceAll('.', '&46;'), encodeDots(inner)]),
  );
}

/** Who somebody is to Learning Locker, which finds it out some time after the statement came. */
export function personOf(actor) {
  return { _id: oid(sha1(actor.mbox ?? actor.account ?? actor).slice(0, 24)), display: actor.name ?? 'somebody' };
}

/** A document of `statements` as the xAPI service of Learning Locker inserts it, and its workers leave it. */
export function documentOf(
  statement,
  { _id, organisation = ORGANISATIONS[0], store = STORES[0], client = CLIENT, ...more },
) {
  const stored = new Date(statement.stored ?? statement.timestamp);
  return {
    _id,
    hasGeneratedId: false,
    organisation: oid(organisation),
    lrs_id: oid(store),
    client: oid(client),
    person: null,
    active: true,
    voided: false,
    timestamp: new Date(statement.timestamp),
    stored,
    hash: sha1(statement),
    agents: [sha1(statement.actor)],
    relatedAgents: [sha1(statement.actor)],
    registrations: [],
    verbs: [statement.verb.id],
    activities: [statement.object.id].filter(Boolean),
    relatedActivities: [],
    statement: encodeDots(statement),
    metadata: { 'https://learninglocker&46;net/result-duration': { seconds: 12 } },
    processingQueues: ['STATEMENT_FORWARDING_QUEUE'],
    completedQueues: ['STATEMENT_QUERYBUILDERCACHE_QUEUE'],
    completedForwardingQueue: [],
    pendingForwardingQueue: [],
    failedForwardingLog: [],
    deadForwardingQueue: [],
    __v: 0,
    ...more,
  };
}

/** A database with clients, stores and the like. */
export async function learningLocker(t) {
  const { url, client: connection } = await mongodbDatabase(t);
  const db = connection.db();
  const insert = (name, ...documents) => db.collection(name).insertMany(documents);
  const [organisation, other] = ORGANISATIONS.map(oid);
  const authority = JSON.stringify({
    objectType: 'Agent',
    name: 'New Client',
    mbox: 'mailto:hello@learninglocker.net',
  });
  const times = { createdAt: new Date('2017-05-23T13:06:51.456Z'), updatedAt: new Date('2018-01-02T03:04:05.678Z') };
  await insert('organisations', { _id: organisation, name: 'one', settings: {} }, { _id: other, name: 'two' });
  await insert('lrs', { _id: oid(STORES[0]), title: 'a store', organisation, ...times, statementCount: 3 });
  await insert('user', { _id: oid('59198183d8ea540933227030'), email: 'a@example.org', organisations: [organisation] });
  await insert('personas', { _id: oid('59c23b2753631c67de0cd5b9'), organisation, name: 'Dave20' });
  await insert('client', {
    _id: oid(CLIENT),
    ...{ title: 'New Client', organisation, lrs_id: oid(STORES[0]), authority, scopes: ['all', 'tribal_insight'] },
    ...{ isTrusted: true, api: { basic_key: 'a key', basic_secret: 'a secret' }, ...times, __v: 0 },
  });
  return { url, db, insert };
}

/** What an answer of a server's is that refuses. */
export const serverError = (code) => new MongoServerError({ code, errmsg: `code ${code}` });

/** The database, but that its statements are watched otherwise; by default as on a server that has no change streams. */
export function watchedBy(db, watch = refuseToWatch) {
  const statements = new Proxy(db.collection('statements'), {
    get: (target, name) => (name === 'watch' ? watch : (target[name]?.bind?.(target) ?? target[name])),
  });
  return { collection: (name) => (name === 'statements' ? statements : db.collection(name)) };
}

const refuseToWatch = () => ({ tryNext: () => Promise.reject(serverError(40573)), close: async () => {} });

/** All that lies in the database and is Learning Locker's, as text by collection and id. */
export async function dump(db) {
  const all = {};
  for (const { name } of await db.listCollections().toArray()) {
    if (name.startsWith('xapi_journeys.')) continue;
    const documents = await db.collection(name).find().sort({ _id: 1 }).toArray();
    all[name] = Object.fromEntries(
      documents.map((each) => [String(each._id), BSON.EJSON.stringify(each, { relaxed: false })]),
    );
  }
  return all;
}

/** A dump without what may be changed. */
export function withoutOurs({ journeys: _journeys, journeyprogresses: _progress, statements = {}, ...others }) {
  const bare = (text) => {
    const { completedQueues, processingQueues, ...rest } = JSON.parse(text);
    const others = (list) => list?.filter((each) => each !== QUEUE);
    return {
      ...rest,
      completedQueues: others(completedQueues ?? []),
      processingQueues: others(processingQueues ?? []),
    };
  };
  return {
    ...others,
    statements: Object.fromEntries(Object.entries(statements).map(([id, text]) => [id, bare(text)])),
  };
}
