// Statements in by xAPI's route: what forwarders send is taken, what is none is refused, and packed bodies stay in bounds.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { completed, course, makeService, ORGANISATION, STORE } from './helpers.js';

const PATH = '/data/xAPI/statements';
const MAX_BODY = 200_000;

let made;
let ask;

before(async () => {
  made = await makeService(undefined, { settings: { maxBody: MAX_BODY, maxBatch: 50 } });
  ({ ask } = await made.clientOf({ lrs_id: STORE }));
  await ask('POST', '/api/v2/journey', { body: course() });
});

after(() => made.service.close());

const stored = async (id) => {
  const record = (await made.context.store.records(ORGANISATION, [id])).get(id);
  return record === undefined ? null : JSON.parse(record);
};
const post = (body, headers) => ask('POST', PATH, { body, headers });

describe('POST', () => {
  test('answers the ids of one statement or of many, in their order', async () => {
    const [one, two, three] = [completed(), completed(), completed()];
    assert.deepEqual((await post(one)).body, [one.id]);
    assert.deepEqual((await post([three, two, one])).body, [three.id, two.id, one.id]);
    assert.equal((await stored(two.id)).lrs_id, STORE);
  });

  test('answers when the progress is there', async () => {
    const statement = completed({ actor: { mbox: 'mailto:carla@example.org' } });
    await post(statement);
    const query = { query: { 'owner.ident.mbox': 'mailto:carla@example.org' } };
    const { body } = await ask('GET', '/api/v2/journeyprogress', { query });
    assert.equal(body[0].isCompleted, true);
  });

  test('gives an id to a statement that has none', async () => {
    const { status, body } = await post({ ...completed(), id: undefined });
    assert.equal(status, 200);
    assert.match(body[0], /^[0-9a-f-]{36}$/);
  });

  test('changes nothing for a statement that is known, and is a 409 for another with its id', async () => {
    const statement = completed();
    assert.equal((await post(statement)).status, 200);
    assert.equal((await post(statement)).status, 200);
    const other = await post([completed(), { ...statement, verb: { id: 'http://example.org/other' } }]);
    assert.deepEqual([other.status, Object.keys(other.body.errors)], [409, ['1.id']]);
  });

  test('takes all or nothing, and names the statement and the path at fault', async () => {
    const good = completed();
    const { status, body } = await post([good, completed({ actor: { mbox: 'ana' } })]);
    assert.deepEqual([status, Object.keys(body.errors)], [400, ['1.actor.mbox']]);
    assert.equal(await stored(good.id), null);
  });

  test('takes an empty list', async () => {
    const { status, body } = await post([]);
    assert.deepEqual([status, body], [200, []]);
  });

  test('is a 413 for too many statements', async () => {
    assert.equal((await post(Array.from({ length: 51 }, () => completed()))).status, 413);
    assert.equal((await post(Array.from({ length: 50 }, () => completed()))).status, 200);
  });

  test('keeps numbers that JavaScript could not', async () => {
    const { id, ...rest } = completed({ result: { score: { raw: 1 } } });
    const text = JSON.stringify({ id, ...rest }).replace('"raw":1', '"raw":9007199254740993');
    assert.equal((await post(Buffer.from(text))).status, 200);
    assert.match((await made.context.store.records(ORGANISATION, [id])).get(id), /"raw":9007199254740993/);
  });
});

describe('PUT', () => {
  const put = (statementId, body, options) => ask('PUT', PATH, { query: { statementId }, body, ...options });

  test('answers 204 and takes the statement in', async () => {
    const statement = completed();
    assert.equal((await put(statement.id.toUpperCase(), statement)).status, 204);
    assert.equal((await stored(statement.id)).statement.id, statement.id);
  });

  test('gives a statement without an id that of the request', async () => {
    const { id, ...statement } = completed();
    assert.equal((await put(id, statement)).status, 204);
    assert.deepEqual((await stored(id)).statement, { id, ...statement });
  });

  test('is a 400 where the ids differ, and where the body is no single statement', async () => {
    const { id, ...statement } = completed();
    for (const body of [
      { ...statement, id: completed().id },
      { ...statement, id: 1 },
      [{ id, ...statement }],
      [],
      {},
      1,
      'x',
      null,
    ]) {
      const answer = await put(id, typeof body === 'object' ? body : JSON.stringify(body));
      assert.equal(answer.status, 400, JSON.stringify(body));
    }
    assert.equal(await stored(id), null);
  });

  test('is a 409 for another statement with the id', async () => {
    const statement = completed();
    await put(statement.id, statement);
    assert.equal((await put(statement.id, { ...statement, object: { id: 'http://example.org/b' } })).status, 409);
  });

  test('takes multipart too', async () => {
    const statement = completed();
    const { body, type } = multipart([['application/json', JSON.stringify(statement)]]);
    assert.equal((await put(statement.id, body, { headers: { 'content-type': type } })).status, 204);
  });
});

