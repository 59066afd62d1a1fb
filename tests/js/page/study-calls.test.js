// Calls between threads: each gets its own answer, errors stay what they are, and nobody waits for one that has ended.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JourneysError } from '../../../js/engine/errors.js';
import { answer, Caller, Given } from '../../../web-demo/src/study/calls.js';
import { StudyError } from '../../../web-demo/src/study/errors.js';

/** Somebody who can be called. @param {import('node:test').TestContext} t @param {object} methods */
function open(t, methods) {
  const { port1, port2 } = new MessageChannel();
  t.after(() => port1.close());
  answer(port1, methods);
  return { caller: new Caller(port2), port: port2 };
}

test('answers come to those who asked, whatever their order', async (t) => {
  const { caller } = open(t, {
    wait: async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return ms;
    },
  });
  assert.deepEqual(await Promise.all([20, 1, 10].map((ms) => caller.call('wait', ms))), [20, 1, 10]);
});

test('an error keeps its name, its message and its faults', async (t) => {
  const faults = { description: { path: 'description', message: 'must be text', value: 7 } };
  const errors = {
    validation: new JourneysError('ValidationError', '', 'is faulty', faults),
    study: new StudyError('cannot be read'),
    abort: new DOMException('no longer wanted', 'AbortError'),
    other: new TypeError('a fault'),
  };
  const { caller } = open(t, {
    fail(name) {
      throw errors[name];
    },
  });
  await assert.rejects(caller.call('fail', 'validation'), (error) => {
    assert.ok(error instanceof JourneysError);
    assert.deepEqual(
      { ...error, message: error.message },
      { name: 'ValidationError', path: '', errors: faults, message: 'is faulty' },
    );
    return true;
  });
  await assert.rejects(
    caller.call('fail', 'study'),
    (error) => error instanceof StudyError && error.message === 'cannot be read',
  );
  await assert.rejects(
    caller.call('fail', 'abort'),
    (error) => error instanceof DOMException && error.name === 'AbortError',
  );
  await assert.rejects(caller.call('fail', 'other'), { name: 'Error', message: 'a fault' });
  await assert.rejects(caller.call('unknown'), Error);
});

test('progress is told while the answer is awaited', async (t) => {
  const { caller } = open(t, {
    count(to, { onProgress }) {
      for (let number = 1; number <= to; number++) onProgress(number);
      return 'done';
    },
  });
  const told = [];
  assert.equal(await caller.call('count', 3, { onProgress: (number) => told.push(number) }), 'done');
  assert.deepEqual(told, [1, 2, 3]);
});

test('who cancels waits no longer, and the other end learns of it', async (t) => {
  let heard;
  const isCancelled = new Promise((resolve) => (heard = resolve));
  const { caller } = open(t, {
    endless: (_, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          heard(signal.reason.name);
          reject(signal.reason);
        });
      }),
  });
  const abort = new AbortController();
  const call = caller.call('endless', null, { signal: abort.signal });
  abort.abort();
  await assert.rejects(call, { name: 'AbortError' });
  assert.equal(await isCancelled, 'AbortError');
  await assert.rejects(caller.call('endless', null, { signal: abort.signal }), { name: 'AbortError' });
});

test('arrays are given away, not copied, either way', async (t) => {
  const { caller } = open(t, { back: (bytes) => new Given(bytes, [bytes.buffer]) });
  const bytes = Uint8Array.of(1, 2, 3);
  const answered = await caller.call('back', bytes, { transfer: [bytes.buffer] });
  assert.equal(bytes.length, 0);
  assert.deepEqual(answered, Uint8Array.of(1, 2, 3));
});

test('what cannot be sent is refused at once', async (t) => {
  const { caller } = open(t, { nothing() {} });
  await assert.rejects(
    caller.call('nothing', () => {}),
    { name: 'DataCloneError' },
  );
});

test('when a worker ends, all who wait for it are told, and all who call it afterwards', async (t) => {
  const { caller, port } = open(t, { endless: () => new Promise(() => {}) });
  const calls = [caller.call('endless'), caller.call('endless')];
  port.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  for (const call of [...calls, caller.call('endless')]) {
    await assert.rejects(call, { name: 'StudyError', message: 'a worker of this page ended: out of memory' });
  }
});
