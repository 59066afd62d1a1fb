// Calls from one thread to another: requests by number, their answers, how far they are, and that they are no longer wanted.

import { abortError, pack, StudyError, unpack } from './errors.js';

/**
 * A worker, the scope inside of one, or one end of a channel.
 * @typedef {object} Port
 * @property {(message: any, transfer: Transferable[]) => void} postMessage
 * @property {(type: 'message' | 'error' | 'messageerror', listener: (event: any) => void) => void} addEventListener
 * @property {() => void} [start]
 *
 * @typedef {object} CallOptions
 * @property {AbortSignal} [signal]
 * @property {(progress: any) => void} [onProgress]
 * @property {Transferable[]} [transfer]
 *
 * @typedef {object} Circumstances what a handler is told beside its argument
 * @property {AbortSignal} signal
 * @property {(progress: unknown) => void} onProgress
 */

/** An answer of which some parts are given away rather than copied. */
export class Given {
  /** @param {unknown} value @param {Transferable[]} transfer */
  constructor(value, transfer) {
    this.value = value;
    this.transfer = transfer;
  }
}

/** Calls the one at the other end. When that one dies, so do all calls: nobody waits for ever. */
export class Caller {
  /** @type {Map<number, {resolve: (value: any) => void, reject: (error: unknown) => void, onProgress?: (progress: any) => void}>} */
  #waiting = new Map();
  #last = 0;
  #port;
  /** Why no more calls can be made. @type {Error | null} */
  ended = null;

  /** @param {Port} port */
  constructor(port) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => this.#hear(data));
    port.addEventListener('messageerror', () => this.end(new StudyError('an answer of a worker cannot be read')));
    port.addEventListener('error', (event) => {
      event.preventDefault?.();
      this.end(new StudyError(`a worker of this page ended${event.message ? `: ${event.message}` : ''}`));
    });
    port.start?.();
  }

  /** @param {string} method @param {unknown} [argument] @param {CallOptions} [options] @returns {Promise<any>} */
  call(method, argument, { signal, onProgress, transfer = [] } = {}) {
    if (signal?.aborted) return Promise.reject(abortError());
    if (this.ended) return Promise.reject(this.ended);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        if (!this.#waiting.delete(id)) return;
        this.#port.postMessage({ cancel: id }, []);
        reject(abortError());
      };
      signal?.addEventListener('abort', cancel);
      const done = (/** @type {(value: any) => void} */ settle) => (/** @type {any} */ value) => {
        signal?.removeEventListener('abort', cancel);
        settle(value);
      };
      this.#waiting.set(id, { resolve: done(resolve), reject: done(reject), onProgress });
      try {
        this.#port.postMessage({ id, method, argument }, transfer);
      } catch (error) {
        this.#waiting.delete(id);
        done(reject)(error);
      }
    });
  }

  /** All calls fail, those to come too. @param {Error} why */
  end(why) {
    this.ended ??= why;
    for (const { reject } of this.#waiting.values()) reject(this.ended);
    this.#waiting.clear();
  }

  /** @param {{id: number, result?: unknown, error?: ReturnType<typeof pack>, progress?: unknown}} message */
  #hear({ id, result, error, progress }) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return; // cancelled meanwhile
    if (progress !== undefined) {
      waiting.onProgress?.(progress);
      return;
    }
    this.#waiting.delete(id);
    if (error) waiting.reject(unpack(error));
    else waiting.resolve(result);
  }
}

/**
 * Answers calls with the methods of an object.
 * @param {Port} port
 * @param {Record<string, any>} methods `(argument, circumstances) => answer`, or a promise of it
 */
export function answer(port, methods) {
  /** @type {Map<number, AbortController>} */
  const running = new Map();
  port.addEventListener('message', async ({ data: { id, method, argument, cancel } }) => {
    if (cancel !== undefined) {
      running.get(cancel)?.abort(abortError());
      return;
    }
    const abort = new AbortController();
    running.set(id, abort);
    const onProgress = (/** @type {unknown} */ progress) => port.postMessage({ id, progress }, []);
    try {
      const result = await methods[method](argument, { signal: abort.signal, onProgress });
      if (result instanceof Given) port.postMessage({ id, result: result.value }, result.transfer);
      else port.postMessage({ id, result }, []);
    } catch (error) {
      port.postMessage({ id, error: pack(error) }, []);
    } finally {
      running.delete(id);
    }
  });
  port.start?.();
}
