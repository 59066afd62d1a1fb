// Reads JSON with the place of everything in the text. JSON.parse will not do: it forgets where things
// stand, which of two equal keys came first, and how a number was written; a condition must keep all that.

/**
 * @typedef {{from: number, to: number}} Place where it stands in the text, in UTF-16 units
 * @typedef {Place & {key: string, value: Node}} Entry its place is that of the key
 * @typedef {Place & {type: 'object', entries: Entry[]}} ObjectNode
 * @typedef {Place & {type: 'array', items: Node[]}} ArrayNode
 * @typedef {Place & {type: 'string', value: string}} StringNode
 * @typedef {Place & {type: 'number', source: string}} NumberNode
 * @typedef {Place & {type: 'boolean', value: boolean}} BooleanNode
 * @typedef {Place & {type: 'null'}} NullNode
 * @typedef {ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode} Node
 */

/** Deeper than the engine reads, and far from what would exhaust the stack. */
const DEEPEST = 500;

export class JsonError extends Error {
  /** @param {string} message @param {number} at @param {number} [to] */
  constructor(message, at, to = at + 1) {
    super(message);
    this.name = 'JsonError';
    this.at = at;
    this.to = to;
  }
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

class Reader {
  at = 0;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {RegExp} pattern a sticky one @returns {string | undefined} */
  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** What comes next behind white space: one character, or '' at the end. */
  peek() {
    this.take(SPACE);
    return this.text.charAt(this.at);
  }

  /** @param {string} expected @returns {never} */
  fail(expected) {
    if (this.at >= this.text.length) throw new JsonError(`the text ends where ${expected} is needed`, this.at, this.at);
    throw new JsonError(`${expected} is needed here`, this.at);
  }

  /** @param {number} depth @returns {Node} */
  value(depth) {
    const next = this.peek();
    const from = this.at;
    if (depth > DEEPEST) throw new JsonError('nested too deeply', from);
    if (next === '{') return this.object(from, depth);
    if (next === '[') return this.array(from, depth);
    if (next === '"') return { type: 'string', value: this.string('a string'), from, to: this.at };
    const number = this.take(NUMBER);
    if (number !== undefined) return { type: 'number', source: number, from, to: this.at };
    const word = this.take(WORD);
    if (word === 'null') return { type: 'null', from, to: this.at };
    if (word !== undefined) return { type: 'boolean', value: word === 'true', from, to: this.at };
    return this.fail('a value');
  }

  /** @param {string} what @returns {string} */
  string(what) {
    if (this.peek() !== '"') this.fail(what);
    const source = this.take(STRING);
    if (source === undefined) throw new JsonError('this string does not end, or has a bad escape', this.at);
    return JSON.parse(source);
  }

  /** @param {number} from @param {number} depth @returns {ObjectNode} */
  object(from, depth) {
    /** @type {Entry[]} */
    const entries = [];
    this.at += 1;
    if (this.peek() !== '}') {
      do {
        this.peek();
        const place = { from: this.at, to: 0 };
        const key = this.string('a key in double quotes');
        place.to = this.at;
        if (this.peek() !== ':') this.fail('a colon');
        this.at += 1;
        entries.push({ key, ...place, value: this.value(depth + 1) });
      } while (this.goesOn());
    }
    this.close('}');
    return { type: 'object', entries, from, to: this.at };
  }

  /** @param {number} from @param {number} depth @returns {ArrayNode} */
  array(from, depth) {
    /** @type {Node[]} */
    const items = [];
    this.at += 1;
    if (this.peek() !== ']') {
      do items.push(this.value(depth + 1));
      while (this.goesOn());
    }
    this.close(']');
    return { type: 'array', items, from, to: this.at };
  }

  goesOn() {
    if (this.peek() !== ',') return false;
    this.at += 1;
    return true;
  }

  /** @param {string} bracket */
  close(bracket) {
    if (this.peek() !== bracket) this.fail(`a comma or ${bracket}`);
    this.at += 1;
  }
}

/** @param {string} text @returns {Node} @throws {JsonError} */
export function readJson(text) {
  const reader = new Reader(text);
  const node = reader.value(0);
  if (reader.peek() !== '') throw new JsonError('nothing may follow here', reader.at, text.length);
  return node;
}

/** The same where the text may be anything. @param {string} text @returns {Node | undefined} */
export function tryJson(text) {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