test('other methods are answered 405', async () => {
  for (const method of ['DELETE', 'PATCH', 'OPTIONS']) {
    const { status, headers } = await ask(method, PATH);
    assert.deepEqual([status, headers.get('allow')], [405, 'GET, HEAD, POST, PUT'], method);
  }
});

describe('the version of xAPI', () => {
  for (const version of ['1.0', '1.0.0', '1.0.3', '2.0', '2.0.0', '2.0.1']) {
    test(`may be ${version} and is told in the answer`, async () => {
      const { status, headers } = await post(completed(), { 'X-Experience-API-Version': version });
      assert.deepEqual([status, headers.get('x-experience-api-version')], [200, version]);
    });
  }

  test('need not be named', async () => {
    const { status, headers } = await post(completed());
    assert.deepEqual([status, headers.get('x-experience-api-version')], [200, '1.0.3']);
  });

  test('may be no other', async () => {
    for (const version of ['0.95', '1.1.0', '3', 'x', '1.0.3.4', '']) {
      const { status, body, headers } = await post(completed(), { 'X-Experience-API-Version': version });
      assert.equal(status, 400, version);
      assert.deepEqual(Object.keys(body.errors), ['X-Experience-API-Version']);
      assert.equal(headers.get('x-experience-api-version'), '1.0.3');
    }
  });
});

const BOUNDARY = 'a-boundary';

function multipart(parts, boundary = BOUNDARY) {
  const lines = parts.flatMap(([type, content]) => [
    `--${boundary}`,
    ...(type ? [`Content-Type: ${type}`] : []),
    '',
    content,
  ]);
  return {
    body: Buffer.from([...lines, `--${boundary}--`, ''].join('\r\n')),
    type: `multipart/mixed; boundary=${boundary}`,
  };
}

describe('multipart/mixed', () => {
  test('means its first part; attachments are left alone', async () => {
    const statements = [completed(), completed()];
    const attachment = ['application/octet-stream\r\nX-Experience-API-Hash: abc', '\r\n--\r\n'];
    const { body, type } = multipart([['application/json; charset=utf-8', JSON.stringify(statements)], attachment]);
    const answer = await post(body, { 'content-type': type });
    assert.deepEqual([answer.status, answer.body], [200, statements.map(({ id }) => id)]);
  });

  test('may have a preamble and a quoted boundary', async () => {
    const { body } = multipart([['application/json', JSON.stringify(completed())]], "it's: a (boundary)");
    const whole = Buffer.concat([Buffer.from('preamble\r\n'), body]);
    const type = `multipart/mixed; charset=utf-8; boundary="it's: a (boundary)"`;
    assert.equal((await post(whole, { 'content-type': type })).status, 200);
  });

  const json = JSON.stringify(completed());
  const faulty = [
    ['no boundary', 'multipart/mixed', '', 400],
    ['another boundary', 'multipart/mixed; boundary=x', undefined, 400],
    ['nothing', undefined, '', 400],
    ['no parts', undefined, `--${BOUNDARY}--\r\n`, 400],
    ['no end', undefined, `--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n${json}`, 400],
    ['no blank line', undefined, `--${BOUNDARY}\r\nContent-Type: application/json\r\n--${BOUNDARY}--`, 400],
    ['endless headers', undefined, `--${BOUNDARY}\r\n${'X: y\r\n'.repeat(2000)}\r\n${json}\r\n--${BOUNDARY}--`, 400],
    [
      'a first part that is no JSON',
      undefined,
      `--${BOUNDARY}\r\nContent-Type: text/plain\r\n\r\n${json}\r\n--${BOUNDARY}--`,
      415,
    ],
    ['a first part without a type', undefined, `--${BOUNDARY}\r\n\r\n${json}\r\n--${BOUNDARY}--`, 415],
    [
      'a first part that is broken',
      undefined,
      `--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n{\r\n--${BOUNDARY}--`,
      400,
    ],
  ];
  for (const [name, type, body, status] of faulty) {
    test(`with ${name} is a ${status}`, async () => {
      const made = multipart([['application/json', json]]);
      const answer = await post(Buffer.from(body ?? made.body), { 'content-type': type ?? made.type });
      assert.equal(answer.status, status, answer.text);
    });
  }
});

