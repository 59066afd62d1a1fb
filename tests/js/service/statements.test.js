// Statements in: what is accepted, what is refused and where, what repetition does (contract: http, "Statements in").
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyOf, merge, recordText } from '../../../js/service/copies.js';
import { receive } from '../../../js/service/received.js';
import { statement } from '../helpers.js';
import { client, makeParts, ORGANISATION, STORE, storedProgress } from './helpers.js';

const caller = { client: client() };
const bytes = (value) => Buffer.from(JSON.stringify(value));
const uuid = (number) => statement(number).id;

/** The stored record. */
async function recordOf({ store }, number, organisation = ORGANISATION) {
  const records = await store.records(organisation, [uuid(number)]);
  return records.has(uuid(number)) ? JSON.parse(records.get(uuid(number))) : undefined;
}

test('a statement is stored in a record that says whose it is and when it came', async () => {
  const parts = makeParts();
  const { ids, added, hits } = await parts.statements.record(caller, bytes(statement(1)));
  assert.deepEqual({ ids, added, hits }, { ids: [uuid(1)], added: 1, hits: 0 });
  const { _id, ...record } = await recordOf(parts, 1);
  const now = new Date(parts.clock.time).toISOString();
  assert.match(_id, /^[0-9a-f]{24}$/);
  assert.deepEqual(record, {
    ...{ organisation: ORGANISATION, lrs: { _id: STORE }, lrs_id: STORE, client: client()._id, active: true },
    ...{ voided: false, timestamp: '2024-01-01T00:00:00.000Z', stored: now, statement: statement(1) },
  });
});

test("a statement's own text is kept: numbers above 2^53, their digits, the order of keys", async () => {
  const parts = makeParts();
  const text = JSON.stringify(statement(1)).replace(/}$/, ',"result":{"score":{"raw":9007199254740993.10}}}');
  await parts.statements.record(caller, Buffer.from(`[ ${text} ]`));
  const record = (await parts.store.records(ORGANISATION, [uuid(1)])).get(uuid(1));
  assert.ok(record.endsWith(`"statement":${text}}`), record);
});

