// An LRS in memory, over HTTP: small, but honest about everything that following one depends on. Its clock counts
// microseconds and goes on when it is told to. A statement is stored at one instant and can be found from another on, and
// the LRS says up to when it is complete (or claims more than is true, if told to).
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const MICROS = 1_000;
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
const PARAMETERS = ['since', 'ascending', 'limit', 'attachments', 'format'];

/** Microseconds since 1970 as an xAPI timestamp. */
export const instant = (micros) =>
  `${new Date(Math.floor(micros / MICROS)).toISOString().slice(0, -1)}${String(micros % MICROS).padStart(3, '0')}Z`;

/** An xAPI timestamp as microseconds since 1970; NaN for what is none. */
export function micros(text) {
  const [, seconds, fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return Date.parse(`${seconds}Z`) * MICROS + Number(fraction.padEnd(6, '0').slice(0, 6));
}

export class Lrs {
  key = 'follower';
  secret = 'correct horse battery staple';
  versions = ['1.0.3', '2.0.0'];
  now = Date.parse('2024-03-01T12:00:00Z') * MICROS;
  /** The most statements on a page. */
  most = 100;
  /** Statements of the page before that a page begins with. */
  repeats = 0;
  /** 'honest', 'now' (whatever may still appear), or 'absent'. */
  through = 'honest';
  /** Whether `ascending` means anything to it. */
  keepsOrder = true;
  /** How a link to more is written. */
  link = (path) => path;
  /** What the next requests meet instead of an answer, each once. */
  faults = [];
  /** Called with each page before it is sent. */
  onPage = () => {};
  requests = [];
  #statements = [];
  #queries = new Map();
  #server = createServer((request, response) => this.#serve(request, response));

  async open() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${this.#server.address().port}`;
    this.url = `${this.origin}/data/xAPI`;
    return this;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Stores a statement, given as an object or as its text; it can be found from `visible` on. */
  put(statement, { stored = ++this.now, visible = stored } = {}) {
    const given = typeof statement === 'string' ? statement : JSON.stringify(statement);
    const text = given.replace('{', `{"stored":"${instant(stored)}",`);
    const { id, verb, object } = JSON.parse(text);
    const voids = verb?.id === VOIDED ? object.id : null;
    this.#statements.push({ text, id, voids, stored, visible, number: this.#statements.length });
    return text;
  }

  /** All there is, as text. */
  get texts() {
    return this.#statements.map(({ text }) => text);
  }

  /** What there is that is not voided: only that is shown (xAPI 1.0.3, Communication 2.1.4). */
  get shown() {
    return this.#unvoided(this.#statements).map(({ text }) => text);
  }

  #unvoided(statements) {
    const voided = new Set(statements.map(({ voids }) => voids));
    // A voiding statement cannot be voided.
    return statements.filter(({ id, voids }) => voids !== null || !voided.has(id));
  }

  /** Lets everything appear, and so much time pass that nobody has to expect more. */
  settle() {
    this.now = Math.max(this.now, ...this.#statements.map(({ stored, visible }) => Math.max(stored, visible))) + 6e7;
  }

  #serve(request, response) {
    const url = new URL(request.url, this.origin);
    this.requests.push({ url, headers: request.headers });
    const fault = this.faults.shift();
    const answer = () => this.#answer(request, response, url);
    if (fault) fault({ request, response, answer });
    else answer();
  }

  #answer({ method, headers }, response, { pathname, searchParams }) {
    const send = (status, body, more = {}) => {
      const version = this.versions[0];
      response.writeHead(status, { 'X-Experience-API-Version': version, 'Content-Type': 'application/json', ...more });
      response.end(body);
    };
    const credentials = `Basic ${Buffer.from(`${this.key}:${this.secret}`).toString('base64')}`;
    if (method !== 'GET' || pathname !== '/data/xAPI/statements') return send(404, 'there is nothing here');
    if (headers.authorization !== credentials) return send(401, 'who are you?');
    const version = headers['x-experience-api-version'];
    if (!this.versions.includes(version)) return send(400, `no such version: ${version}`);
    const query = searchParams.has('more')
      ? this.#queries.get(searchParams.get('more'))
      : queryOf(searchParams, this.most);
    if (!query) return send(400, 'the query is not understood');
    const through = this.#completeUpTo();
    const { body, page } = this.#page(query);
    this.onPage(page);
    send(200, body, this.through === 'absent' ? {} : { 'X-Experience-API-Consistent-Through': instant(through) });
  }

  #completeUpTo() {
    const hidden = this.#statements.filter(({ visible }) => visible > this.now).map(({ stored }) => stored);
    return this.through === 'now' ? this.now : Math.min(this.now, ...hidden.map((stored) => stored - 1));
  }

  #page(query) {
    const { since, isAscending, limit, after } = query;
    const compare = (a, b) => (isAscending && this.keepsOrder ? 1 : -1) * (a.stored - b.stored || a.number - b.number);
    const visible = this.#unvoided(this.#statements.filter((each) => each.visible <= this.now));
    const all = visible.filter(({ stored }) => stored > since).sort(compare);
    const start = after === undefined ? 0 : all.filter((each) => compare(each, after) <= 0).length;
    const page = all.slice(start, start + limit);
    const repeated = all.slice(Math.max(0, start - this.repeats), start);
    const hasMore = start + limit < all.length;
    const more = hasMore ? this.link(`/data/xAPI/statements?more=${this.#keep({ ...query, after: page.at(-1) })}`) : '';
    const texts = [...repeated, ...page].map(({ text }) => text);
    return { page, body: `{"more":${JSON.stringify(more)},"statements":[${texts.join()}]}` };
  }

  #keep(query) {
    const token = randomUUID();
    this.#queries.set(token, query);
    return token;
  }
}

/** What a query asks for; undefined where an LRS has to refuse it. */
function queryOf(parameters, most) {
  if ([...parameters.keys()].some((name) => !PARAMETERS.includes(name))) return undefined;
  const since = parameters.has('since') ? micros(parameters.get('since')) : -Infinity;
  const limit = Number(parameters.get('limit') ?? 0);
  if (Number.isNaN(since) || !Number.isInteger(limit) || limit < 0) return undefined;
  const isAscending = parameters.get('ascending') === 'true';
  return { since, isAscending, limit: limit === 0 ? most : Math.min(limit, most) };
}

/** What can happen to a request. */
export const faults = {
  answer:
    (status, headers = {}, body = '') =>
    ({ response }) => {
      response.writeHead(status, headers);
      response.end(body);
    },
  /** No answer ever. */
  hang: () => {},
  /** Headers, the beginning of a body, and nothing more. */
  hangInBody: ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"statements":[');
  },
  /** The connection breaks in the middle of the body. */
  breakOff: ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
    response.write('{"statements":[', () => response.destroy());
  },
  reset: ({ request }) => request.socket.destroy(),
  /** A body that never ends. */
  endless: ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const chunk = Buffer.alloc(65_536, ' ');
    const go = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', go);
    go();
  },
  /** The right answer, a few bytes at a time. */
  slow: ({ response, answer }) => {
    const end = response.end.bind(response);
    response.end = (body) => {
      const bytes = Buffer.from(body);
      const go = (at) => {
        if (at >= bytes.length) return end();
        response.write(bytes.subarray(at, at + 100));
        setImmediate(go, at + 100);
      };
      go(0);
    };
    answer();
  },
};

/** An LRS for one test. */
export async function startLrs(t, changes = {}) {
  const lrs = await Object.assign(new Lrs(), changes).open();
  t.after(() => lrs.close());
  return lrs;
}
