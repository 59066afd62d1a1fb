// The command that runs the service shows the page, unless it is told not to; and the demo says where it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder } from '../js/cli-tools.js';
import { startServer, until } from '../js/service/processes.js';
import './servers.js'; // which builds the page

const skip = process.env.PAGE_DIST ? 'the command serves web-demo/dist only' : false;

/** What a server answers at its root. */
async function rootOf(t, options) {
  const server = await startServer(folder(t).path('journeys.db'), options);
  t.after(() => server.kill());
  const response = await fetch(server.address);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

test('serve shows the page at its root', { skip }, async (t) => {
  const { status, type, text } = await rootOf(t, {});
  assert.deepEqual([status, type], [200, 'text/html; charset=utf-8']);
  assert.match(text, /<div id="app">/);
});

for (const [said, options] of [
  ['--no-page', { args: ['--no-page'] }],
  ['SERVE_PAGE=false', { env: { SERVE_PAGE: 'false' } }],
]) {
  test(`with ${said} serve shows where to go on instead`, { skip }, async (t) => {
    const { status, text } = await rootOf(t, options);
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(text), { name: 'xapi-journeys', documentation: '/openapi.json' });
  });
}

test('the demo says where the page is', { skip }, async (t) => {
  for (const [args, expected] of [
    [['--demo'], true],
    [['--demo', '--no-page'], false],
  ]) {
    const server = await startServer(folder(t).path('unused.db'), { args });
    t.after(() => server.kill());
    await until('the demo has said all', () => server.output().includes('Ctrl-C'));
    const [, page] = /in a browser\s+(http:\S+)/.exec(server.output()) ?? [];
    assert.equal(page, expected ? `${server.address}/` : undefined);
    if (page) assert.match((await fetch(page)).headers.get('content-type'), /html/);
  }
});
