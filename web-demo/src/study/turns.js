// Lets a busy thread hear its messages: long work is done in slices, and between two of them others have a turn.

/** Milliseconds that a slice of work takes. */
const SLICE = 6;

const nextTask =
  typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : byMessage();

/** By a message to oneself: it comes behind those that wait already, and sooner than any timer. */
function byMessage() {
  const { port1, port2 } = new MessageChannel();
  /** @type {((value?: unknown) => void)[]} */
  const waiting = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}

/** Work in slices. */
export class Turns {
  #since = performance.now();

  /** @param {AbortSignal} [signal] */
  constructor(signal) {
    this.signal = signal;
  }

  /** Whether it is time to give others a turn. */
  get isOver() {
    return performance.now() - this.#since > SLICE;
  }

  /** Gives them one. @throws AbortError where the work is no longer wanted */
  async next() {
    await nextTask();
    this.signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
