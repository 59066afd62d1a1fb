// Statements of an LRS that cannot be taken: they are left out, counted and told, and the others are taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statement } from '../../helpers.js';
import { caller, catchUp, follow, storedTexts } from './helpers.js';
import { startLrs } from './lrs.js';

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const text = (changes) => JSON.stringify(statement(2, changes));
const BAD = {
  'without an actor': [text({ actor: undefined }), /actor/],
  'with an id that is no UUID': [text({ id: 'two' }), /UUID/],
  'without an id': [text({ id: undefined }), /has no id/],
  'with a time that is none': [text({ timestamp: 'yesterday' }), /timestamp/],
  'nested too deep': [text({ result: 0 }).replace('"result":0', `"result":${deep}`), /nested deeper than 500/],
  'that is an empty object': ['{}', /has no id/],
};

for (const [name, [bad, reason]] of Object.entries(BAD)) {
  test(`a statement ${name} is left out and told, and the others are taken`, async (t) => {
    const lrs = await startLrs(t);
    const good = [lrs.put(statement(1))];
    const page = ({ response }) => response.end(`{"more":"","statements":[${good[0]},${bad},${good[1]}]}`);
    good.push(lrs.put(statement(3)));
    lrs.faults.push(page, page);
    const parts = follow(lrs);
    await catchUp(parts);
    await catchUp(parts);
    assert.deepEqual(await storedTexts(parts, good), good);
    assert.deepEqual(
      [parts.follower.status().recorded, parts.follower.status().refused],
      [2, 1],
      'told once, though it came twice',
    );
    assert.equal(parts.log.lines.length, 1);
    const [{ level, statement: id, reason: told }] = parts.log.lines;
    assert.deepEqual([level, id], ['warn', bad === '{}' ? null : (JSON.parse(bad).id ?? null)]);
    assert.match(told, reason);
  });
}

for (const [name, value] of Object.entries({ null: 'null', 'a number': '17', 'a text': '"},{"', 'an array': '[{}]' })) {
  test(`${name} among the statements is left out`, async (t) => {
    const lrs = await startLrs(t);
    const good = [lrs.put(statement(1)), lrs.put(statement(3))];
    lrs.faults.push(({ response }) => response.end(`{"statements":[${good[0]},${value},${good[1]}]}`));
    const parts = follow(lrs);
    await catchUp(parts);
    assert.deepEqual(await storedTexts(parts, good), good);
    assert.equal(parts.follower.status().refused, 1);
  });
}

test('bytes that are no UTF-8 spoil only the statement that they are in', async (t) => {
  const lrs = await startLrs(t);
  const good = [lrs.put(statement(1)), lrs.put(statement(3))];
  const bad = Buffer.from(text({ actor: { name: '?', mbox: 'mailto:bob@example.org' } }));
  bad[bad.indexOf('"?"') + 1] = 0xc3;
  lrs.faults.push(({ response }) => {
    for (const part of [`{"statements":[${good[0]},`, bad, `,${good[1]}]}`]) response.write(part);
    response.end();
  });
  const parts = follow(lrs);
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, good), good);
  assert.match(parts.log.lines[0].reason, /not JSON/);
});

test('another statement under an id that is known is left out', async (t) => {
  const lrs = await startLrs(t);
  const parts = follow(lrs);
  await parts.statements.record(caller, statement(2, { verb: { id: 'http://example.org/other' } }));
  lrs.put(statement(1));
  lrs.put(statement(2));
  lrs.put(statement(3));
  await catchUp(parts);
  const stored = await storedTexts(parts, lrs.texts);
  assert.deepEqual([stored[0], stored[2]], [lrs.texts[0], lrs.texts[2]]);
  assert.match(stored[1], /other/);
  assert.match(parts.log.lines[0].reason, /another statement with the id/);
  assert.equal(parts.follower.status().refused, 1);
});

test('an LRS may give more statements in a page than were asked for and than one request may have', async (t) => {
  const lrs = await startLrs(t, { most: 100 });
  const parts = follow(lrs, { settings: { maxBatch: 7 } });
  for (let number = 0; number < 50; number++) lrs.put(statement(number));
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});
