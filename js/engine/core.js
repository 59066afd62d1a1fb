// Calls into WebAssembly: text in through the engine's own buffers, answers out, every failure one JourneysError.
import { JourneysError } from './errors.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Status codes of bindings/engine.cpp. */
const ANSWERED = 0;
const FAILED = 1;
const OUT_OF_MEMORY = 2;
const OUT_OF_MEMORY_MESSAGE = 'out of memory: load another engine and give it smaller batches';

const LINE_FEED = 10;

/** Texts up to this length are written into the engine's memory at once. */
const SHORT_TEXT = 1024 * 1024;

/** The most that is taken in at once: a half of what a buffer inside the engine can hold. */
const MOST_BYTES = 1024 * 1024 * 1024;

/** @param {unknown} value */
const isShared = (value) => typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer;

/** @param {unknown} value */
const isBinary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) || isShared(value);

/** @param {any} value @param {string} what */
function toBytes(value, what) {
  // Taken as it is: making a view of each statement takes time. One whose bytes were taken away has no length.
  if (value instanceof Uint8Array && value.length > 0) return value;
  try {
    return ArrayBuffer.isView(value)
      ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      : new Uint8Array(value);
  } catch (error) {
    throw new JourneysError('ArgumentError', what, `has no bytes any more: ${error}`);
  }
}

/** @param {unknown} value @param {string} what */
function toText(value, what) {
  if (typeof value === 'string') {
    if (value.isWellFormed?.() === false) {
      throw new JourneysError('ArgumentError', what, 'has half of a surrogate pair: no UTF-8 text can hold it');
    }
    return value;
  }
  if (typeof value !== 'object' || value === null || value instanceof Map || value instanceof Set) {
    throw new JourneysError('ArgumentError', what, 'must be JSON: bytes, a string or an object');
  }
  let text;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new JourneysError('ArgumentError', what, `cannot be written as JSON: ${error}`);
  }
  if (text === undefined) throw new JourneysError('ArgumentError', what, 'cannot be written as JSON');
  return text;
}

/**
 * JSON as a text or as bytes. All that a call is given goes through here before any of it enters the engine: turning
 * an object into text may run the caller's code, which may call the engine.
 * @param {unknown} json
 * @param {string} what names it in errors
 * @returns {string | Uint8Array}
 */
export function toJson(json, what) {
  return isBinary(json) ? toBytes(json, what) : toText(json, what);
}

/** The same for statements, which may also come as an array of bytes: texts on lines of their own. @param {unknown} statements @param {string} what */
export function toStatements(statements, what) {
  const isParts = Array.isArray(statements) && statements.length > 0 && statements.every(isBinary);
  return isParts ? statements.map((part) => toBytes(part, what)) : toJson(statements, what);
}

/** One instance of the engine and its memory. */
export class Core {
  #module;
  #host;
  /** Why nothing can be called any more. @type {JourneysError | undefined} */
  #ended;

  /** @param {any} module what the glue gives */
  constructor(module) {
    this.#module = module;
    this.#host = new module.Host();
  }

  get memory() {
    return this.#module.HEAPU8.byteLength;
  }

  /** Puts what toJson() or toStatements() gave into a slot, and returns how many bytes it has there. @param {number} slot @param {string | Uint8Array | Uint8Array[]} json */
  put(slot, json) {
    if (Array.isArray(json)) return this.#putLines(slot, json);
    if (typeof json !== 'string') return this.putPieces(slot, [json]);
    // A UTF-16 unit never takes more than three bytes, which is too much to ask for where the text is long: most are
    // mostly ASCII.
    const size = json.length <= SHORT_TEXT ? json.length * 3 : Math.ceil(json.length * 1.125);
    const { read, written } = encoder.encodeInto(json, this.room(slot, size));
    return read === json.length ? written : this.putPieces(slot, [encoder.encode(json)]);
  }

