// A lead and its workers for tests: their real logic with real engines, in this thread. Workers are behind channels; the
// lead is not, since no channel of Node takes a File.

import { readFile } from 'node:fs/promises';
import { answer } from '../../../web-demo/src/study/calls.js';
import { Lead } from '../../../web-demo/src/study/lead.js';
import { Shard } from '../../../web-demo/src/study/shard.js';

const wasm = new URL('../../../js/engine/wasm/engine.wasm', import.meta.url);
/** The engine's code, compiled once. */
export const module = WebAssembly.compile(await readFile(wasm));

/** When the files of these tests were last written. */
export const WRITTEN = Date.UTC(2026, 5, 1, 12, 0, 0, 250);

/** The other end of a channel at which an object answers, as a worker would. @param {object} methods */
export function workerOf(methods) {
  const { port1, port2 } = new MessageChannel();
  answer(port1, methods);
  return Object.assign(port2, { terminate: () => port2.close() });
}

/**
 * A lead as the page calls it; closed when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {{shards?: number, onWorker?: (worker: any) => void}} [options]
 */
export async function openLead(t, { shards = 2, onWorker } = {}) {
  const openWorker = () => {
    const worker = workerOf(new Shard(['en']));
    onWorker?.(worker);
    t.after(() => worker.close());
    return worker;
  };
  const lead = new Lead({ compile: () => module, openWorker, shards, languages: ['en'] });
  await lead.open();
  return {
    /** @param {string} method @param {unknown} [argument] @param {{signal?: AbortSignal, onProgress?: (progress: any) => void}} [options] */
    async call(method, argument, { signal = new AbortController().signal, onProgress = () => {} } = {}) {
      return lead[method](argument, { signal, onProgress });
    },
  };
}

/** @param {BlobPart} content @param {string} [name] */
export const fileOf = (content, name = 'statements.ndjson') => new File([content], name, { lastModified: WRITTEN });

/** @param {Awaited<ReturnType<typeof openLead>>} lead @param {...File} files */
export const bring = (lead, ...files) => lead.call('load', { kind: 'files', files });

/** The whole table of learners, by name. */
export const ALL = { sort: 'name', descending: false, search: '', from: 0, count: 1e9, instant: null };