describe('a packed body', () => {
  const PACK = {
    gzip: gzipSync,
    'x-gzip': gzipSync,
    GZip: gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
    identity: (bytes) => bytes,
  };
  for (const [encoding, pack] of Object.entries(PACK)) {
    test(`may be ${encoding}`, async () => {
      const statement = completed();
      const { status, body } = await post(pack(Buffer.from(JSON.stringify(statement))), {
        'content-encoding': encoding,
      });
      assert.deepEqual([status, body], [200, [statement.id]]);
    });
  }

  test('may be deflate without its header', async () => {
    const body = deflateRawSync(JSON.stringify(completed()));
    assert.equal((await post(body, { 'content-encoding': 'deflate' })).status, 200);
  });

  test('that unpacks to too much is a 413, however small it is', async () => {
    const huge = Buffer.alloc(50_000_000, 0x20);
    for (const [encoding, pack] of Object.entries({ gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync })) {
      const body = pack(huge);
      assert.ok(body.length < MAX_BODY);
      assert.equal((await post(body, { 'content-encoding': encoding })).status, 413, encoding);
    }
  });

  test('that is not what it says is a 400', async () => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      for (const body of [Buffer.from('{}'), randomBytes(100), Buffer.alloc(0), gzipSync('{}').subarray(0, 12)]) {
        const { status } = await post(body, { 'content-encoding': encoding });
        assert.equal(status, 400, encoding);
      }
    }
  });

  test('of another sort is a 415 that says which are taken', async () => {
    for (const encoding of ['zstd', 'gzip, gzip', 'constructor', 'compress']) {
      const { status, headers } = await post(Buffer.from('{}'), { 'content-encoding': encoding });
      assert.deepEqual([status, headers.get('accept-encoding')], [415, 'gzip, deflate, br'], encoding);
    }
  });
});

describe('a body that is too large', () => {
  const pad = (size) => Buffer.from(JSON.stringify(completed()).padEnd(size, ' '));

  test('is a 413 from the first byte too many on', async () => {
    assert.equal((await post(pad(MAX_BODY))).status, 200);
    assert.equal((await post(pad(MAX_BODY + 1))).status, 413);
  });

  test('is not read where its length tells', async () => {
    let isRead = false;
    const body = new ReadableStream({ pull: () => void (isRead = true) }, { highWaterMark: 0 });
    const { status } = await ask('POST', PATH, { body, duplex: 'half', headers: { 'content-length': '999999999' } });
    assert.deepEqual([status, isRead], [413, false]);
  });

  test('is not read to an end that never comes', async () => {
    let sent = 0;
    let isCancelled = false;
    const body = new ReadableStream({
      pull(controller) {
        sent += 10_000;
        controller.enqueue(new Uint8Array(10_000).fill(0x20));
      },
      cancel: () => void (isCancelled = true),
    });
    const { status } = await ask('POST', PATH, { body, duplex: 'half' });
    assert.deepEqual([status, isCancelled], [413, true]);
    assert.ok(sent <= MAX_BODY + 50_000, `${sent} bytes were read`);
  });
});

test('a body that breaks off is a 400', async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from('{"actor":'));
      controller.error(new Error('the client went away'));
    },
  });
  assert.equal((await ask('POST', PATH, { body, duplex: 'half' })).status, 400);
});

test('a body without a type that is taken is a 415', async () => {
  for (const type of [
    null,
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ]) {
    for (const method of ['POST', 'PUT']) {
      const query = method === 'PUT' ? { statementId: completed().id } : {};
      const answer = await ask(method, PATH, { query, body: Buffer.from('{}'), headers: { 'content-type': type } });
      assert.equal(answer.status, 415, type);
    }
  }
});
