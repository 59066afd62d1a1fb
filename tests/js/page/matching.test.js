// Which options are listed for what was typed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matching, MOST_LISTED } from '../../../web-demo/src/ui/matching.js';

const options = [
  { id: 'http://adlnet.gov/expapi/verbs/completed', label: 'completed' },
  { id: 'http://adlnet.gov/expapi/verbs/passed', label: 'passed', detail: 'An assessment' },
  { id: 'urn:x:quiz', label: 'Quiz: Überblick' },
];
const labels = (/** @type {string} */ typed) => matching(options, typed).map(({ label }) => label);

test('all options are listed, in their order, while nothing is typed', () => {
  assert.deepEqual(labels(' '), ['completed', 'passed', 'Quiz: Überblick']);
});

test('each typed word has to occur in the label, the detail or the id, letter case aside', () => {
  assert.deepEqual(labels('VERBS'), ['completed', 'passed']);
  assert.deepEqual(labels('assess passed'), ['passed']);
  assert.deepEqual(labels('überblick'), ['Quiz: Überblick']);
  assert.deepEqual(labels('passed quiz'), []);
});

test('no more are listed than can be drawn at once', () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ id: `${index}`, label: `Activity ${index}` }));
  assert.equal(matching(many, 'activity').length, MOST_LISTED);
  assert.deepEqual(matching(many, 'activity 499'), [{ id: '499', label: 'Activity 499' }]);
});
