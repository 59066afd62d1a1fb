// The service on Learning Locker's own database, as an operator runs it: statements that Learning Locker stores become
// progress, here and in its own collections, and nothing else there changes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sampleCohort } from 'xapi-journeys/sample';
import { createService } from '../../../js/service/index.js';
import { openLearningLockerStore } from '../../../js/stores/mongodb/learning-locker/index.js';
import { plain } from '../../../js/stores/mongodb/learning-locker/plain.js';
import { QUEUE, takenFrom } from '../../../js/stores/mongodb/learning-locker/records.js';
import { run } from '../cli-tools.js';
import { engine, replay } from '../helpers.js';
import * as files from '../stores/learning-locker-files.js';
import { mongodbMissing } from '../stores/mongodb-server.js';
import { client } from './helpers.js';
import { startReceiver, startServer, until } from './processes.js';

const { CLIENT, documentOf, dump, idAt, learningLocker, NOW, oid, ORGANISATIONS, personOf, STORES, withoutOurs } =
  files;
const FIRST = NOW - 20 * 24 * 3_600_000;
const VERB = 'http://adlnet.gov/expapi/verbs/';
const ADMIN = `Basic ${Buffer.from('a key:a secret').toString('base64')}`;

/** `xapi-journeys serve` in Learning Locker's database. */
async function serve(t, { url }, env = {}) {
  const server = await startServer(url, { args: ['--learning-locker'], env });
  t.after(() => server.child.kill('SIGKILL'));
  return server;
}

