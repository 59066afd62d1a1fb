// Following a database that others write statements into: what a source gives is recorded, told to it, and noted, in that
// order; nothing that it gives keeps what is behind it from being recorded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceFollower } from '../../../js/service/follow/source.js';
import { createService } from '../../../js/service/index.js';
import { StoreBusyError } from '../../../js/stores/errors.js';
import { engine, journey, statement } from '../helpers.js';
import { FakeClock } from './fake-clock.js';
import { memoryLog, until } from './follow/helpers.js';
import { client, makeParts, ORGANISATION, storedProgress } from './helpers.js';

const NOTE = 'follow a list';
const id = (number) => number.toString(16).padStart(24, '0');

/** A source that is a list of records: it goes on behind the last of a page, and remembers what it is told. */
function listSource(records, { most = 100 } = {}) {
  const told = [];
  const readers = { opened: 0, closed: 0 };
  const source = {
    name: 'a list',
    read(position) {
      readers.opened++;
      let at = records.findIndex(({ _id }) => _id > (position?.id ?? ''));
      if (at < 0) at = records.length;
      return {
        async page() {
          if (source.fault) throw source.fault;
          const taken = records.slice(at, at + most).map((record) => ({ record, key: record._id }));
          at += taken.length;
          const last = taken[taken.length - 1]?.key ?? position?.id ?? null;
          const isEnd = at === records.length;
          return { taken, position: { id: last }, caughtUp: isEnd, isEnd };
        },
        async done(taken) {
          if (source.whenDone) await source.whenDone(taken);
          told.push(...taken.map(({ key }) => key));
        },
        close: async () => void readers.closed++,
      };
    },
  };
  return { source, told, readers };
}

const record = (number, changes = {}, said = {}) => ({
  ...{ _id: id(number), organisation: ORGANISATION, client: 'c'.repeat(24), lrs_id: '1'.repeat(24) },
  statement: statement(number, said),
  ...changes,
});

function follow(list, { store, worker = 'one', clock = new FakeClock() } = {}) {
  const parts = makeParts({ ...(store && { store }), worker });
  const log = memoryLog();
  const context = { ...parts.context, clock, log };
  return { ...parts, clock, log, follower: createSourceFollower(context, parts.statements, list.source) };
}

const catchUp = async ({ follower }) => {
  while (await follower.step());
  assert.equal(follower.status().lastError, null);
};

test('records of several organisations, stores and clients in one page are recorded each where it belongs', async () => {
  const others = { organisation: 'b'.repeat(24), client: 'd'.repeat(24), lrs_id: '2'.repeat(24) };
  const list = listSource([record(1), record(2, others), record(3, { client: undefined, lrs_id: undefined })]);
  const parts = follow(list);
  await catchUp(parts);
  const kept = async (organisation, ...numbers) => {
    const found = await parts.store.records(
      organisation,
      numbers.map((number) => statement(number).id),
    );
    return [...found.values()].map((text) => JSON.parse(text)).map(({ _id, client: by, lrs_id }) => [_id, by, lrs_id]);
  };
  assert.deepEqual(await kept(ORGANISATION, 1, 2, 3), [
    [id(1), 'c'.repeat(24), '1'.repeat(24)],
    [id(3), '0'.repeat(24), undefined],
  ]);
  assert.deepEqual(await kept(others.organisation, 1, 2, 3), [[id(2), 'd'.repeat(24), '2'.repeat(24)]]);
  assert.deepEqual(list.told, [1, 2, 3].map(id));
  assert.deepEqual(await parts.store.note(NOTE), { position: { id: id(3) } });
  const { recorded, refused, caughtUp } = parts.follower.status();
  assert.deepEqual([recorded, refused, caughtUp], [3, 0, true]);
});

const BAD = {
  'without an actor': [{}, { actor: undefined }, /actor/],
  'with an id that is no UUID': [{}, { id: 'two' }, /UUID/],
  'without an id': [{}, { id: undefined }, /has no id/],
  'with a time that is none': [{}, { timestamp: 'yesterday' }, /timestamp/],
  'without an organisation': [{ organisation: undefined }, {}, /no organisation/],
  'that is none': [{ statement: 'nothing' }, {}, /has no id/],
  'that is missing': [{ statement: undefined }, {}, /has no id/],
};

for (const [name, [changes, said, reason]] of Object.entries(BAD)) {
  test(`a statement ${name} is told once, not marked, and holds nothing up`, async () => {
    const list = listSource([record(1), record(2, changes, said), record(3)]);
    const parts = follow(list);
    await catchUp(parts);
    assert.deepEqual(list.told, [id(1), id(3)], 'it is not told to be done');
    assert.deepEqual(await parts.store.note(NOTE), { position: { id: id(3) } });
    // Where pages overlap it comes again, and is not tried again.
    await parts.store.change((transaction) => transaction.putNote(NOTE, { position: { id: id(1) } }));
    await catchUp(parts);
    assert.deepEqual(list.told, [id(1), id(3), id(3)]);
    const { recorded, refused } = parts.follower.status();
    assert.deepEqual([recorded, refused], [2, 1]);
    assert.equal(parts.log.lines.length, 1);
    assert.match(parts.log.lines[0].reason, reason);
    assert.equal(parts.log.lines[0].message, 'a statement of a list is refused; the others are taken');
  });
}

