// Statements out: all that an organisation has, page by page, as they came.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listStatements } from '../../../../js/service/statement-list.js';
import { OTHER_ORGANISATION, STORE, makeService } from './helpers.js';

const PATH = '/data/xAPI/statements';
const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const statement = (number, more = {}) => ({
  id: uuid(number),
  actor: { mbox: `mailto:${number % 7}@example.org` },
  verb: { id: 'http://example.org/verbs/did' },
  object: { id: 'http://example.org/it' },
  timestamp: '2026-01-05T11:00:00Z',
  ...more,
});
const some = (from, to) => Array.from({ length: to - from }, (_, index) => statement(from + index));

/** All pages: each a list of statements. */
async function pages(ask, query) {
  const found = [];
  for (let path = PATH, asked = { query }; path !== ''; asked = {}) {
    const { status, body, text } = await ask('GET', path, asked);
    assert.equal(status, 200, text);
    found.push(body.statements);
    path = body.more;
  }
  return found;
}
const idsOf = (found) => found.flat().map(({ id }) => id);

test('every statement is answered once, a page at a time, however large the pages are', async (t) => {
  const { clientOf } = await makeService(t);
  const { ask } = await clientOf();
  for (let at = 0; at < 1_200; at += 400) await ask('POST', PATH, { body: some(at, at + 400) });
  for (const limit of [undefined, 0, 1_000, 499, 97]) {
    const found = await pages(ask, { ...(limit !== undefined && { limit }), ascending: true, attachments: false });
    const most = Math.min(limit || 500, 500);
    assert.deepEqual(
      idsOf(found).sort(),
      some(0, 1_200).map(({ id }) => id),
    );
    assert.ok(found.every(({ length }) => length <= most));
    assert.equal(found.length, Math.ceil(1_200 / most));
  }
});

test('a statement is answered as it came, with the times that it was taken to have', async (t) => {
  const { clientOf, clock } = await makeService(t);
  const { ask } = await clientOf();
  const large = JSON.stringify(statement(1)).replace(
    /}$/,
    ',"context":{"extensions":{"http://e.org/n":12345678901234567890.10}}}',
  );
  await ask('POST', PATH, { body: large });
  const { timestamp: _, ...timeless } = statement(2);
  await ask('POST', PATH, { body: timeless });
  const { text, body, headers } = await ask('GET', PATH, { headers: { 'x-experience-api-version': '1.0.1' } });
  assert.ok(text.includes('12345678901234567890.10'));
  const now = new Date(clock.now()).toISOString();
  const [first, second] = body.statements.sort((a, b) => a.id.localeCompare(b.id));
  assert.deepEqual([first.timestamp, first.stored], ['2026-01-05T11:00:00Z', now]);
  assert.deepEqual(second, { timestamp: now, stored: now, ...timeless });
  assert.equal(body.more, '');
  assert.equal(headers.get('x-experience-api-version'), '1.0.1');
});

test('since and until are about when a statement was stored', async (t) => {
  const { clientOf, clock } = await makeService(t);
  const { ask } = await clientOf();
  const times = [];
  for (let hour = 0; hour < 4; hour++) {
    times.push(new Date(clock.now()).toISOString());
    await ask('POST', PATH, { body: some(hour * 200, (hour + 1) * 200) });
    clock.advance(3_600_000);
  }
  const hours = async (query) =>
    [...new Set(idsOf(await pages(ask, query)).map((id) => Math.floor(Number(id.slice(-4)) / 200)))].sort();
  assert.deepEqual(await hours({ since: times[0] }), [1, 2, 3]);
  assert.deepEqual(await hours({ until: times[1] }), [0, 1]);
  assert.deepEqual(await hours({ since: times[0], until: times[2], limit: 150 }), [1, 2]);
  assert.deepEqual(await hours({ since: times[3] }), []);
});