test('a request of statements without ids can be repeated: they get their ids by what they say', async () => {
  const parts = makeParts();
  const { id: _id, ...one } = statement(1);
  const body = bytes([one, { ...one, verb: { id: 'http://example.org/other' } }]);
  const first = await parts.statements.record(caller, body);
  const again = await parts.statements.record(caller, body);
  assert.deepEqual([first.added, again.added, again.ids], [2, 0, first.ids]);
  for (const id of first.ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('one request of a round cannot fail the others', async () => {
  const parts = makeParts();
  const deep = Buffer.from(`{"actor":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  const circle = {};
  circle.circle = circle;
  const requests = [deep, bytes(statement(1)), circle, [statement(2, { id: 'x' })], bytes(statement(3))];
  const settled = await Promise.allSettled(requests.map((each) => parts.statements.record(caller, each)));
  assert.deepEqual(
    settled.map(({ status, reason }) => (status === 'fulfilled' ? 200 : reason.status)),
    [400, 200, 400, 400, 200],
  );
});

test('a record keeps the numbers of its statement, too', async () => {
  const parts = makeParts();
  const text = JSON.stringify(statement(1)).replace(/}$/, ',"result":{"score":{"raw":9007199254740993}}}');
  await parts.statements.record(caller, Buffer.from(`[{"statement": ${text} , "person":{"_id":"${'d'.repeat(24)}"}}]`));
  const record = (await parts.store.records(ORGANISATION, [uuid(1)])).get(uuid(1));
  assert.ok(record.endsWith(`"statement":${text}}`), record);
});

test('a statement without an id gets one, and one in capitals is the same in small letters', async () => {
  const parts = makeParts();
  const { id: _id, ...without } = statement(1);
  const { ids } = await parts.statements.record(caller, [without, { ...without, id: null, result: {} }]);
  assert.equal(new Set(ids).size, 2);
  const [first] = await Promise.all(ids.map((id) => parts.store.records(ORGANISATION, [id])));
  assert.equal(JSON.parse(first.get(ids[0])).statement.id, ids[0]);
  const capital = 'ABCDEF00-0000-4000-8000-000000000001';
  const { ids: same } = await parts.statements.record(caller, { ...without, id: capital });
  const again = await parts.statements.record(caller, { ...without, id: capital.toLowerCase() });
  assert.deepEqual([same, again.added], [[capital.toLowerCase()], 0]);
});

test('what is wrong is told by statement and path, and then nothing is stored', async (t) => {
  const wrong = [
    ['not JSON', Buffer.from('{"actor":'), ''],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), ''],
    ['a text behind', Buffer.from(`${JSON.stringify(statement(1))}x`), ''],
    ['a number', [1], '0'],
    ['a list in a list', [[statement(1)]], '0'],
    ['no actor', [statement(1), statement(2, { actor: undefined })], '1.actor'],
    ['an actor that is a text', [statement(1, { actor: 'ada' })], '0.actor'],
    ['an actor without identifier', [statement(1, { actor: { name: 'Ada' } })], '0.actor'],
    ['an actor with two', [statement(1, { actor: { mbox: 'mailto:a@b.c', openid: 'http://a' } })], '0.actor'],
    ['an address without mailto', [statement(1, { actor: { mbox: 'a@b.c' } })], '0.actor.mbox'],
    ['a digest that is none', [statement(1, { actor: { mbox_sha1sum: 'abc' } })], '0.actor.mbox_sha1sum'],
    [
      'an account without name',
      [statement(1, { actor: { account: { homePage: 'http://a' } } })],
      '0.actor.account.name',
    ],
    ['no verb', [statement(1, { verb: {} })], '0.verb.id'],
    ['no object', [statement(0), statement(1, { object: undefined })], '1.object'],
    ['an id that is no UUID', [statement(1, { id: '1' })], '0.id'],
    ['a time that is none', [statement(0), statement(1, { timestamp: 'yesterday' })], '1.timestamp'],
    [
      'half of a surrogate pair',
      Buffer.from(JSON.stringify([statement(1, { x: 'X' })]).replace('"X"', '"\\ud800"')),
      '0',
    ],
  ];
  for (const [what, given, path] of wrong) {
    await t.test(what, async () => {
      const parts = makeParts();
      const sent = Buffer.isBuffer(given) ? given : bytes(given);
      await assert.rejects(parts.statements.record(caller, sent), (error) => {
        assert.equal(error.status, 400, error.stack);
        if (path !== '') assert.deepEqual(Object.keys(error.errors), [path]);
        return true;
      });
      assert.equal(await parts.store.countStatements(ORGANISATION), 0);
    });
  }
});

test('what the specification forbids and does no harm is accepted', async () => {
  const parts = makeParts();
  const harmless = [
    statement(1, { object: { id: 'http://example.org/a', definition: { name: 'a plain text' } } }),
    statement(2, { actor: { objectType: 'Group', member: [] } }),
    statement(3, { context: { unknown: [null] }, more: 1 }),
    statement(4, { actor: { objectType: 'Group', account: { homePage: 'http://a', name: 'b' } } }),
  ];
  assert.equal((await parts.statements.record(caller, harmless)).added, harmless.length);
});

test('more statements than a request may have are refused', async () => {
  const parts = makeParts();
  parts.context.settings.maxBatch = 2;
  await assert.rejects(
    parts.statements.record(
      caller,
      [1, 2, 3].map((n) => statement(n)),
    ),
    { status: 413 },
  );
  assert.equal((await parts.statements.record(caller, [])).added, 0);
});

test('a known statement changes nothing, and one with the same id and other content is a conflict', async () => {
  const parts = makeParts();
  await parts.statements.record(caller, statement(1));
  const stored = { stored: '2025-01-01T00:00:00Z', authority: { mbox: 'mailto:lrs@example.org' }, version: '1.0.3' };
  const same = await parts.statements.record(caller, [statement(1, stored), statement(1)]);
  assert.deepEqual([same.added, same.ids], [0, [uuid(1), uuid(1)]]);
  for (const other of [{ verb: { id: 'http://example.org/other' } }, { timestamp: '2024-01-01T00:00:01Z' }]) {
    await assert.rejects(parts.statements.record(caller, [statement(2), statement(1, other)]), (error) => {
      assert.deepEqual([error.status, Object.keys(error.errors)], [409, ['1.id']]);
      return true;
    });
  }
  const twice = [statement(3), statement(3, { verb: { id: 'http://example.org/other' } })];
  await assert.rejects(parts.statements.record(caller, twice), { status: 409 });
  assert.equal(await parts.store.countStatements(ORGANISATION), 1, 'a batch is all or nothing');
});

test('the same id in two organisations is two statements', async () => {
  const parts = makeParts();
  const other = 'f'.repeat(24);
  await parts.statements.record(caller, statement(1));
  const foreigner = { client: client({ organisation: other }) };
  const { added } = await parts.statements.record(foreigner, statement(1, { verb: { id: 'http://example.org/x' } }));
  assert.equal(added, 1);
  assert.notEqual((await recordOf(parts, 1)).statement.verb.id, (await recordOf(parts, 1, other)).statement.verb.id);
});

test('a record forwarded twice, first without its person, then counts for the person', async () => {
  const parts = makeParts();
  await parts.journeys.create(caller, { trackBy: 'persona', waypoints: [{ conditions: {} }] });
  const person = { _id: 'd'.repeat(24), display: 'Ada' };
  const record = { _id: 'e'.repeat(24), statement: statement(1), organisation: 'f'.repeat(24), client: 'f'.repeat(24) };
  await parts.statements.record(caller, record);
  assert.deepEqual(await storedProgress(parts.store), []);
  await parts.statements.record(caller, { ...record, person, personaIdentifier: '1'.repeat(24) });
  const [progress] = await storedProgress(parts.store);
  assert.deepEqual(progress.owner, { trackBy: 'persona', ident: { persona: person._id } });
  const stored = await recordOf(parts, 1);
  assert.deepEqual([stored._id, stored.organisation, stored.person], [record._id, ORGANISATION, person]);
  await parts.statements.record(caller, record);
  assert.deepEqual(await recordOf(parts, 1), stored, 'the copy without person takes nothing away');
});

test('only a trusted client says which store a record is of', async () => {
  const record = { statement: statement(1), lrs_id: '2'.repeat(24) };
  for (const [isTrusted, expected] of [
    [true, '2'.repeat(24)],
    [false, STORE],
  ]) {
    const parts = makeParts();
    await parts.statements.record({ client: client({ isTrusted }) }, record);
    assert.equal((await recordOf(parts, 1)).lrs_id, expected);
  }
});

test('what is kept of two copies does not depend on which came first', () => {
  const statements = [
    statement(1),
    statement(1, { stored: '2024-01-02T00:00:00Z' }),
    statement(1, { authority: { mbox: 'mailto:a@b.c' } }),
    statement(1, { timestamp: undefined }),
  ];
  const records = [
    (each) => each,
    (each) => ({ statement: each, _id: 'e'.repeat(24), lrs_id: STORE }),
    (each) => ({ statement: each, person: { _id: 'd'.repeat(24), display: 'Ana' }, personaIdentifier: '1' }),
    (each) => ({ statement: each, person: { _id: 'd'.repeat(24), display: 'Ana Maria' } }),
    (each) => ({ statement: each, person: { _id: 'e'.repeat(24) }, voided: true, completedQueues: ['x'] }),
    (each) => ({ statement: each, personaIdentifier: '0', extra: { a: 1 } }),
    (each) => ({ statement: each, _id: 'f'.repeat(24), lrs_id: '2'.repeat(24), timestamp: '2024-01-01T00:00:05.000Z' }),
  ];
  const received = (each, now) => receive(each, client(), { now, most: 1 })[0];
  const copies = records.flatMap((wrap, r) => statements.map((each, s) => received(wrap(each), Date.UTC(2024, r, s))));
  const kept = (...all) => {
    const { fields, text } = all.reduce(merge);
    return { fields: JSON.parse(JSON.stringify(fields)), text };
  };
  for (const a of copies) {
    const { fields, text } = copyOf(recordText(a));
    assert.deepEqual([fields, text], [JSON.parse(JSON.stringify(a.fields)), a.text]);
    for (const b of copies) {
      assert.deepEqual(kept(a, b), kept(b, a));
      for (const c of copies) {
        const expected = kept(a, b, c);
        for (const other of [kept(c, b, a), kept(b, c, a), kept(c, a, b)]) assert.deepEqual(other, expected);
      }
    }
  }
});
