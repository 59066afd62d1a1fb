// The memory store passes the suite of all stores, and runs where there is no Node.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { openMemoryStore } from '../../../js/stores/memory/index.js';
import { describeStore } from './conformance.js';
import { matching } from './samples.js';

describeStore('memory', async () => openMemoryStore({ matching }));

test('the memory store imports nothing but its own files', () => {
  const base = new URL('../../../js/stores/', import.meta.url);
  const own = readdirSync(new URL('memory/', base)).map((name) => `memory/${name}`);
  for (const name of [...own, 'order.js', 'selection.js', 'errors.js', 'grouped.js']) {
    for (const [, from] of readFileSync(new URL(name, base), 'utf8').matchAll(/^import .* from '(.*)';$/gm)) {
      assert.match(from, /^\.\.?\/[a-z]+\.js$/, name);
    }
  }
});