describe('who may read statements', () => {
  test('a client with a scope for it, and of its own organisation only', async (t) => {
    const { clientOf, ask } = await makeService(t);
    const sender = await clientOf({ scopes: ['statements/write'] });
    await sender.ask('POST', PATH, { body: some(0, 3) });
    for (const scopes of [['all'], ['statements/read'], ['xapi/read'], ['xapi/all']]) {
      const own = await clientOf({ scopes });
      assert.equal((await own.ask('GET', PATH)).body.statements.length, 3, scopes[0]);
      const other = await clientOf({ scopes, organisation: OTHER_ORGANISATION });
      assert.deepEqual((await other.ask('GET', PATH)).body, { statements: [], more: '' });
    }
    for (const scopes of [[], ['statements/write'], ['org/all/journey/edit']])
      assert.equal((await (await clientOf({ scopes })).ask('GET', PATH)).status, 403, scopes[0]);
    assert.equal((await ask('GET', PATH)).status, 401);
  });

  test('a client of one store reads that store, unless it may do more', async (t) => {
    const { clientOf } = await makeService(t);
    const stores = [STORE, 'e'.repeat(24), null];
    for (const [index, lrs_id] of stores.entries())
      await (await clientOf({ lrs_id })).ask('POST', PATH, { body: statement(index) });
    const read = async (wanted) => idsOf(await pages((await clientOf(wanted)).ask)).sort();
    const scopes = ['statements/read'];
    assert.deepEqual(await read({ scopes, lrs_id: STORE }), [uuid(0)]);
    for (const more of [{ scopes }, { lrs_id: STORE }, { scopes, lrs_id: STORE, isTrusted: true }])
      assert.deepEqual(await read(more), [uuid(0), uuid(1), uuid(2)]);
  });
});

test('what was stored as voided is not answered', async (t) => {
  const { clientOf } = await makeService(t);
  const { ask } = await clientOf();
  await ask('POST', PATH, { body: [{ statement: statement(1), voided: true }, { statement: statement(2) }] });
  assert.deepEqual(idsOf(await pages(ask)), [uuid(2)]);
});

test('a page ends early where statements are large, and goes on where it ended', async (t) => {
  const { clientOf } = await makeService(t);
  const { ask } = await clientOf();
  const body = some(0, 250).map((each) => ({ ...each, context: { platform: 'x'.repeat(50_000) } }));
  for (let at = 0; at < 250; at += 50) await ask('POST', PATH, { body: body.slice(at, at + 50) });
  const found = await pages(ask);
  assert.deepEqual(
    found.map(({ length }) => length),
    [180, 70],
  );
  assert.equal(new Set(idsOf(found)).size, 250);
});

test('few statements are read from the store at a time, since each may be as large as a request', async () => {
  const asked = [];
  const store = {
    async statementsAfter(_organisation, after, limit) {
      asked.push(limit);
      const record = JSON.stringify({ statement: {}, timestamp: '', stored: '' });
      return { records: Array.from({ length: limit }, () => record), after: `${after}0` };
    },
  };
  const { texts } = await listStatements(store, { scopes: ['all'], lrs_id: null }, { after: '', limit: 50 });
  assert.equal(texts.length, 50);
  assert.deepEqual(asked, [20, 20, 10]);
});

test('what cannot be read of a query is told', async (t) => {
  const { clientOf } = await makeService(t);
  const { ask } = await clientOf();
  const cases = [
    { limit: -1 },
    { limit: 1_001 },
    { limit: 'x' },
    { since: 'yesterday' },
    { until: '2026-13-45T99:00:00Z' },
    { ascending: 'yes' },
    { format: 'canonical' },
    { after: "' OR 1=1" },
    { statementId: uuid(1) },
    { agent: '{}' },
  ];
  for (const query of cases) {
    const { status, body } = await ask('GET', PATH, { query });
    const [name] = Object.keys(query);
    assert.deepEqual([status, Object.keys(body.errors)], [400, [name]], name);
  }
});