test('another statement under an id that is known is left out', async () => {
  const list = listSource([
    record(1),
    record(2, {}, { id: statement(1).id, verb: { id: 'http://example.org/other' } }),
  ]);
  const parts = follow(list);
  await catchUp(parts);
  assert.match(parts.log.lines[0].reason, /another statement with the id/);
  assert.deepEqual(list.told, [id(1)]);
});

test('what was recorded before a crash is recorded again without effect, and the position is only behind it', async () => {
  const list = listSource([record(1), record(2), record(3)], { most: 2 });
  const parts = follow(list);
  list.source.whenDone = () => Promise.reject(new Error('dead'));
  assert.equal(await parts.follower.step(), false);
  assert.equal(await parts.store.note(NOTE), null);
  assert.match(parts.follower.status().lastError.message, /dead/);
  list.source.whenDone = undefined;
  await catchUp(parts);
  assert.deepEqual(list.told, [1, 2, 3].map(id));
  assert.equal(parts.follower.status().recorded, 3, 'each once');
  assert.equal(list.readers.opened, list.readers.closed, 'no reader is left open');
});

test('a database that cannot be reached is left alone for longer and longer, and followed again', async (t) => {
  const list = listSource([record(1)]);
  const { follower, clock, log } = follow(list);
  t.after(() => follower.stop());
  list.source.fault = new StoreBusyError('the database cannot be reached');
  follower.run();
  for (let failures = 1; failures <= 3; failures++) {
    await until(() => follower.status().lastError?.failures === failures && clock.next !== null, 'it has failed');
    const pause = clock.next - clock.now();
    assert.ok(pause >= 500 * 2 ** (failures - 1) && pause <= 1_000 * 2 ** (failures - 1), `${pause} ms`);
    if (failures === 3) list.source.fault = undefined;
    clock.pass(pause);
  }
  await until(() => follower.status().caughtUp, 'it follows again');
  assert.equal(follower.status().lastError, null);
  assert.deepEqual(
    log.lines.map(({ level, message }) => [level, message]),
    Array(3).fill(['warn', 'a list cannot be followed now']),
  );
  await until(() => clock.next !== null, 'it waits');
  assert.equal(clock.next - clock.now(), 2_000);
});

test('one process follows at a time; another takes over 30 s after it died, and goes on from where it was', async () => {
  const list = listSource(
    [1, 2, 3, 4].map((number) => record(number)),
    { most: 2 },
  );
  const clock = new FakeClock();
  const dead = follow(list, { clock });
  const heir = follow(list, { clock, worker: 'two', store: dead.store });
  await dead.follower.step();
  clock.pass(29_999);
  assert.equal(await heir.follower.step(), false);
  assert.deepEqual(list.told, [1, 2].map(id));
  clock.pass(1);
  await catchUp(heir);
  assert.deepEqual(list.told, [1, 2, 3, 4].map(id));
  assert.equal(heir.follower.status().recorded, 2);
});

test('a slow one that lost its place to another does not put the position back', async () => {
  const list = listSource(
    [1, 2, 3, 4].map((number) => record(number)),
    { most: 2 },
  );
  const clock = new FakeClock();
  const slow = follow(list, { clock });
  const quick = follow(list, { clock, worker: 'two', store: slow.store });
  let go;
  list.source.whenDone = () => new Promise((resolve) => (go = resolve));
  const step = slow.follower.step();
  await until(() => go, 'it is amid a page');
  list.source.whenDone = undefined;
  clock.time += 31_000; // its timers did not fire: the process stood still
  await catchUp(quick);
  await quick.follower.stop();
  go();
  await step;
  assert.deepEqual(await quick.store.note(NOTE), { position: { id: id(4) } });
});

test('a source that goes on for ever is asked again at once while it has something, or has waited for some', async () => {
  const list = listSource([]);
  const { follower, clock } = follow(list);
  const pages = [
    [[{ record: record(1), key: id(1) }], 0, true],
    [[], 0, false],
    [[], 100, true],
  ];
  list.source.read = () => ({
    async page() {
      const [taken, waits] = pages[0];
      clock.time += waits;
      return { taken, position: { id: id(1) }, caughtUp: true, isEnd: false };
    },
    done: async () => {},
    close: async () => void list.readers.closed++,
  });
  for (; pages.length > 0; pages.shift()) assert.equal(await follower.step(), pages[0][2]);
  assert.equal(list.readers.closed, 0);
  await follower.stop();
  assert.equal(list.readers.closed, 1);
});

test('a warning of the source is told', async () => {
  const list = listSource([record(1)]);
  const { read } = list.source;
  list.source.read = (position) => {
    const reader = read(position);
    return { ...reader, page: async () => ({ ...(await reader.page()), warning: 'its history is gone' }) };
  };
  const parts = follow(list);
  await catchUp(parts);
  const [{ level, message, reason }] = parts.log.lines;
  assert.deepEqual([level, message, reason], ['warn', 'a list is read anew', 'its history is gone']);
});

test('a service follows its source while it works, and does not where it only serves', async (t) => {
  const list = listSource([record(1), record(2)]);
  const clock = new FakeClock();
  let opened;
  const service = await createService({ engine, clock, source: (store) => ((opened = store), list.source) });
  t.after(() => service.close());
  assert.equal(opened, service.context.store);
  await service.journeys.create({ client: client() }, journey([{}]));
  service.start({ work: false });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(list.readers.opened, 0);
  service.start();
  await until(() => list.told.length === 2, 'it follows');
  const [progress] = await storedProgress(service.context.store);
  assert.equal(progress.isCompleted, true);
  await service.stop();
  await until(() => list.readers.opened === list.readers.closed, 'all readers are closed');
});
