// Learning Locker's statements by a change stream. The server of the tests has none, so what a replica set would tell is
// told here by a stand-in, in the shapes that MongoDB's manual gives ("Change Events"); everything else is the real server.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSource } from '../../../js/stores/mongodb/learning-locker/source.js';
import { statement } from '../helpers.js';
import { documentOf, idAt, learningLocker, NOW, personOf, serverError, watchedBy } from './learning-locker-files.js';
import { mongodbMissing } from './mongodb-server.js';

/** What is written, told to whoever watches. */
class Oplog {
  events = [];
  /** Events before this one are gone. */
  begin = 0;
  /** Whoever waits for an event. */
  waiting = [];
  opened = 0;

  tell(event) {
    this.events.push({ _id: { _data: String(this.events.length + 1).padStart(8, '0') }, ...event });
    for (const wake of this.waiting.splice(0)) wake();
  }

  /** The stream, from behind a token on. */
  watch(_pipeline, { resumeAfter, batchSize }) {
    this.opened++;
    let at = resumeAfter ? Number(resumeAfter._data) : this.events.length;
    let isClosed = false;
    const fail = () => {
      if (this.refusal) throw serverError(this.refusal);
      if (at < this.begin) throw serverError(286);
    };
    const stream = {
      resumeToken: undefined,
      tryNext: async () => {
        fail();
        if (at === this.events.length && batchSize > 0) {
          await Promise.race([
            new Promise((resolve) => this.waiting.push(resolve)),
            new Promise((resolve) => setTimeout(resolve, 20)),
          ]);
          fail();
        }
        const event = isClosed ? null : (this.events[at] ?? null);
        if (event) at++;
        stream.resumeToken = { _data: String(at).padStart(8, '0') };
        return event;
      },
      close: async () => void (isClosed = true),
    };
    return stream;
  }
}

/** A database with a stand-in for its change stream, and a source on it. */
async function setUp(t, options = {}) {
  const ll = await learningLocker(t);
  const statements = ll.db.collection('statements');
  const oplog = new Oplog();
  const db = watchedBy(ll.db, (...given) => oplog.watch(...given));
  const clock = { time: NOW };
  const source = createSource(db, { now: () => clock.time, ...options });
  return {
    ...{ oplog, source, clock, statements },
    async insert(number, changes = {}, isTold = true) {
      const document = documentOf(statement(number), { _id: idAt(NOW, number), ...changes });
      await statements.insertOne(document);
      if (isTold) oplog.tell({ operationType: 'insert', documentKey: { _id: document._id } });
    },
    async update(number, updatedFields) {
      const _id = idAt(NOW, number);
      await statements.updateOne({ _id }, { $set: updatedFields });
      oplog.tell({ operationType: 'update', documentKey: { _id }, updateDescription: { updatedFields } });
    },
  };
}

/** Reads until it has caught up; answers what was taken, by page, and where it stands. */
async function readOn(reader) {
  const pages = [];
  for (;;) {
    const page = await reader.page();
    pages.push(page.taken.map(({ record }) => Number(record.statement.id.slice(-12))));
    await reader.done(page.taken);
    if (page.caughtUp) return { ...page, pages, taken: pages.flat() };
  }
}

