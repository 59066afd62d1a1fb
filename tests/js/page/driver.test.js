// What the page's state becomes when the study answers late, or not as hoped: the newest wins, and whatever fails is told.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { drive, load } from '../../../web-demo/src/state/driver.js';
import { edit, useStore } from '../../../web-demo/src/state/store.js';

/** A promise that is settled from outside. */
function later() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** All that has been settled is heard of. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const answers = {};
const valid = { valid: true, errors: {}, warnings: [] };
drive({
  validate: async () => valid,
  run: (journey) => answers.run(journey),
  at: () => answers.at(),
  facets: () => answers.facets(),
  load: (source, options) => answers.load(source, options),
});
const describe = (description) => edit((journey) => ({ ...journey, description }));

beforeEach(() => {
  useStore.setState({ loaded: null, loading: null, problem: null, facets: null, overview: null, shown: null });
  answers.run = async ({ description }) => ({ of: description });
  answers.facets = async () => [];
  answers.load = async (source) => ({ name: source.name });
});

test('of two runs only that of the newest journey is shown, whichever ends last', async () => {
  await load({ name: 'some' }, 'some');
  const runs = new Map(['old', 'new'].map((name) => [name, later()]));
  answers.run = ({ description }) => runs.get(description).promise;
  describe('old');
  await settled();
  describe('new');
  await settled();
  assert.equal(useStore.getState().isStale, true);
  runs.get('new').resolve({ of: 'new' });
  await settled();
  runs.get('old').resolve({ of: 'old' });
  await settled();
  const { shown, isStale } = useStore.getState();
  assert.deepEqual([shown, isStale], [{ of: 'new' }, false]);
});

test('a run that fails is told, until one succeeds', async () => {
  await load({ name: 'some' }, 'some');
  answers.run = async () => Promise.reject(new Error('out of memory'));
  describe('too much');
  await settled();
  const told = { title: 'The journey could not be run', message: 'out of memory' };
  assert.deepEqual(useStore.getState().problem, told);
  answers.run = async () => ({ of: 'less' });
  describe('less');
  await settled();
  assert.equal(useStore.getState().problem, null);
});

test('statements are there before what occurs in them is gathered; where that fails, it is told and they stay', async () => {
  const gathered = later();
  answers.facets = () => gathered.promise;
  await load({ name: 'some' }, 'some');
  assert.deepEqual(useStore.getState().loaded, { name: 'some' });
  gathered.reject(new Error('a worker ended'));
  await settled();
  const { loaded, problem } = useStore.getState();
  assert.deepEqual([loaded, problem?.message], [{ name: 'some' }, 'a worker ended']);
});

test('what occurs in statements that have made way for others is not shown', async () => {
  const first = later();
  answers.facets = () => first.promise;
  await load({ name: 'first' }, 'first');
  answers.facets = async () => ['of the second'];
  await load({ name: 'second' }, 'second');
  await settled();
  first.resolve(['of the first']);
  await settled();
  assert.deepEqual(useStore.getState().facets, ['of the second']);
});

test('a load that another has taken the place of says nothing when it fails', async () => {
  const first = later();
  answers.load = () => first.promise;
  const loading = load({ name: 'first' }, 'first');
  answers.load = async () => ({ name: 'second' });
  await load({ name: 'second' }, 'second');
  first.reject(new Error('the file is damaged'));
  await loading;
  const { loaded, problem } = useStore.getState();
  assert.deepEqual([loaded, problem], [{ name: 'second' }, null]);
});
