// The worker that the page talks to. It has others below it, which hold the statements.

import wasm from '../../../js/engine/wasm/engine.wasm?url';
import { answer } from './calls.js';
import { Lead } from './lead.js';

const MOST_SHARDS = 4;

/** Compiled once for all workers. Not by streaming: not every host of static files knows the type of WebAssembly. */
async function compile() {
  const response = await fetch(new URL(wasm, self.location.href));
  if (!response.ok) throw new Error(`the engine cannot be fetched (${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}

const openWorker = () => new Worker(new URL('./shard.worker.js', import.meta.url), { type: 'module' });
const shards = Math.max(1, Math.min(MOST_SHARDS, navigator.hardwareConcurrency || 1));

answer(
  /** @type {import('./calls.js').Port} */ (/** @type {unknown} */ (self)),
  new Lead({ compile, openWorker, shards, languages: navigator.languages }),
);
