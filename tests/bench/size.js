// What a page or an edge function has to fetch, and how soon an engine is there.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { loadEngine } from 'xapi-journeys';
import { median, timeOf } from './measure.js';
import { readable } from './table.js';

const TIMES = 15;

export async function benchSize({ quick }) {
  const wasm = readFileSync(new URL(import.meta.resolve('xapi-journeys/engine.wasm')));
  const best = { params: { [constants.BROTLI_PARAM_QUALITY]: quick ? 5 : 11 } };
  const module = await WebAssembly.compile(wasm);
  const figures = {
    bytes: wasm.length,
    gzip: gzipSync(wasm, { level: 9 }).length,
    brotli: brotliCompressSync(wasm, best).length,
    compileMilliseconds: await medianOf(() => WebAssembly.compile(wasm)),
    instantiateMilliseconds: await medianOf(async () => (await loadEngine({ module })).dispose()),
  };
  const kilobytes = (bytes) => `${readable(bytes / 1000)} KB`;
  const { bytes, gzip, brotli, compileMilliseconds, instantiateMilliseconds } = figures;
  return {
    title: 'The WebAssembly: its size, and the time until an engine is there',
    columns: ['raw', 'gzip', 'brotli', 'compile, ms', 'instantiate, ms'],
    rows: [
      [
        kilobytes(bytes),
        kilobytes(gzip),
        kilobytes(brotli),
        readable(compileMilliseconds),
        readable(instantiateMilliseconds),
      ],
    ],
    figures,
  };
}

async function medianOf(call) {
  const times = [];
  for (let count = 0; count < TIMES; count += 1) times.push(await timeOf(call));
  return median(times);
}
