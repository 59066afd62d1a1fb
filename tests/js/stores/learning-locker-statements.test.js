// Learning Locker's statements by their ids: what is taken, once, however late it appears, and how it is marked.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { QUEUE } from '../../../js/stores/mongodb/learning-locker/records.js';
import { createSource } from '../../../js/stores/mongodb/learning-locker/source.js';
import { statement } from '../helpers.js';
import * as files from './learning-locker-files.js';
import { mongodbMissing } from './mongodb-server.js';

const { documentOf, idAt, learningLocker, NOW, personOf, watchedBy } = files;
const MINUTE = 60_000;

describe('a source of Learning Locker’s statements', { skip: mongodbMissing }, () => {
  /** A source on a database, and what it takes until it has caught up. */
  const sourceOf = (ll, options = {}) => {
    const clock = { time: NOW };
    const source = createSource(watchedBy(ll.db), { now: () => clock.time, ...options });
    let position = null;
    /** Whatever is recorded is done; `dies`: before that. */
    const round = async ({ dies = false } = {}) => {
      clock.time += 10_000;
      const reader = source.read(position);
      const pages = [];
      for (let isEnd = false; !isEnd;) {
        const page = await reader.page();
        pages.push(page.taken.map(({ record }) => record.statement.id));
        if (dies) break;
        await reader.done(page.taken);
        ({ position, isEnd } = page);
      }
      await reader.close();
      return pages;
    };
    return { clock, round, taken: async () => (await round()).flat(), at: () => position };
  };

  const said = (number, changes) => statement(number, changes);
  const put = (ll, number, time, more = {}) =>
    ll.insert('statements', documentOf(said(number), { _id: idAt(time, number), ...more }));
  const idsOf = (...numbers) => numbers.map((number) => said(number).id);

  test('takes what bears no mark, from the beginning, in the order of ids, and marks it when it is recorded', async (t) => {
    const ll = await learningLocker(t);
    await put(ll, 3, NOW - 3 * MINUTE);
    await put(ll, 1, NOW - 5e9, { processingQueues: ['a', QUEUE, 'b'], completedQueues: ['c'] });
    await put(ll, 2, NOW - 4e9, { completedQueues: [QUEUE, 'c'] });
    const { completedQueues: _c, processingQueues: _p, ...bare } = documentOf(said(4), { _id: idAt(NOW - MINUTE, 4) });
    await ll.insert('statements', bare);
    const before = await files.dump(ll.db);
    const { taken, round } = sourceOf(ll);
    assert.deepEqual((await round({ dies: true })).flat(), idsOf(1, 3, 4));
    assert.deepEqual(await files.dump(ll.db), before, 'nothing is marked that was not recorded');
    assert.deepEqual(await taken(), idsOf(1, 3, 4));
    assert.deepEqual(await taken(), []);
    const after = await files.dump(ll.db);
    const found = await ll.db.collection('statements').find().sort({ _id: 1 }).toArray();
    assert.deepEqual(
      found.map(({ completedQueues, processingQueues }) => [completedQueues, processingQueues]),
      [
        [
          ['c', QUEUE],
          ['a', 'b'],
        ],
        [[QUEUE, 'c'], ['STATEMENT_FORWARDING_QUEUE']],
        [['STATEMENT_QUERYBUILDERCACHE_QUEUE', QUEUE], ['STATEMENT_FORWARDING_QUEUE']],
        [[QUEUE], undefined],
      ],
    );
    assert.deepEqual(files.withoutOurs(after), files.withoutOurs(before));
  });

  const putMany = (ll, count) =>
    ll.insert(
      'statements',
      ...Array.from({ length: count }, (_, number) =>
        documentOf(said(number), { _id: idAt(NOW - 1e6 + number * 1_000, number) }),
      ),
    );

  for (const span of [7, 20, 1_000]) {
    test(`takes no more than it is to at a time, of ${span} that it looks through, and goes on behind a page after a crash`, async (t) => {
      const ll = await learningLocker(t);
      await putMany(ll, 57);
      const { round } = sourceOf(ll, { most: 20, span });
      const page = Math.min(20, span);
      assert.equal((await round({ dies: true }))[0].length, page);
      const taken = await round();
      assert.deepEqual(taken.flat(), idsOf(...Array(57).keys()));
      assert.ok(taken.every(({ length }) => length <= page));
      assert.deepEqual((await round()).flat(), []);
    });
  }

  test('takes fewer where they are large', async (t) => {
    const ll = await learningLocker(t);
    const response = 'x'.repeat(10_000);
    for (let number = 0; number < 3; number++) {
      const large = said(number, { result: { response } });
      await ll.insert('statements', documentOf(large, { _id: idAt(NOW, number) }));
    }
    assert.deepEqual(
      (await sourceOf(ll, { largest: 15_000 }).round()).map(({ length }) => length),
      [2, 1],
    );
  });

  test('takes what appears late, or was made by a machine whose clock is behind, up to five minutes', async (t) => {
    const ll = await learningLocker(t);
    const { taken } = sourceOf(ll);
    await put(ll, 1, NOW);
    assert.deepEqual(await taken(), idsOf(1));
    await put(ll, 2, NOW - 5 * MINUTE);
    await put(ll, 3, NOW - 5 * MINUTE - 1_000);
    assert.deepEqual(await taken(), idsOf(2));
    const wider = sourceOf(ll, { overlap: 6 * MINUTE });
    assert.deepEqual(await wider.taken(), idsOf(3), 'a first one takes all');
    await put(ll, 4, NOW - 6 * MINUTE);
    assert.deepEqual(await wider.taken(), idsOf(4));
  });

  test('is not led into the future by an id that was made there', async (t) => {
    const ll = await learningLocker(t);
    const { taken, at } = sourceOf(ll);
    await put(ll, 1, NOW + 5e9);
    assert.deepEqual(await taken(), idsOf(1));
    assert.equal(
      at().id,
      idAt(NOW + 10_000)
        .toHexString()
        .slice(0, 8) + '0'.repeat(16),
    );
    await put(ll, 2, NOW);
    assert.deepEqual(await taken(), idsOf(2));
  });

  test('takes a statement again when Learning Locker has found out whose it is, however late', async (t) => {
    const ll = await learningLocker(t);
    const source = sourceOf(ll);
    await put(ll, 1, NOW - MINUTE);
    await put(ll, 2, NOW - MINUTE, { person: personOf(said(2).actor) });
    assert.deepEqual(await source.taken(), idsOf(1, 2));
    source.clock.time += 3 * 24 * 3_600_000;
    await put(ll, 3, source.clock.time);
    assert.deepEqual(await source.taken(), idsOf(3));
    const person = personOf(said(1).actor);
    await ll.db.collection('statements').updateMany({ person: null }, { $set: { person } });
    assert.deepEqual(await source.taken(), idsOf(1, 3));
    assert.deepEqual(await source.taken(), []);
    assert.equal(await ll.db.collection('xapi_journeys.awaiting_person').countDocuments(), 0);
  });

  test('looks at some who lack a person at a time, and forgets them after thirty days', async (t) => {
    const ll = await learningLocker(t);
    await putMany(ll, 45);
    const source = sourceOf(ll, { most: 20 });
    await source.taken();
    const person = personOf(said(1).actor);
    await ll.db.collection('statements').updateOne({ 'statement.id': said(44).id }, { $set: { person } });
    const looks = [await source.taken(), await source.taken(), await source.taken(), await source.taken()];
    assert.deepEqual(looks.flat(), idsOf(44), 'within three looks, and once');
    const awaiting = ll.db.collection('xapi_journeys.awaiting_person');
    assert.equal(await awaiting.countDocuments(), 44);
    source.clock.time += 30 * 24 * 3_600_000 - 100_000;
    for (let looks = 0; looks < 3; looks++) await source.taken();
    assert.equal(await awaiting.countDocuments(), 44);
    source.clock.time += 100_000;
    for (let looks = 0; looks < 3; looks++) await source.taken();
    assert.equal(await awaiting.countDocuments(), 0);
  });

  test('is not kept from the others by one whose queues are no lists', async (t) => {
    const ll = await learningLocker(t);
    await put(ll, 1, NOW, { completedQueues: 'none' });
    await put(ll, 2, NOW);
    const { taken } = sourceOf(ll);
    assert.deepEqual(await taken(), idsOf(1, 2));
    assert.deepEqual(await taken(), idsOf(1), 'it is taken again until it is past');
  });
});
