// How a stream is cut into its documents, for the command and for the preview page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from '../../js/reading/pieces.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const DOCUMENTS = [
  ['one document', '{"a":1}', ['1 {"a":1}']],
  ['lines', '{"a":1}\n{"b":2}\n', ['1 {"a":1}', '2 {"b":2}']],
  ['an array', '[{"a":1},\n{"b":2}]', ['1 {"a":1}', '2 {"b":2}']],
  [
    'an indented document',
    '{\n  "a": {\n    "b": 1\n  }\n}\n{"c":1}',
    ['1 {\n  "a": {\n    "b": 1\n  }\n}', '6 {"c":1}'],
  ],
  [
    'a document that is not indented',
    '{"a":[\n{"b":1},\n{"c":\n{}}]}\n{}',
    ['1 {"a":[\n{"b":1},\n{"c":\n{}}]}', '5 {}'],
  ],
  ['braces and quotes in strings', '{"a":"}\\"{"}\n{"b":"\\\\"}', ['1 {"a":"}\\"{"}', '2 {"b":"\\\\"}']],
  ['a byte order mark', '\uFEFF{"a":1}', ['1 {"a":1}']],
  ['a document that is not closed', '{"a":{\n{"b":2}', ['1 {"a":{\n', '2 {"b":2}']],
  ['a document that ends where a value is due', '{"a":\n{"b":2}\n{"c":3}', ['1 {"a":\n{"b":2}\n', '3 {"c":3}']],
  ['a string that is not closed', '{"a":"x\n{"b":2}', ['1 {"a":"x', '2 {"b":2}']],
  ['what is no document', 'oops {"a":1}\n{"b":2}', ['1 oops {"a":1}', '2 {"b":2}']],
  ['an end within a document', '{"a":1}\n{"b":', ['1 {"a":1}', '2 {"b":']],
  ['nothing', ' \n[]\n', []],
];

for (const [what, text, expected] of DOCUMENTS) {
  test(`a stream is cut into its documents, wherever its chunks end: ${what}`, async () => {
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size <= bytes.length; size++) {
      const pieces = [];
      for await (const piece of piecesOf(chunksOf(bytes, size))) {
        pieces.push(`${piece.line} ${decoder.decode(piece.bytes)}`);
        assert.deepEqual(piece.bytes, bytes.slice(piece.at, piece.at + piece.bytes.length));
      }
      assert.deepEqual(pieces, expected, `chunks of ${size}`);
    }
  });
}

/** @param {Uint8Array} bytes @param {number} size */
async function* chunksOf(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
