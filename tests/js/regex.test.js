// Regular expressions: what the engine translates for RE2 has to match what MongoDB's PCRE would. JavaScript's own are an
// independent answer to compare with, on random patterns and texts of the part where all three mean the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, random, seedOf } from './helpers.js';

const LITERALS = ['a', 'b', 'B', 'é', '-', '\\.', '\\/', '\\x61', '\\t', '#', ' ', '\\x{62}'];
const CLASSES = [
  '.',
  '\\d',
  '\\w',
  '\\W',
  '\\D',
  '[ab]',
  '[^a]',
  '[a-cx]',
  '[\\w-]',
  '[^\\d\\s]',
  '[.]',
  '[\\]a]',
  '[é-ü]',
];
const QUANTIFIERS = ['', '', '', '*', '+', '?', '*?', '+?', '{2}', '{1,2}', '{0,1}?', '{2,}'];
const TEXT = ['a', 'b', 'B', 'A', 'é', 'É', '-', '.', '/', '1', '_', ' ', '\t', '#', 'x', '\n'];

function pattern(chance, depth) {
  const alternatives = Array.from({ length: chance.chance(0.2) ? 2 : 1 }, () => {
    const atoms = Array.from({ length: 1 + chance.below(3) }, () => atom(chance, depth));
    return (chance.chance(0.15) ? '^' : '') + atoms.join('') + (depth === 0 && chance.chance(0.15) ? '$' : '');
  });
  return alternatives.join('|');
}

function atom(chance, depth) {
  if (chance.chance(0.05)) return chance.of(['\\b', '\\B']);
  const group = () => `${chance.of(['(', '(?:'])}${pattern(chance, depth + 1)})`;
  const body = depth < 2 && chance.chance(0.25) ? group() : chance.of(chance.chance(0.6) ? LITERALS : CLASSES);
  return body + chance.of(QUANTIFIERS);
}

/** The same pattern for JavaScript. */
function inJavaScript(source, options) {
  // With no option m, PCRE's $ also matches before a line break at the end; and its dot meets all but \n.
  const end = options.includes('m') ? '$' : '(?=\\n?$(?![\\s\\S]))';
  const translated = source
    .replaceAll('\\x{62}', '\\x62')
    .replace(/\\.|\[(?:\\.|[^\]])*\]|\.|\$/g, (part) =>
      part === '$' ? end : part === '.' && !options.includes('s') ? '[^\\n]' : part,
    );
  return new RegExp(translated, [...options].filter((option) => option !== 'x').join(''));
}

test('random regular expressions match what they match in JavaScript', (t) => {
  const chance = random(seedOf(t));
  const counts = { compared: 0, matched: 0, refused: 0 };
  while (counts.compared < 40_000) {
    const source = pattern(chance, 0);
    const options = ['i', 'm', 's'].filter(() => chance.chance(0.25)).join('');
    const regex = inJavaScript(source, options);
    const query = JSON.stringify({ a: { $regex: source, $options: options } });
    for (let round = 0; round < 10; round += 1) {
      const text = Array.from({ length: chance.below(6) }, () => chance.of(TEXT)).join('');
      const ours = answer(query, text);
      if (ours === undefined) {
        counts.refused += 1;
        break;
      }
      counts.compared += 1;
      counts.matched += ours ? 1 : 0;
      assert.equal(ours, regex.test(text), `${query} on ${JSON.stringify(text)}`);
    }
  }
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.matched > 5_000 && counts.matched < 35_000);
  assert.ok(counts.refused < counts.compared / 200, 'hardly any of these is refused');
});

/** Whether the text matches; nothing where the engine says plainly that it does not take the pattern. */
function answer(query, text) {
  try {
    return engine.matches(query, JSON.stringify({ a: text }));
  } catch (error) {
    assert.match(error.message, /only supported/, query);
    return undefined;
  }
}