describe('with a change stream', { skip: mongodbMissing }, () => {
  test('what is there is read first, then what comes, and nothing falls between', async (t) => {
    const { source, insert, oplog } = await setUp(t);
    await insert(1);
    await insert(2);
    const reader = source.read(null);
    t.after(() => reader.close());
    const first = await reader.page();
    assert.deepEqual([first.taken.length, first.caughtUp, first.isEnd], [2, true, false]);
    await insert(3); // while the first page is being recorded
    await reader.done(first.taken);
    await insert(4);
    assert.deepEqual((await readOn(reader)).taken, [3, 4]);
    assert.deepEqual((await readOn(reader)).taken, []);
    assert.equal(oplog.opened, 1);
  });

  test('a person who is added later is told; what workers note of their own is not', async (t) => {
    const { source, insert, update } = await setUp(t);
    const reader = source.read(null);
    t.after(() => reader.close());
    await readOn(reader);
    await insert(1);
    await insert(2, { person: {} });
    await readOn(reader);
    await update(1, { 'completedQueues.1': 'STATEMENT_FORWARDING_QUEUE', processingQueues: [] });
    assert.deepEqual((await readOn(reader)).taken, []);
    const person = personOf(statement(1).actor);
    await update(1, { person });
    await update(2, { 'person._id': person._id, 'person.display': 'somebody' });
    await update(1, { voided: true });
    const { taken } = await readOn(reader);
    assert.deepEqual(taken, [1, 2], 'once each, as they are now');
  });

  test('a reader goes on at the place that was noted, without reading anew', async (t) => {
    const { source, insert, oplog } = await setUp(t, { overlap: 0 });
    const first = source.read(null);
    await readOn(first);
    for (const number of [1, 2, 3]) await insert(number);
    const { position } = await readOn(first);
    await first.close();
    assert.deepEqual(position, { id: idAt(NOW, 3).toHexString(), token: { _data: '00000003' } });
    await insert(4);
    await insert(5, {}, false); // nobody is told of it
    const second = source.read(position);
    t.after(() => second.close());
    assert.deepEqual((await readOn(second)).taken, [4]);
    assert.equal(oplog.opened, 2);
  });

  test('the place is noted behind what was recorded, however events are cut into pages', async (t) => {
    const { source, insert } = await setUp(t, { most: 2 });
    const numbers = [1, 2, 3, 4, 5];
    let reader = source.read(null);
    await readOn(reader);
    for (const number of numbers) await insert(number);
    const seen = [];
    // Each page is recorded by a reader that ends then, as if its process died.
    while (seen.length < numbers.length) {
      const page = await reader.page();
      seen.push(...page.taken.map(({ record }) => Number(record.statement.id.slice(-12))));
      await reader.done(page.taken);
      await reader.close();
      reader = source.read(page.position);
    }
    await reader.close();
    assert.deepEqual(seen, numbers);
  });

  test('in a stream in which nothing happens the place is noted every half a minute', async (t) => {
    const { source, insert, update, clock } = await setUp(t);
    const reader = source.read(null);
    t.after(() => reader.close());
    await insert(1);
    const { position } = await readOn(reader);
    await update(1, { completedQueues: [] });
    const at = async () => (await readOn(reader)).position;
    const first = await at();
    assert.notDeepEqual(first, position);
    await update(1, { completedQueues: [] });
    clock.time += 29_999;
    assert.deepEqual(await at(), first);
    clock.time += 1;
    assert.notDeepEqual(await at(), first);
  });

  for (const code of [286, 280, 260]) {
    test(`where its history is gone (${code}), it goes on by ids, says so, and has a stream again`, async (t) => {
      const { source, insert, oplog } = await setUp(t);
      const first = source.read(null);
      await insert(1);
      const { position } = await readOn(first);
      await first.close();
      await insert(2);
      await insert(3);
      const { watch } = oplog;
      oplog.watch = (pipeline, options) => {
        const stream = watch.call(oplog, pipeline, options);
        if (!options.resumeAfter) return stream;
        return { ...stream, tryNext: () => Promise.reject(serverError(code)) };
      };
      const reader = source.read(position);
      t.after(() => reader.close());
      const page = await reader.page();
      assert.match(page.warning, /cannot be resumed: code/);
      assert.deepEqual(
        page.taken.map(({ record }) => record.statement.id),
        [2, 3].map((each) => statement(each).id),
      );
      await reader.done(page.taken);
      await insert(4);
      const next = await readOn(reader);
      assert.deepEqual([next.taken, next.warning], [[4], undefined]);
    });
  }

  test('a stream that breaks amid is told to whoever follows, who goes on from the place that was noted', async (t) => {
    const { source, insert, oplog } = await setUp(t);
    const reader = source.read(null);
    await insert(1);
    const { position } = await readOn(reader);
    await insert(2);
    oplog.begin = 2;
    await insert(3);
    await assert.rejects(() => readOn(reader), { code: 286 });
    await reader.close();
    const next = source.read(position);
    t.after(() => next.close());
    assert.deepEqual((await readOn(next)).taken, [2, 3]);
  });

  test('a server that refuses change streams is read by ids from then on', async (t) => {
    const { source, insert, oplog } = await setUp(t);
    oplog.refusal = 40573;
    await insert(1, {}, false);
    for (const expected of [[1], [], []]) {
      const reader = source.read(null);
      const { taken, isEnd, warning } = await readOn(reader);
      await reader.close();
      assert.deepEqual([taken, isEnd, warning], [expected, true, undefined]);
    }
    assert.equal(oplog.opened, 1);
  });

  test('who lacked a person when the stream was lost is found all the same', async (t) => {
    const { source, insert, statements, clock } = await setUp(t, { overlap: 0 });
    const reader = source.read(null);
    t.after(() => reader.close());
    await insert(1);
    await readOn(reader);
    await statements.updateOne({ _id: idAt(NOW, 1) }, { $set: { person: personOf(statement(1).actor) } });
    clock.time += 5_000;
    assert.deepEqual((await readOn(reader)).taken, [1]);
  });
});
