// Requests under way: begins them for what is due, a bounded number at a time and of one outcome, and settles each. A delivery
// is leased before it is sent, so that no two processes send it at the same time; one that vanishes leaves it to the others
// when its lease is over.

import { setMaxListeners } from 'node:events';
import { giveBack } from '../give-back.js';
import { leaseDue } from './lease.js';
import { createSender } from './send.js';
import { settle } from './settle.js';

/** Requests at a time. */
const MOST = 64;

/** From so many requests on an outcome gets no more: a slow receiver is not to take all. */
const MOST_PER_OUTCOME = 8;

/** A lease outlives the request by this, in milliseconds: time to settle it. */
const MARGIN = 5_000;

/** Where the store is slow leasing alone takes up the lease: it lasts longer by so many times what that took last, and no longer than that. */
const [TIMES_AS_SLOW, SLOWEST] = [4, 60_000];

/** Until the store is tried again, where it does not take what became of a delivery. */
const SETTLE_AGAIN = 500;

/** @typedef {import('./lease.js').Sendable} Sendable */

/** What every request under way listens to. */
function newCut() {
  const cut = new AbortController();
  setMaxListeners(0, cut.signal);
  return cut;
}

/**
 * @param {import('../service.js').Context} context
 * @param {{lookup?: import('./guard.js').Lookup, random: () => number, onEnd: () => void}} options onEnd: called after each request
 */
export function createWorker(context, { lookup, random, onEnd }) {
  const { store, clock, settings, log, worker, metrics } = context;
  const { deliveryTimeout } = settings;
  const sender = createSender(context, lookup);
  /** By outcome and delivery. @type {Map<string, Map<string, Promise<void>>>} */
  const underWay = new Map();
  let cutting = newCut();
  let isStopping = false;
  /** What leasing took last, in milliseconds. */
  let slowness = 0;

  const requests = () => [...underWay.values()].flatMap((ofOutcome) => [...ofOutcome.values()]);

  /** @param {Sendable} sendable @param {number} until */
  function track(sendable, until) {
    const { _id, outcome } = sendable.delivery;
    const ofOutcome = underWay.get(outcome) ?? new Map();
    if (ofOutcome.has(_id)) return; // so slow that its lease was over: it is settled when it ends
    underWay.set(outcome, ofOutcome);
    const request = deliver(sendable, until)
      .catch((error) => log.error({ error, delivery: _id }, 'a delivery was lost sight of; its lease will end'))
      .finally(() => {
        ofOutcome.delete(_id);
        if (ofOutcome.size === 0) underWay.delete(outcome);
        onEnd();
      });
    ofOutcome.set(_id, request);
  }

  /** @param {Sendable} sendable @param {number} until the end of the lease */
  async function deliver({ delivery, callback }, until) {
    const body = await store.deliveryBody(delivery._id);
    const start = clock.now();
    if (body === null || start + deliveryTimeout > until) return; // deleted meanwhile, or no time is left for it
    const answer = await sender.send(delivery, body, callback, cutting.signal);
    if (answer.isCut) return; // not the receiver's fault: the lease is given back
    const { _id, journey, outcome } = delivery;
    metrics.delivery(answer.isTaken ? 'delivered' : 'failed', (clock.now() - start) / 1000);
    const told = { delivery: _id, journey, outcome, status: answer.status };
    if (answer.isTaken) log.debug(told, 'delivered');
    else log.warn({ ...told, reason: answer.error }, 'not delivered');
    const hasTripped = await settleWithin(until, () => settle(context, delivery, answer, random));
    if (hasTripped) log.warn({ journey, outcome }, 'an outcome is switched off: its receiver fails');
  }

  /** Whoever has been sent something is not to get it again only because the store was busy. @template Result @param {number} until @param {() => Promise<Result>} action @returns {Promise<Result>} */
  async function settleWithin(until, action) {
    const { signal } = cutting;
    for (;;) {
      try {
        return await action();
      } catch (error) {
        if (signal.aborted || clock.now() + SETTLE_AGAIN >= until) throw error;
        log.warn({ error }, 'what became of a delivery could not be stored; it is tried again');
        await pause(SETTLE_AGAIN, signal);
      }
    }
  }

  /** @param {number} milliseconds @param {AbortSignal} signal ends it early */
  async function pause(milliseconds, signal) {
    let end = () => {};
    const ended = new Promise((resolve) => (end = () => resolve(undefined)));
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener('abort', end);
    await ended;
    cancel();
    signal.removeEventListener('abort', end);
  }

  return {
    requests,

    /** Leases what is due and begins to send it. @returns {Promise<{due: number, next: string | null}>} how much was due, and where nothing was, when there will be more */
    async begin() {
      const limit = MOST - requests().length;
      if (limit <= 0 || isStopping) return { due: 0, next: null };
      const start = clock.now();
      const milliseconds = deliveryTimeout + MARGIN + Math.min(SLOWEST, TIMES_AS_SLOW * slowness);
      const until = start + milliseconds;
      const except = [...underWay].filter(([, { size }]) => size >= MOST_PER_OUTCOME).map(([outcome]) => outcome);
      const limits = { milliseconds, limit, perOutcome: MOST_PER_OUTCOME, except };
      const { due, sendable, next } = await leaseDue(context, limits);
      slowness = clock.now() - start;
      if (!isStopping) for (const each of sendable) track(each, until);
      return { due, next };
    },

    /** Begins nothing more, lets requests end for so many milliseconds and cuts the others; then gives back what is leased. @param {number} grace @param {() => Promise<void>} quiet until nobody is about to begin any */
    async stop(grace, quiet) {
      isStopping = true;
      const cut = () => cutting.abort();
      const cancel = grace > 0 ? clock.after(grace, cut) : cut();
      await quiet();
      await Promise.all(requests());
      cancel?.();
      await giveBack(context, (transaction) => transaction.releaseDeliveries(worker));
      [cutting, isStopping] = [newCut(), false];
    },
  };
}
