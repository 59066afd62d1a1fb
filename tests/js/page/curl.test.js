// The command that creates a journey: a shell takes it apart as it was meant, whatever the journey says.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { curlCommand, isLong, quote } from '../../../web-demo/src/take/curl.js';
import { documentText } from '../../../web-demo/src/take/document.js';
import { journeys } from './random-journeys.js';

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'curl-'));
  // Stands in for curl: tells the words it was called with.
  writeFileSync(join(folder, 'curl'), '#!/bin/sh\nprintf "%s\\0" "$@"\n', { mode: 0o755 });
});
after(() => rmSync(folder, { recursive: true }));

/** The words that a shell gives to curl. */
function wordsOf(command) {
  const env = { PATH: `${folder}:/usr/bin:/bin`, KEY: 'the key', SECRET: 'it\'s "secret" $HOME' };
  return execFileSync('sh', ['-c', command], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

// A shell's word cannot hold NUL, and is bytes of UTF-8 here.
const texts = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'\'"\\$`!\n\t ~*?[]{}()<>|&;#%@-=ä✓') }))
  .filter((text) => !text.includes('\0'));

test('any text, quoted, is one word that a shell reads as that text', () => {
  fc.assert(
    // Many at a time, because starting a shell is slow.
    fc.property(fc.array(texts, { minLength: 1, maxLength: 50 }), (all) => {
      assert.deepEqual(wordsOf(`curl ${all.map(quote).join(' ')}`), all);
    }),
    { numRuns: 60 },
  );
});

test('the command sends exactly the document to the route that creates journeys', () => {
  fc.assert(
    fc.property(journeys, (journey) => {
      const document = documentText(journey);
      const words = wordsOf(curlCommand('https://journeys.example.org', document, 'journey.json'));
      assert.deepEqual(words.slice(0, 5), [
        '-u',
        'the key:it\'s "secret" $HOME',
        'https://journeys.example.org/api/v2/journey',
        '-H',
        'Content-Type: application/json',
      ]);
      assert.deepEqual([words[5], words.length], ['--data-raw', 7]);
      assert.deepEqual(JSON.parse(words[6]), JSON.parse(document));
    }),
    { numRuns: 60 },
  );
});

test('a document that is too long for a command is sent from its file', () => {
  const document = JSON.stringify({ description: 'ä'.repeat(70_000) });
  assert.ok(isLong(document));
  const words = wordsOf(curlCommand('http://localhost:8080', document, "it's.json"));
  assert.deepEqual(words.slice(-2), ['--data-binary', "@it's.json"]);
});

test('a shell takes the longest document that stands in a command', () => {
  let document = JSON.stringify({ description: "'".repeat(24_000) });
  while (!isLong(document.replace('}', ' }'))) document = document.replace('}', ' }');
  assert.equal(wordsOf(curlCommand('http://localhost:8080', document, 'a.json')).at(-1), document);
});
