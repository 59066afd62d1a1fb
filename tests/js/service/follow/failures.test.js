// An LRS that fails: it is left alone for longer and longer, what is wrong is told without secrets, and nothing is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff } from '../../../../js/service/follow/backoff.js';
import { statement } from '../../helpers.js';
import { catchUp, follow, storedTexts, until } from './helpers.js';
import { faults, startLrs } from './lrs.js';

const { answer } = faults;
const FAILURES = {
  'a closed connection': [faults.reset, /cannot be reached/],
  'an answer that breaks off': [faults.breakOff, /cannot be reached/],
  'a 500': [answer(500, {}, 'oh no'), /answered 500: oh no/],
  'a 503 that tells the secret': [
    answer(503, {}, 'is it correct horse battery staple?'),
    /answered 503: is it \[redacted\]/,
  ],
  'a 401': [answer(401), /does not accept the key and the secret \(401\)/],
  'a 403': [answer(403), /does not let this key read its statements \(403\)/],
  'a 404': [answer(404), /has no \/data\/xAPI\/statements \(404\): the URL must be its xAPI endpoint/],
  'a 400': [answer(400, {}, 'no'), /answered 400: no/],
  'a 204': [answer(204), /answered 204/],
  'a page of HTML': [answer(200, {}, '<html>log in</html>'), /no StatementResult/],
  nothing: [answer(200), /no StatementResult/],
  'JSON that is no result': [answer(200, {}, '[{"statements":[]}]'), /no array of statements/],
  'a result cut short': [answer(200, {}, '{"more":"","statements":[{"id":"1"}'), /no StatementResult/],
  'a link that is no text': [answer(200, {}, '{"more":{},"statements":[]}'), /more link is no text/],
  'packed bytes': [answer(200, { 'Content-Encoding': 'gzip' }, Buffer.from([31, 139, 8, 0])), /no StatementResult/],
  'a redirect to nowhere': [answer(302), /answered 302/],
};

for (const [name, [fault, message]] of Object.entries(FAILURES)) {
  test(`after ${name} it goes on where it was`, async (t) => {
    const lrs = await startLrs(t, { most: 2 });
    const parts = follow(lrs);
    for (let number = 0; number < 5; number++) lrs.put(statement(number));
    await parts.follower.step();
    lrs.faults.push(fault);
    assert.equal(await parts.follower.step(), false);
    const { lastError, caughtUp } = parts.follower.status();
    assert.match(lastError.message, message);
    assert.equal(caughtUp, false);
    const [line] = parts.log.lines;
    assert.deepEqual([line.level, line.reason, line.failures], ['warn', lastError.message, 1]);
    const told = JSON.stringify([parts.log.lines, parts.follower.status()]);
    const credentials = Buffer.from(`${lrs.key}:${lrs.secret}`).toString('base64');
    for (const secret of [lrs.secret, credentials]) assert.ok(!told.includes(secret), told);
    await catchUp(parts);
    assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
  });
}

test('an LRS that is not there is waited for', async (t) => {
  const lrs = await startLrs(t);
  const parts = follow(lrs);
  await lrs.close();
  assert.equal(await parts.follower.step(), false);
  assert.match(parts.follower.status().lastError.message, /cannot be reached: .*ECONNREFUSED/);
});

test('failures in a row are followed by longer and longer pauses, up to five minutes', async (t) => {
  const lrs = await startLrs(t);
  const { follower, clock } = follow(lrs);
  t.after(() => follower.stop());
  lrs.faults.push(...Array(12).fill(answer(500)));
  follower.run();
  for (let failures = 1; failures <= 12; failures++) {
    await until(() => follower.status().lastError?.failures === failures && clock.next !== null, 'it has failed');
    const whole = Math.min(300_000, 1_000 * 2 ** (failures - 1));
    const pause = clock.next - clock.now();
    assert.ok(pause >= whole / 2 && pause <= whole, `pause ${failures} is ${pause} ms`);
    clock.pass(pause - 1);
    assert.equal(lrs.requests.length, failures);
    clock.pass(1);
  }
  await until(() => follower.status().caughtUp, 'it follows again');
  assert.equal(follower.status().lastError, null);
  await until(() => clock.next !== null, 'it waits');
  assert.equal(clock.next - clock.now(), 5_000);
});

test('failures count as in a row while it gets no further, though the pages before are there each time', async (t) => {
  const lrs = await startLrs(t, { most: 2 });
  const { follower } = follow(lrs);
  for (let number = 0; number < 5; number++) lrs.put(statement(number));
  for (let failures = 1; failures <= 3; failures++) {
    lrs.faults.push(({ answer: right }) => right(), answer(500));
    assert.equal(await follower.step(), true);
    assert.equal(await follower.step(), false);
    assert.equal(follower.status().lastError.failures, failures);
  }
});

