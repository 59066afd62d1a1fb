// Brings the engine's WebAssembly to life in whatever runtime this is.
import createModule from './wasm/engine.mjs';

/** The module that loadEngine() uses where the caller brings none: compiled once. @type {Promise<WebAssembly.Module> | undefined} */
let shared;

const isNodeLike = () => typeof process === 'object' && Boolean(process.versions?.node);

async function compileOwn() {
  const url = new URL('./wasm/engine.wasm', import.meta.url);
  if (isNodeLike()) {
    const { readFile } = await import('node:fs/promises');
    return WebAssembly.compile(await readFile(url));
  }
  return WebAssembly.compileStreaming(fetch(url));
}

/** @param {WebAssembly.Module | BufferSource} [source] */
async function compiled(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source) return WebAssembly.compile(source);
  shared ??= compileOwn();
  try {
    return await shared;
  } catch (error) {
    shared = undefined; // a network that failed may be there the next time
    throw error;
  }
}

const silent = () => {};

/**
 * A fresh instance with a memory of its own.
 * @param {WebAssembly.Module | BufferSource} [source]
 * @returns {Promise<any>} the glue's module object
 */
export async function instantiate(source) {
  const module = await compiled(source);
  return new Promise((resolve, reject) => {
    createModule({
      // Workers of some platforms know no URL of the file they run: the glue need not resolve any.
      locateFile: (/** @type {string} */ path) => path,
      print: silent,
      printErr: silent,
      instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {Function} */ done) {
        WebAssembly.instantiate(module, imports).then((instance) => done(instance, module), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}
