// Links that an LRS gives: to more of an answer, and redirects. Credentials go to its own origin only.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { thrownBy, statement } from '../../helpers.js';
import { catchUp, follow, storedTexts } from './helpers.js';
import { faults, startLrs } from './lrs.js';

const numbered = (count) => Array.from({ length: count }, (_, index) => statement(index));

/** A server of another origin, that counts who comes. */
async function startStranger(t) {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    response.end('{"statements":[],"more":""}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));
  return { requests, origin: `http://127.0.0.1:${server.address().port}` };
}

const OWN_LINKS = {
  'a path': () => (path) => path,
  'a whole URL': (lrs) => (path) => lrs.origin + path,
  'relative to the resource': () => (path) => path.replace('/data/xAPI/', ''),
  'without the protocol': (lrs) => (path) => lrs.origin.replace('http:', '') + path,
};

for (const [name, linkOf] of Object.entries(OWN_LINKS)) {
  test(`a link to more is followed that is ${name}`, async (t) => {
    const lrs = await startLrs(t, { most: 3 });
    lrs.link = linkOf(lrs);
    for (const each of numbered(10)) lrs.put(each);
    const parts = follow(lrs);
    await catchUp(parts);
    assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
    assert.equal(lrs.requests.length, 4);
  });
}

const FOREIGN_LINKS = {
  'another port': (lrs, stranger) => (path) => stranger.origin + path,
  'another host': (lrs) => (path) => lrs.origin.replace('127.0.0.1', 'localhost') + path,
  'another protocol': (lrs) => (path) => lrs.origin.replace('http:', 'https:') + path,
  'another user': (lrs) => (path) => lrs.origin.replace('//', '//somebody:else@') + path,
  'another host, without the protocol': (lrs, stranger) => (path) => stranger.origin.replace('http:', '') + path,
  'no server at all': () => () => 'data:application/json,{"statements":[]}',
  nowhere: () => () => 'http://',
};

for (const [name, linkOf] of Object.entries(FOREIGN_LINKS)) {
  test(`a link to more is refused that leads to ${name}`, async (t) => {
    const stranger = await startStranger(t);
    const lrs = await startLrs(t, { most: 3 });
    lrs.link = linkOf(lrs, stranger);
    for (const each of numbered(10)) lrs.put(each);
    const { follower, log } = follow(lrs);
    assert.equal(await follower.step(), false);
    assert.equal(lrs.requests.length, 1);
    assert.deepEqual(stranger.requests, []);
    assert.match(follower.status().lastError.message, /continues its answer at/);
    assert.match(log.lines[0].reason, /continues its answer at/);
  });
}

test('a redirect is followed within the origin, and refused to another', async (t) => {
  const stranger = await startStranger(t);
  const lrs = await startLrs(t);
  lrs.put(statement(1));
  const there = `${lrs.url}/statements?ascending=true`;
  lrs.faults.push(faults.answer(307, { Location: there }));
  const parts = follow(lrs);
  await catchUp(parts);
  assert.deepEqual(await storedTexts(parts, lrs.texts), lrs.texts);
  lrs.faults.push(faults.answer(302, { Location: `${stranger.origin}/data/xAPI/statements` }));
  assert.equal(await parts.follower.step(), false);
  assert.match(
    parts.follower.status().lastError.message,
    /redirects to http:\/\/127\.0\.0\.1:\d+, but it is followed at/,
  );
  assert.deepEqual(stranger.requests, []);
});

test('redirects in circles are not followed for ever', async (t) => {
  const lrs = await startLrs(t);
  for (let times = 0; times < 100; times++) lrs.faults.push(faults.answer(302, { Location: `${lrs.url}/statements` }));
  const { follower } = follow(lrs);
  await follower.step();
  assert.match(follower.status().lastError.message, /in circles/);
  assert.ok(lrs.requests.length < 10);
});

for (const length of [1, 2, 3, 7]) {
  test(`links to more in a circle of ${length} are not followed for ever`, async (t) => {
    const lrs = await startLrs(t);
    let asked = 0;
    const again = ({ response }) => {
      if (asked > 100) return response.destroy();
      const more = `/data/xAPI/statements?more=${++asked < 4 ? `way${asked}` : asked % length}`;
      lrs.faults.push(again);
      response.end(JSON.stringify({ statements: [], more }));
    };
    lrs.faults.push(again);
    const { follower } = follow(lrs);
    while (await follower.step());
    assert.match(follower.status().lastError.message, /where it continued it before/);
    assert.ok(asked < 50, `${asked} requests`);
  });
}

test('what is no http URL, or bears credentials, cannot be followed', async (t) => {
  const lrs = await startLrs(t);
  for (const url of [
    '',
    'lrs.example.org',
    'file:///etc/passwd',
    'http://',
    'https://key:secret@lrs.example.org/xapi',
  ]) {
    const error = thrownBy(() => follow({ ...lrs, url }));
    assert.equal(error.name, 'SettingsError', url);
    assert.ok(!error.message.includes('key:secret'));
  }
});