test('the pause is random in its upper half', () => {
  assert.equal(backoff(4, { random: () => 0 }), 4_000);
  assert.equal(backoff(4, { random: () => 0.999 }), 7_996);
  assert.equal(backoff(100_000, { random: () => 1 }), 300_000);
});

const RETRY_AFTER = [
  ['90', 90_000],
  ['0', 500],
  [new Date(Date.parse('2024-03-01T12:02:00Z')).toUTCString(), 120_000],
  ['999999999', 3_600_000],
  ['soon', 500],
  ['-5', 500],
];

for (const [header, least] of RETRY_AFTER) {
  test(`a 429 with Retry-After: ${header} is followed by a pause of at least ${least} ms`, async (t) => {
    const lrs = await startLrs(t, { faults: [answer(429, { 'Retry-After': header })] });
    const { follower, clock } = follow(lrs);
    t.after(() => follower.stop());
    follower.run();
    await until(() => follower.status().lastError && clock.next !== null, 'it has failed');
    const pause = clock.next - clock.now();
    assert.ok(pause >= least && pause <= Math.max(1_000, least), `${pause} ms`);
  });
}

for (const name of ['hang', 'hangInBody']) {
  test(`an LRS that does not answer is given up after 30 s (${name})`, async (t) => {
    const lrs = await startLrs(t, { faults: [faults[name]] });
    const { follower, clock } = follow(lrs);
    const step = follower.step();
    await until(() => lrs.requests.length === 1, 'it has asked');
    clock.pass(29_999);
    assert.equal(follower.status().lastError, null);
    clock.pass(1);
    assert.equal(await step, false);
    assert.match(follower.status().lastError.message, /longer than 30 s/);
  });

  test(`it can be stopped in the middle of a request, and run again (${name})`, async (t) => {
    const lrs = await startLrs(t, { faults: [faults[name]] });
    const { follower, clock, log, ...parts } = follow(lrs);
    lrs.put(statement(1));
    follower.run();
    await until(() => lrs.requests.length === 1, 'it has asked');
    await follower.stop();
    assert.deepEqual([clock.next, log.lines.length, follower.status().lastError], [null, 0, null]);
    assert.equal(await follower.step(), false);
    follower.run();
    await until(() => follower.status().caughtUp, 'it follows again');
    await follower.stop();
    assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
  });
}

test('of an answer without end no more is read than may be', async (t) => {
  const lrs = await startLrs(t, { faults: [faults.endless] });
  const { follower } = follow(lrs, { settings: { maxBody: 1_000_000 } });
  await follower.step();
  assert.match(follower.status().lastError.message, /more than 1000000 bytes/);
});

test('where a page is too large, smaller ones are asked for', async (t) => {
  const lrs = await startLrs(t, { most: 500 });
  const parts = follow(lrs, { settings: { maxBody: 20_000 } });
  const large = { result: { response: 'x'.repeat(2_000) } };
  for (let number = 0; number < 40; number++) lrs.put(statement(number, large), { stored: (lrs.now += 1e6) });
  lrs.settle();
  for (let tries = 0; tries < 10 && !parts.follower.status().caughtUp; tries++) while (await parts.follower.step());
  assert.equal(parts.follower.status().lastError, null);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});

const VERSIONS = [[['1.0.3']], [['2.0.0']], [['2.0.0', '1.0.3']]];

for (const [versions] of VERSIONS) {
  test(`an LRS is followed that speaks ${versions}`, async (t) => {
    const lrs = await startLrs(t, { versions, most: 2 });
    const parts = follow(lrs);
    for (let number = 0; number < 5; number++) lrs.put(statement(number));
    await catchUp(parts);
    assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
    const refused = lrs.requests.filter(({ headers }) => !versions.includes(headers['x-experience-api-version']));
    assert.equal(refused.length, versions.includes('1.0.3') ? 0 : 1, 'what it speaks is remembered');
  });
}

test('an LRS that speaks neither version is told of', async (t) => {
  const lrs = await startLrs(t, { versions: ['0.95'] });
  const { follower } = follow(lrs);
  await follower.step();
  assert.match(follower.status().lastError.message, /answered 400: no such version: 1\.0\.3/);
  assert.equal(lrs.requests.length, 2);
});

test('a store that fails is waited for like an LRS that fails, and nothing is passed over', async (t) => {
  const lrs = await startLrs(t);
  const good = follow(lrs);
  let isBroken = true;
  const broken = { putStatements: () => Promise.reject(new Error('disk full')) };
  const change = (work) => good.store.change((transaction) => work({ ...transaction, ...(isBroken && broken) }));
  const store = { ...good.store, change };
  const parts = follow(lrs, { store });
  lrs.put(statement(1));
  lrs.settle();
  await parts.follower.step();
  assert.equal(parts.follower.status().lastError.message, 'disk full');
  assert.equal(parts.log.lines[0].level, 'error');
  isBroken = false;
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
});
