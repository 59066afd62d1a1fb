// How long the page does not answer to its user: the longest task of its main thread, as the browser traces it. What counts
// is the processor's time, since the page's workers, and whatever else runs on a machine, may keep a task waiting amid its
// work; a long task that a PerformanceObserver tells of is twice as long on a machine that is as busy.

import assert from 'node:assert/strict';

/** The longest that the page may not answer, in milliseconds. */
export const LONGEST_TASK = 200;

const TRACE = /** @type {const} */ ({
  transferMode: 'ReturnAsStream',
  traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: ['toplevel'], excludedCategories: ['*'] },
});
const TASK = /RunTask$/;

/**
 * The longest task while something is done, in milliseconds.
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<number>}
 */
export async function longestTask(page, act) {
  const browser = page.context().browser();
  const session = await /** @type {import('playwright-core').Browser} */ (browser).newBrowserCDPSession();
  try {
    await session.send('Tracing.start', TRACE);
    await act();
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    const { stream, dataLossOccurred } = await complete;
    assert.equal(dataLossOccurred, false, 'the trace has no room for all that happened');
    return longestIn(JSON.parse(await read(session, stream)).traceEvents);
  } finally {
    await session.detach();
  }
}

/** @param {import('playwright-core').CDPSession} session @param {string} handle */
async function read(session, handle) {
  const parts = [];
  for (;;) {
    const { data, base64Encoded, eof } = await session.send('IO.read', { handle });
    parts.push(Buffer.from(data, base64Encoded ? 'base64' : 'utf8'));
    if (eof) break;
  }
  await session.send('IO.close', { handle });
  return Buffer.concat(parts).toString();
}

/** @param {any[]} events */
function longestIn(events) {
  const isMain = ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain';
  const threads = new Set(events.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events.filter(
    ({ ph, name, pid, tid }) => ph === 'X' && TASK.test(name) && threads.has(`${pid} ${tid}`),
  );
  assert.ok(tasks.length > 0, 'the browser traces no tasks');
  return tasks.reduce((longest, { tdur, dur }) => Math.max(longest, (tdur ?? dur) / 1000), 0);
}
