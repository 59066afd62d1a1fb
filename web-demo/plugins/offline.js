// Writes the service worker into the build: src/offline/worker.js, told of all built files and a digest of them.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const WORKER = new URL('../src/offline/worker.js', import.meta.url);

/** @returns {import('vite').Plugin} */
export function offline() {
  let publicFolder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        /** @type {[string, string | Uint8Array][]} */
        const files = Object.values(bundle).map((file) => [file.fileName, 'code' in file ? file.code : file.source]);
        for (const name of readdirSync(publicFolder)) files.push([name, readFileSync(`${publicFolder}/${name}`)]);
        this.emitFile({ type: 'asset', fileName: 'worker.js', source: workerFor(files) });
      },
    },
  };
}

/** @param {[string, string | Uint8Array][]} files by name */
function workerFor(files) {
  const source = readFileSync(WORKER, 'utf8');
  const hash = createHash('sha256').update(source);
  files.sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, content] of files) hash.update(name).update(content);
  // The page itself is what its folder answers with.
  const names = files.map(([name]) => (name === 'index.html' ? './' : name));
  const page = { version: hash.digest('hex').slice(0, 16), files: names };
  return `self.page = ${JSON.stringify(page)};\n${source}`;
}
