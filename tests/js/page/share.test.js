// Sharing by a link: what is packed into it comes out of it, and what is no such link says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { fragmentOf, journeyFromFragment, MOST_BYTES } from '../../../web-demo/src/take/share.js';
import { journeys } from './random-journeys.js';

const packed = (text) => `#j1=${deflateRawSync(Buffer.from(text)).toString('base64url')}`;

test('a journey comes out of a link as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(journeys, async (journey) => {
      const fragment = await fragmentOf(journey);
      assert.match(fragment, /^#j1=[\w-]+$/, 'nothing in it has to be escaped in an address');
      assert.deepEqual(await journeyFromFragment(fragment), journey);
    }),
    { numRuns: 200 },
  );
});

test('what is typed and not yet JSON is shared as it is', async () => {
  const journey = { waypoints: [{ conditions: '{"statement.verb.id": ' }], description: '\ud800 "quoted" \u2028 ✓' };
  assert.deepEqual(await journeyFromFragment(await fragmentOf(journey)), journey);
});

test('what only a service says of a journey is not shared', async () => {
  const journey = {
    description: 'mine',
    waypoints: [],
    organisation: 'f'.repeat(24),
    __v: 3,
    version: 2,
    updatedAt: 'x',
  };
  const shared = await journeyFromFragment(
    await fragmentOf({ ...journey, outcomes: [{ tripCount: 2, callback: 'c' }] }),
  );
  assert.deepEqual(shared, { description: 'mine', waypoints: [], outcomes: [{ callback: 'c' }] });
});

test('a page without a link in its address has no shared journey', async () => {
  for (const hash of ['', '#', '#top', '#journey=1', '#xj1=abc'])
    assert.equal(await journeyFromFragment(hash), null, hash);
});

test('a link whose equals sign was encoded on its way is understood', async () => {
  const fragment = await fragmentOf({ description: 'a' });
  assert.deepEqual(await journeyFromFragment(fragment.replace('=', '%3D')), { description: 'a' });
});

test('a link that was cut short says so, wherever it was cut', async () => {
  const fragment = await fragmentOf({ description: 'a journey', waypoints: [{ conditions: '{"a": 1}', count: 2 }] });
  for (let length = '#j1='.length; length < fragment.length; length += 1) {
    await assert.rejects(journeyFromFragment(fragment.slice(0, length)), /damaged: it was cut short/, `at ${length}`);
  }
});

test('a link that was changed on its way gives an object or says that it is damaged', async () => {
  const fragment = await fragmentOf({ description: 'a journey', waypoints: [{ conditions: '{"a": 1}', count: 2 }] });
  let refused = 0;
  for (let at = '#j1='.length; at < fragment.length; at += 1) {
    for (const character of ['A', '_', '%', ' ', 'é']) {
      const damaged = fragment.slice(0, at) + character + fragment.slice(at + 1);
      try {
        assert.equal(typeof (await journeyFromFragment(damaged)), 'object');
      } catch (error) {
        assert.match(error.message, /damaged|larger/);
        refused += 1;
      }
    }
  }
  assert.ok(refused > 3 * fragment.length, `${refused} were refused`);
});

test('a link of another version says so', async () => {
  await assert.rejects(journeyFromFragment('#j2=abc'), /another version of this page/);
});

test('a link that holds anything but a journey is damaged', async () => {
  const shapeless = [{ waypoints: 5 }, { waypoints: [null] }, { waypoints: [{ conditions: 5 }] }, { description: {} }];
  shapeless.push(
    { waypoints: [{ conditions: '', count: '2' }] },
    { outcomes: [{ callback: [] }] },
    { isActive: 'yes' },
  );
  const others = shapeless.map((each) => JSON.stringify(each));
  for (const text of ['null', '[]', '1', '"text"', '', '{', '\ufffd', ...others]) {
    await assert.rejects(journeyFromFragment(packed(text)), /damaged/, text);
  }
});

test('a small link that unpacks to gigabytes is refused after the first megabyte', async () => {
  const bomb = packed(`{"description":"${'a'.repeat(300 * MOST_BYTES)}"}`);
  assert.ok(bomb.length < MOST_BYTES, 'it is small');
  const before = process.memoryUsage().rss;
  await assert.rejects(journeyFromFragment(bomb), /larger than a link may hold/);
  assert.ok(process.memoryUsage().rss - before < 200 * MOST_BYTES, 'it was not unpacked as a whole');
});

test('a journey that is too large for a link is not made one', async () => {
  await assert.rejects(fragmentOf({ description: 'a'.repeat(MOST_BYTES) }), /larger than a link may hold/);
  const most = { description: 'a'.repeat(MOST_BYTES - '{"description":""}'.length) };
  assert.deepEqual(await journeyFromFragment(await fragmentOf(most)), most);
});

test('keys that mean something to JavaScript are just keys', async () => {
  const journey = await journeyFromFragment(packed('{"__proto__": {"polluted": true}, "constructor": 1}'));
  assert.equal({}.polluted, undefined);
  assert.equal(journey.polluted, undefined);
  assert.deepEqual(Object.keys(journey), ['__proto__', 'constructor']);
});

test('a short link that unpacks to more waypoints or outcomes than a journey may have is not opened', async () => {
  const many = (length) => Array.from({ length }, () => ({ conditions: '{}' }));
  const most = await journeyFromFragment(packed(JSON.stringify({ waypoints: many(1000), outcomes: many(100) })));
  assert.deepEqual([most.waypoints.length, most.outcomes.length], [1000, 100]);
  for (const journey of [{ waypoints: many(1001) }, { outcomes: many(101) }]) {
    await assert.rejects(
      journeyFromFragment(packed(JSON.stringify(journey))),
      /more than 1000 waypoints or 100 outcomes/,
    );
  }
});
