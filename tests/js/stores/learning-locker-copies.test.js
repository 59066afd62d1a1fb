// Copies of journeys and progress in Learning Locker's own collections.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CODECS } from '../../../js/stores/mongodb/codecs.js';
import { collectionsOf } from '../../../js/stores/mongodb/collections.js';
import { openLearningLockerStore } from '../../../js/stores/mongodb/learning-locker/index.js';
import { createMirror } from '../../../js/stores/mongodb/learning-locker/mirror.js';
import { progressIdOf } from '../../../js/stores/mongodb/learning-locker/progress-id.js';
import { check, engine, journey, random, seedOf, statement, withJourneys } from '../helpers.js';
import * as files from './learning-locker-files.js';
import { mongodbMissing } from './mongodb-server.js';
import { matching } from './samples.js';

const { CLIENT, learningLocker, oid, ORGANISATIONS, STORES } = files;

test('an id of progress is derived as the engine derives it', (t) => {
  const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => each.isWellFormed());
  const id = fc.integer({ min: 0, max: 2 ** 40 }).map((number) => number.toString(16).padStart(24, 'e'));
  check(t, 60, id, text, text, (_id, homePage, name) => {
    const actor = { account: { homePage: `http://example.org/${homePage}`, name: `n${name}` } };
    withJourneys([{ ...journey([{}]), _id }], ([compiled]) => {
      const matcher = engine.matcher([compiled]);
      const { references, invalid } = matcher.match(statement(1, { actor }));
      matcher.dispose();
      if (invalid.length > 0) return;
      const { ident } = references[0].owner;
      assert.equal(progressIdOf(_id, JSON.stringify(ident)), engine.fold(compiled, references)._id);
    });
  });
});