  /** Puts the pieces of one text into a slot. @param {number} slot @param {Uint8Array[]} pieces @returns {number} */
  putPieces(slot, pieces) {
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    const room = this.room(slot, size);
    let at = 0;
    for (const piece of pieces) {
      room.set(piece, at);
      at += piece.length;
    }
    return size;
  }

  /** @param {number} slot @param {Uint8Array[]} texts @returns {number} */
  #putLines(slot, texts) {
    const size = texts.reduce((sum, { length }) => sum + length + 1, 0);
    const room = this.room(slot, size);
    let at = 0;
    for (const text of texts) {
      room.set(text, at);
      at += text.length;
      room[at++] = LINE_FEED;
    }
    return size;
  }

  /** Room for so many bytes in a slot. Valid until the next call. @param {number} slot @param {number} size */
  room(slot, size) {
    if (size > MOST_BYTES) throw new JourneysError('ArgumentError', '', 'is more than 1 GB: give smaller batches');
    const address = this.#run(() => this.#host.reserve(slot, size));
    if (address === 0 && size > 0) throw this.#end(OUT_OF_MEMORY_MESSAGE);
    // Memory may have grown: the view is fetched anew each time.
    return this.#module.HEAPU8.subarray(address, address + size);
  }

  /** Calls the engine and returns its answer as bytes, valid until the next call. @param {string} name @param {...(number | boolean)} args @returns {Uint8Array} */
  bytes(name, ...args) {
    const status = this.#run(() => this.#host[name](...args));
    if (status === ANSWERED) return this.#answer();
    if (status === FAILED) {
      const { name: kind, path, message, errors } = JSON.parse(decoder.decode(this.#answer()));
      throw new JourneysError(kind, path, message, errors);
    }
    // What was under way is half done: nothing that the engine would say from here on could be trusted.
    throw this.#end(
      status === OUT_OF_MEMORY ? OUT_OF_MEMORY_MESSAGE : `a fault of the engine in ${name}: please report it`,
    );
  }

  /** @param {string} name @param {...(number | boolean)} args @returns {string} */
  text(name, ...args) {
    const bytes = this.bytes(name, ...args);
    try {
      return decoder.decode(bytes);
    } catch {
      const size = `${Math.round(bytes.length / 2 ** 20)} MB`;
      throw new JourneysError('EngineError', '', `the answer of ${size} is longer than a JavaScript string can be`);
    }
  }

  /** @param {string} name @param {...(number | boolean)} args @returns {any} */
  json(name, ...args) {
    return JSON.parse(this.text(name, ...args));
  }

  /** The columns of the last matchColumns, as views. */
  columns() {
    const size = this.#host.columnSize();
    /** @param {number} column */
    const column = (column) => {
      const start = this.#host.columnAddress(column) / Uint32Array.BYTES_PER_ELEMENT;
      return this.#module.HEAPU32.subarray(start, start + size);
    };
    return {
      statements: this.#host.columnStatements(),
      invalid: this.#host.columnInvalid(),
      statement: column(0),
      journey: column(1),
      waypoint: column(2),
    };
  }

  /** Lets go of a handle; harmless once the engine has ended. @param {string} name @param {number} handle */
  release(name, handle) {
    if (!this.#ended) this.#run(() => this.#host[name](handle));
  }

  dispose() {
    if (this.#ended) return;
    this.#ended = new JourneysError('DisposedError', '', 'this engine was disposed');
    this.#host.delete();
  }

  #answer() {
    const address = this.#host.resultAddress();
    return this.#module.HEAPU8.subarray(address, address + this.#host.resultSize());
  }

  /** No call can be made from here on. @param {string} message */
  #end(message) {
    this.#ended = new JourneysError('EngineError', '', message);
    return this.#ended;
  }

  /** Runs a call. What WebAssembly throws here is a fault of ours, after which its memory cannot be trusted. @template T @param {() => T} call @returns {T} */
  #run(call) {
    if (this.#ended) throw this.#ended;
    try {
      return call();
    } catch (error) {
      throw this.#end(`the engine failed and has to be loaded anew: ${error}`);
    }
  }
}
