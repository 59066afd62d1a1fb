// Clients who send statements all the time, overlapping batches of them, and send again what was not acknowledged, unless they
// give up.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { cohortStatement } from './cohort.js';
import { until } from './processes.js';

/** Of a batch, at most: statements of the cohort that are new, and known ones; those are among so many of the last. */
const [FRESH, AGAIN, LAST] = [4, 4, 60];

/** Milliseconds: nobody waits longer for an answer; until a batch is sent again, and until the next one. */
const [PATIENCE, AGAIN_IN, NEXT_IN] = [180_000, 200, 100];

/**
 * @param {import('node:test').TestContext} t whose end is theirs
 * @param {object} options
 * @param {ReturnType<import('../helpers.js').random>} options.dice
 * @param {number} options.senders
 * @param {number} options.learners
 * @param {number} options.most statements; from then on known ones only
 * @param {string} options.authorization
 * @param {() => string} options.address of a server, asked for before each request
 * @param {(() => boolean) | null} options.givesUp whether a sender leaves it at that when a server vanishes amid a request; null
 *   where servers must not
 */
export function startSenders(t, { dice, senders, learners, most, authorization, address, givesUp }) {
  const statements = [];
  const acknowledged = new Set();
  /** By status, 0 standing for no answer: how often, and the most milliseconds it took. @type {Record<number, {times: number, longest: number}>} */
  const seen = {};
  let isOver = false;
  t.after(() => (isOver = true));

  const fresh = () => {
    const count = Math.min(1 + dice.below(FRESH), most - statements.length);
    return Array.from({ length: Math.max(0, count) }, () => {
      const next = cohortStatement(statements.length, dice, learners);
      statements.push(next);
      return next;
    });
  };

  const nextBatch = () => {
    const again = Array.from({ length: 1 + dice.below(AGAIN) }, () => dice.of(statements.slice(-LAST)));
    return [...new Map([...fresh(), ...again.filter(Boolean)].map((each) => [each.id, each])).values()];
  };

  const ask = async (body) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(`${address()}/data/xAPI/statements`, { method: 'POST', headers, body, signal });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), told: await response.text() };
  };

  /** Until it is acknowledged, or given up. */
  const send = async (batch) => {
    const body = JSON.stringify(batch);
    for (;;) {
      const start = performance.now();
      const { status, retryAfter, told } = await ask(body).catch((error) => {
        if (givesUp === null) throw error;
        return { status: 0 };
      });
      const { times, longest } = seen[status] ?? { times: 0, longest: 0 };
      seen[status] = { times: times + 1, longest: Math.max(longest, Math.round(performance.now() - start)) };
      if (status === 200) {
        for (const { id } of batch) acknowledged.add(id);
        return;
      }
      if (status === 503) assert.match(retryAfter, /^[1-9]\d*$/);
      else assert.equal(status, 0, told);
      if (status === 0 && givesUp?.()) return;
      await sleep(AGAIN_IN);
    }
  };

  const sendOn = async () => {
    while (!isOver) {
      const batch = nextBatch();
      // Sometimes the same is sent twice at the same time.
      await Promise.all(dice.chance(0.25) ? [send(batch), send(batch)] : [send(batch)]);
      await sleep(NEXT_IN);
    }
  };

  const sending = Promise.all(Array.from({ length: senders }, sendOn));
  sending.catch(() => {}); // whoever ends it is told
  return {
    ...{ statements, acknowledged, seen },
    /** Waits until so many more are acknowledged; fails as soon as a sender does. */
    async acknowledgeMore(count, seconds = 60) {
      const least = acknowledged.size + count;
      const what = () => `${count} more are acknowledged; answers so far ${JSON.stringify(seen)}`;
      await Promise.race([sending, until(what, () => acknowledged.size >= least, seconds)]);
    },
    /** Begins nothing more, and waits until all is acknowledged or given up. */
    async end() {
      isOver = true;
      await sending;
    },
  };
}