describe('copies for Learning Locker', { skip: mongodbMissing }, () => {
  const JOURNEY = 'e'.repeat(24);
  const owner = (name) => JSON.stringify({ objectType: 'Agent', mbox: `mailto:${name}@example.org` });
  const progressRow = (name, revision, isThere = true) => ({
    ...{ _id: `${JOURNEY} ${name}`, revision, organisation: ORGANISATIONS[0], journey: JOURNEY, owner: owner(name) },
    ...{ epoch: 1, attempts: 0, references: new Map(), voided: new Set(), outbox: [], outboxAt: null, mirrorAt: null },
    document: isThere ? { _id: progressIdOf(JOURNEY, owner(name)), ...progressDocument(name, revision) } : null,
  });
  const progressDocument = (name, number) => ({
    ...{ journey: JOURNEY, organisation: ORGANISATIONS[0], createdAt: '2024-01-01T00:00:00.000Z', duration: number },
    owner: { trackBy: 'actor', ident: JSON.parse(owner(name)) },
  });

  test('copies progress in Learning Locker’s types, and nothing of ours', async (t) => {
    const ll = await learningLocker(t);
    const collections = collectionsOf(ll.db);
    const mirror = await createMirror(ll.db, collections);
    const [waypoint, time] = ['f'.repeat(24), '2024-01-02T03:04:05.678Z'];
    const statements = [
      { statement: 'a'.repeat(24), timestamp: time },
      { statement: statement(1).id, timestamp: time },
    ];
    const document = {
      ...{ _id: 'c'.repeat(24), journey: JOURNEY, organisation: ORGANISATIONS[0], journeyVersion: 3 },
      ...{ createdAt: time, updatedAt: time, startedAt: time, completedAt: time, isCompleted: true, duration: 0 },
      owner: { trackBy: 'persona', ident: { persona: 'b'.repeat(24) } },
      pendingProgress: { [waypoint]: { statements } },
      completions: [
        { waypoints: { [waypoint]: { waypoint, order: 0, isCompleted: true, completedAt: time, statements } } },
      ],
    };
    const account = { homePage: 'd'.repeat(24), name: '2024-01-01' };
    const other = {
      ...document,
      _id: 'd'.repeat(24),
      owner: { trackBy: 'actor', ident: { account } },
      completedAt: null,
    };
    const rows = [
      { ...progressRow('ana', 7), document },
      { ...progressRow('bob', 8), document: other },
    ];
    await collections.progress.insertMany(rows.map(CODECS.progress.encode));
    await mirror.write('progress', rows);
    const date = new Date(time);
    const typed = [
      { statement: oid('a'.repeat(24)), timestamp: date },
      { statement: statement(1).id, timestamp: date },
    ];
    const reached = { waypoint: oid(waypoint), order: 0, isCompleted: true, completedAt: date, statements: typed };
    const expected = {
      ...{ _id: oid('c'.repeat(24)), journey: oid(JOURNEY), organisation: oid(ORGANISATIONS[0]), journeyVersion: 3 },
      ...{ createdAt: date, updatedAt: date, startedAt: date, completedAt: date, isCompleted: true, duration: 0 },
      pendingProgress: { [waypoint]: { statements: typed } },
      completions: [{ waypoints: { [waypoint]: reached } }],
      owner: { trackBy: 'persona', ident: { persona: oid('b'.repeat(24)) } },
      __v: 7,
    };
    const others = { _id: oid('d'.repeat(24)), owner: other.owner, completedAt: null, __v: 8 };
    const found = await ll.db.collection('journeyprogresses').find().sort({ __v: 1 }).toArray();
    assert.deepEqual(found, [expected, { ...expected, ...others }]);
  });

  test('ends with the last state of each owner, in whatever order and however often copies are written', async (t) => {
    const ll = await learningLocker(t);
    const collections = collectionsOf(ll.db);
    const mirror = await createMirror(ll.db, collections);
    const dice = random(seedOf(t));
    const names = ['ana', 'bob', 'eve'];
    for (let run = 0; run < 8; run++) {
      const rows = names.flatMap((name) =>
        Array.from({ length: 1 + dice.below(4) }, (_, index) => progressRow(name, index + 1, dice.chance(0.6))),
      );
      const lastOf = (name) => rows.findLast((row) => row.owner === owner(name));
      await collections.progress.deleteMany({});
      await ll.db.collection('journeyprogresses').deleteMany({});
      await collections.progress.insertMany(names.map(lastOf).map(CODECS.progress.encode));
      const writes = [...rows, ...rows.filter(() => dice.chance(0.5))].sort(() => dice.below(3) - 1);
      while (writes.length > 0) {
        // One write has each owner once, as a change has.
        const some = [...new Map(writes.slice(0, 1 + dice.below(3)).map((row) => [row._id, row])).values()];
        for (const row of some) writes.splice(writes.indexOf(row), 1);
        const write = mirror.write('progress', some);
        if (dice.chance(0.5)) await write;
        else await Promise.all([write, mirror.write('progress', [rows[dice.below(rows.length)]])]);
      }
      const found = await ll.db.collection('journeyprogresses').find().sort({ __v: 1, _id: 1 }).toArray();
      const expected = names.map(lastOf).filter(({ document }) => document);
      assert.deepEqual(
        found.map(({ owner: { ident }, __v, duration }) => [ident.mbox, __v, duration]).sort(),
        expected.map(({ document, revision }) => [document.owner.ident.mbox, revision, revision]).sort(),
      );
    }
  });

  test('copies journeys as their model keeps them, each as it is last, and takes deleted ones away', async (t) => {
    const ll = await learningLocker(t);
    const store = await openLearningLockerStore({ url: ll.url, matching });
    t.after(() => store.close());
    const time = '2024-01-02T03:04:05.678Z';
    const waypoint = { _id: 'f'.repeat(24), description: 'w', isActive: true, count: 1, order: 0 };
    const document = {
      ...{
        _id: JOURNEY,
        organisation: ORGANISATIONS[0],
        owner: CLIENT,
        createdAt: time,
        updatedAt: time,
        version: 1,
        __v: 0,
      },
      ...{ description: 'j', isActive: true, sources: STORES, sendCompletedStatementClients: [CLIENT] },
      waypoints: [{ ...waypoint, conditions: { 'statement.verb.id': { $in: ['a', 'b'] } } }],
      outcomes: [
        { _id: 'd'.repeat(24), callback: 'http://example.org', tripCount: 2, deactivatedAt: time, isActive: false },
      ],
      recalculateStatus: {
        inProgress: false,
        recalculatedAt: time,
        recalculatedByClient: CLIENT,
        recalculatedByUser: null,
      },
    };
    const putJourney = (changes) =>
      store.change((transaction) =>
        transaction.putJourney(
          { _id: JOURNEY, organisation: ORGANISATIONS[0], epoch: 1, document: { ...document, ...changes } },
          true,
        ),
      );
    await putJourney({});
    const date = new Date(time);
    const expected = {
      ...{
        _id: oid(JOURNEY),
        organisation: oid(ORGANISATIONS[0]),
        owner: oid(CLIENT),
        createdAt: date,
        updatedAt: date,
      },
      ...{ version: 1, __v: 0, description: 'j', isActive: true, sources: STORES.map(oid) },
      sendCompletedStatementClients: [oid(CLIENT)],
      waypoints: [{ ...waypoint, _id: oid(waypoint._id), conditions: '{"statement.verb.id":{"$in":["a","b"]}}' }],
      outcomes: [{ ...document.outcomes[0], _id: oid('d'.repeat(24)), deactivatedAt: date }],
      recalculateStatus: { ...document.recalculateStatus, recalculatedAt: date, recalculatedByClient: oid(CLIENT) },
    };
    const found = () => ll.db.collection('journeys').find().toArray();
    assert.deepEqual(await found(), [expected]);
    await putJourney({ description: 'the same __v, a newer state' });
    await putJourney({ description: 'newer', __v: 1 });
    assert.deepEqual(
      (await found()).map(({ description, __v }) => [description, __v]),
      [['newer', 1]],
    );

    const [row] = await collectionsOf(ll.db).journeys.find().toArray();
    const mirror = await createMirror(ll.db, collectionsOf(ll.db));
    await mirror.write('journeys', [{ ...row, document }]);
    assert.equal((await found())[0].description, 'newer', 'an older state that is told late');

    const keys = await store.change(async (transaction) => {
      const { document: _, ...rest } = progressRow('ana', 0);
      await transaction.putProgress([{ ...rest, document: progressRow('ana', 0).document }]);
      return [{ journey: JOURNEY, owner: owner('ana') }];
    });
    assert.equal(keys.length, 1);
    assert.equal(await ll.db.collection('journeyprogresses').countDocuments(), 1);
    await store.change((transaction) => transaction.deleteJourney(JOURNEY));
    assert.deepEqual(await found(), []);
    assert.equal(await ll.db.collection('journeyprogresses').countDocuments(), 0);
    const late = progressRow('ana', 9);
    await mirror.write('progress', [late]);
    assert.equal(await ll.db.collection('journeyprogresses').countDocuments(), 0, 'nothing comes back');
  });
});