async function ask(server, path, { status = 200, body, authorization = ADMIN } = {}) {
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(server.address + path, {
    headers,
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  assert.equal(response.status, status, text);
  return JSON.parse(text);
}

/** The service in this process, without its background work. */
async function openService(t, { url }, options = {}) {
  const service = await createService({
    ...{ engine, openStore: (given) => openLearningLockerStore({ ...given, url }) },
    ...{ source: ({ statements }) => statements, ...options },
  });
  t.after(() => service.close());
  return service;
}

const unmarked = (db) => db.collection('statements').countDocuments({ completedQueues: { $ne: QUEUE } });
const allMarked = (db) => until('all statements are marked', async () => (await unmarked(db)) === 0);
const byKey = (key) => (a, b) => (key(a) < key(b) ? -1 : 1);
const sorted = (list) => [...list].sort(byKey(({ journey, owner }) => JSON.stringify([journey, owner])));
const bare = ({ _id, createdAt, updatedAt, __v, ...rest }) => rest;

// ---- a database with a cohort in it

const JOURNEYS = [
  {
    description: 'actors',
    isRepeatable: true,
    waypoints: [{ conditions: { 'statement.verb.id': `${VERB}commented` }, count: 2 }],
  },
  {
    description: 'personas, in one store',
    trackBy: 'persona',
    sources: [STORES[0]],
    isSequential: true,
    waypoints: [
      { conditions: { 'statement.verb.id': `${VERB}commented` } },
      { conditions: { 'statement.verb.id': `${VERB}completed` } },
    ],
  },
];

/** Documents of a cohort's statements: in both organisations and stores, with and without persons, some marked by others. */
function cohort(learners) {
  const seen = new Set();
  const documents = [];
  for (const statement of sampleCohort({ learners, seed: 5 })) {
    if (seen.has(statement.id)) continue; // Learning Locker stores none twice
    seen.add(statement.id);
    const number = seen.size;
    const ofThem = number % 5 === 0;
    const person = number % 3 === 0 || !statement.actor ? null : personOf(statement.actor);
    documents.push(
      documentOf(statement, {
        ...{ _id: idAt(FIRST + number * 60_000, number), person },
        ...{ organisation: ORGANISATIONS[ofThem ? 1 : 0], store: STORES[number % 2], voided: number % 40 === 0 },
        ...(number % 11 === 0 && { completedQueues: ['STATEMENT_QUERYBUILDERCACHE_QUEUE', QUEUE] }),
        ...(number % 7 === 0 && { processingQueues: [QUEUE, 'STATEMENT_PERSON_QUEUE'] }),
      }),
    );
  }
  return documents;
}

/** What a replay of the documents that are not marked says, of one organisation. */
function expected(documents, journeys, organisation) {
  const records = documents
    .map(takenFrom)
    .filter(({ key, record }) => !key.isMarked && record.organisation === organisation)
    .map(({ record }) => record);
  return sorted(replay(journeys, [records])).map(bare);
}

const callerOf = (organisation) => ({ client: client({ organisation, _id: CLIENT }) });

async function createJourneys({ journeys }, organisation) {
  const created = [];
  for (const each of JOURNEYS) created.push((await journeys.create(callerOf(organisation), each)).document);
  return created;
}

/** Progress of an organisation, here and in Learning Locker's collection, is what the documents make. */
async function assertProgress({ context: { store } }, db, documents, journeys, organisation) {
  const found = await store.find('journeyprogress', organisation, { limit: 10_000 });
  assert.deepEqual(sorted(found).map(bare), expected(documents, journeys, organisation));
  const copies = await db
    .collection('journeyprogresses')
    .find({ organisation: oid(organisation) })
    .toArray();
  const asTold = ({ __v, ...copy }) => plain(copy);
  const byId = byKey(({ _id }) => _id);
  assert.deepEqual(copies.map(asTold).sort(byId), [...found].sort(byId));
  return found.length;
}

describe('in Learning Locker’s database', { skip: mongodbMissing }, () => {
  test('the seed’s statements make its callback, field for field, for a client of Learning Locker’s', async (t) => {
    const example = JSON.parse(readFileSync(new URL('../../data/seed-callback.json', import.meta.url), 'utf8'));
    const receiver = await startReceiver();
    t.after(receiver.close);
    const ll = await learningLocker(t);
    await ll.db.collection('client').updateOne({}, { $set: { owner: oid(example.journey.owner) } });
    const server = await serve(t, ll);
    const [outcome] = example.journey.outcomes;
    const body = { ...example.journey, outcomes: [{ ...outcome, callback: receiver.url }] };
    const created = await ask(server, '/api/v2/journey', { body, status: 201 });

    // As they are while Learning Locker's workers are at them: what is marked there already would not be read.
    const records = example.attempt.waypoints.flatMap((waypoint) => waypoint.statement);
    for (const record of records.filter(({ completedQueues }) => completedQueues.includes(QUEUE))) {
      record.completedQueues = record.completedQueues.filter((queue) => queue !== QUEUE);
      record.processingQueues = [QUEUE];
    }
    const typed = ({ _id, organisation, lrs, lrs_id, client: by, personaIdentifier, person, ...record }) => ({
      ...record,
      ...{ _id: oid(_id), organisation: oid(organisation), lrs: { _id: oid(lrs._id) }, lrs_id: oid(lrs_id) },
      ...{ client: oid(by), personaIdentifier: oid(personaIdentifier), person: { ...person, _id: oid(person._id) } },
      ...{ timestamp: new Date(record.timestamp), stored: new Date(record.stored) },
      failedForwardingLog: record.failedForwardingLog.map((each) => ({
        ...{ ...each, _id: oid(each._id), timestamp: new Date(each.timestamp) },
        statementForwarding_id: oid(each.statementForwarding_id),
      })),
      pendingForwardingQueue: record.pendingForwardingQueue.map(oid),
    });
    await ll.insert('statements', ...records.map(typed));
    const before = withoutOurs(await dump(ll.db));
    await until('the callback has come', () => receiver.received.length > 0);

    const told = JSON.parse(receiver.received[0].body);
    const owner = structuredClone(example.owner);
    owner.ident.account.name = 'Dave20'; // as all of its statements say
    const kept = { updatedAt: created.updatedAt, __v: 0, version: 1, outcomes: created.outcomes };
    assert.deepEqual(told, {
      ...{ owner, attempt: example.attempt, completedAt: example.completedAt },
      journey: { ...example.journey, ...kept },
    });
    await allMarked(ll.db);
    assert.deepEqual(withoutOurs(await dump(ll.db)), before);
    const marks = await ll.db.collection('statements').find().toArray();
    for (const { completedQueues, processingQueues } of marks) {
      assert.ok(completedQueues.includes(QUEUE) && !processingQueues.includes(QUEUE));
    }
    const [progress] = await ask(server, '/api/v2/journeyprogress');
    const [copy] = await ll.db.collection('journeyprogresses').find().toArray();
    const { __v, ...rest } = copy;
    assert.deepEqual(plain(rest), progress);
    assert.deepEqual(
      [copy.completedAt, copy.journey, __v >= 1],
      [new Date(example.completedAt), oid(created._id), true],
    );
    assert.equal(await server.stop(), 0);
    assert.equal(receiver.received.length, 1);
  });

  test('a cohort’s statements of two organisations become progress, late persons too, and nothing else changes', async (t) => {
    const ll = await learningLocker(t);
    const documents = cohort(3);
    await ll.insert('statements', ...documents);
    const service = await openService(t, ll, { worker: 'one' });
    const journeys = new Map();
    for (const organisation of ORGANISATIONS) journeys.set(organisation, await createJourneys(service, organisation));
    const before = withoutOurs(await dump(ll.db));
    service.start();
    await allMarked(ll.db);
    for (const [organisation, own] of journeys) {
      await until('progress is there', () =>
        assertProgress(service, ll.db, documents, own, organisation).catch(() => 0),
      );
    }
    assert.deepEqual(withoutOurs(await dump(ll.db)), before);

    // Learning Locker's workers find out whose the others are.
    const late = documents.filter(({ person, statement }) => person === null && statement.actor);
    assert.ok(late.length > 25);
    for (const document of late) document.person = personOf(document.statement.actor);
    const update = ({ _id, person }) => ({ updateOne: { filter: { _id }, update: { $set: { person } } } });
    await ll.db.collection('statements').bulkWrite(late.map(update));
    const found = [];
    for (const [organisation, own] of journeys) {
      const arrived = () => assertProgress(service, ll.db, documents, own, organisation).catch(() => 0);
      await until('late persons count', arrived, 60);
      found.push(await assertProgress(service, ll.db, documents, own, organisation));
    }
    assert.ok(
      found.every((count) => count > 1),
      String(found),
    );
  });

  test('killed in the middle and started again, nothing is lost and each callback is sent once', async (t) => {
    const receiver = await startReceiver();
    t.after(receiver.close);
    const ll = await learningLocker(t);
    const documents = cohort(3).map((document) => ({ ...document, organisation: oid(ORGANISATIONS[0]) }));
    const outcomes = [{ callback: receiver.url }];
    const parts = await openService(t, ll);
    const { document: journey } = await parts.journeys.create(callerOf(ORGANISATIONS[0]), { ...JOURNEYS[0], outcomes });
    const first = await serve(t, ll);
    const half = Math.floor(documents.length / 2);
    await ll.insert('statements', ...documents.slice(0, half));
    const recorded = ll.db.collection('xapi_journeys.statements');
    await until('it is amid the first ones', async () => (await recorded.countDocuments()) > 0);
    await first.kill();
    await ll.insert('statements', ...documents.slice(half));
    // The lease of the dead one is over after 30 s: as if they had passed.
    await ll.db.collection('xapi_journeys.leases').updateMany({}, { $set: { until: '2000-01-01T00:00:00.000Z' } });
    const second = await serve(t, ll);
    await allMarked(ll.db);
    const found = await ask(second, '/api/v2/journeyprogress?limit=100');
    assert.deepEqual(sorted(found).map(bare), expected(documents, [journey], ORGANISATIONS[0]));
    const attempts = found.flatMap(({ completions }) => completions).length;
    assert.ok(attempts > 1);
    await until(
      'all are told',
      () => new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size === attempts,
    );
  });

  test('of two processes one follows at a time, and the other goes on when that one stops', async (t) => {
    const ll = await learningLocker(t);
    const documents = cohort(2);
    const services = [await openService(t, ll), await openService(t, ll)];
    const [journey] = await createJourneys(services[0], ORGANISATIONS[0]);
    for (const service of services) service.start();
    const half = Math.floor(documents.length / 2);
    await ll.insert('statements', ...documents.slice(0, half));
    await allMarked(ll.db);
    await services[0].stop();
    await ll.insert('statements', ...documents.slice(half));
    await allMarked(ll.db);
    const [one, two] = [journey, (await services[1].context.store.find('journey', ORGANISATIONS[0], {}))[1]];
    await assertProgress(services[1], ll.db, documents, [one, two], ORGANISATIONS[0]);
    const leases = await ll.db.collection('xapi_journeys.leases').find({ _id: 'follow Learning Locker' }).toArray();
    assert.deepEqual(
      leases.map(({ worker }) => worker),
      [services[1].context.worker],
    );
  });

  test('its clients are let in by HTTP as Learning Locker lets them in, beside ours', async (t) => {
    const ll = await learningLocker(t);
    const writer = {
      organisation: oid(ORGANISATIONS[1]),
      lrs_id: oid(STORES[1]),
      isTrusted: true,
      scopes: ['statements/write'],
    };
    const disabled = { organisation: oid(ORGANISATIONS[0]), isTrusted: false, scopes: ['all'] };
    await ll.insert(
      'client',
      { ...writer, api: { basic_key: 'writer', basic_secret: 'p:w' } },
      { ...disabled, api: { basic_key: 'disabled', basic_secret: 'pw' } },
    );
    const args = ['--store', ll.url, '--organisation', ORGANISATIONS[0], '--json'];
    const made = await run(['client', 'create', ...args], { env: { LEARNING_LOCKER: '1' } });
    const ours = JSON.parse(made.out);
    const listed = await run(['client', 'list', '--store', ll.url, '--learning-locker', '--json']);
    const keys = listed.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).key);
    assert.deepEqual(keys.sort(), ['a key', 'disabled', ours.key, 'writer'].sort());
    const server = await serve(t, ll);
    const basic = (text) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
    await ask(server, '/api/v2/journey');
    await ask(server, '/api/v2/journey', basic(`${ours.key}:${ours.secret}`));
    await ask(server, '/api/v2/journey', { ...basic('a key:a secre'), status: 401 });
    await ask(server, '/api/v2/journey', { ...basic('disabled:pw'), status: 401 });
    await ask(server, '/api/v2/journey', { ...basic('writer:p:w'), status: 403 });
    const statement = documentOf(
      { actor: { mbox: 'mailto:a@b.c' }, verb: { id: 'v:v' }, object: { id: 'o:o' } },
      {},
    ).statement;
    // A client of Learning Locker's sends into its own store, whatever a record says.
    const [id] = await ask(server, '/data/xAPI/statements', {
      ...basic('writer:p:w'),
      body: [{ statement, lrs_id: STORES[0] }],
    });
    const { records } = (await openService(t, ll)).context.store;
    const record = JSON.parse((await records(ORGANISATIONS[1], [id])).get(id));
    assert.deepEqual([record.organisation, record.lrs_id], [ORGANISATIONS[1], STORES[1]]);
    assert.ok(!server.output().includes(ll.url.replace('mongodb://', '@')));
  });

  test('--learning-locker without a URL is told to be wrong, and no password is shown', async () => {
    const file = await run(['serve', '--store', 'a.db', '--learning-locker']);
    assert.match(file.err, /--learning-locker needs --store with the URL of Learning Locker's database: mongodb:/);
    const setting = await run(['serve', '--store', 'mongodb://localhost/x'], { env: { LEARNING_LOCKER: 'maybe' } });
    assert.match(setting.err, /LEARNING_LOCKER must be true or false/);
    const wrong = await run(['client', 'list', '--store', 'mongodb://who:p4ssw0rd@127.0.0.1:1/x?nonsense=1']);
    assert.match(wrong.err, /cannot open the store mongodb:\/\/127\.0\.0\.1:1\/x/);
    assert.ok(!wrong.err.includes('p4ssw0rd'));
    assert.ok(
      [file, setting, wrong].every(({ code }) => code === 2),
      [file, setting, wrong].map(({ code }) => code).join(),
    );
  });
});
