// Reading statements: what is a statement, what is not and where it says so, and that the rest is read all the same.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engine, journey, progressOf, random, seedOf, statement, using, withJourneys } from './helpers.js';

const good = JSON.stringify(statement(1));
const other = JSON.stringify(statement(2));
const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const nested = (depth) => `{"result":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)},${good.slice(1)}`;
const without = (field) => JSON.stringify({ ...statement(1), [field]: undefined });
const withField = (field, value) => JSON.stringify(statement(1, { [field]: value }));
const extended = (text) => good.replace('{', `{"result":${text},`);

/** What a matcher of `{}` says of an input. */
function read(input, context) {
  return withJourneys([journey()], (compiled) =>
    using(engine.matcher(compiled), (matcher) => matcher.match(input, context)),
  );
}

// [what it shows, the input, how many statements are good]
const READ = [
  ['nothing', '', 0],
  ['white space', ' \r\n\t ', 0],
  ['an empty array', '[]', 0],
  ['one statement', good, 1],
  ['an array of them', `[${good},${other}]`, 2],
  ['an array with white space everywhere', ` [ \n${good} ,\r\n${other}\t]\n\n`, 2],
  ['lines', `${good}\n${other}`, 2],
  ['lines of another system, and a blank one', `${good}\r\n\r\n${other}\r\n`, 2],
  [
    'statements over several lines',
    `${JSON.stringify(statement(1), null, 2)}\n${JSON.stringify(statement(2), null, 2)}`,
    2,
  ],
  ['statements with nothing between them', good + other, 2],
  ['arrays as lines', `[${good}]\n[${other}]\n`, 2],
  ['a byte order mark', bytes('\ufeff', good), 1],
  ['nesting of 499', nested(499), 1],
  ['nesting of 500', nested(500), 1],
  ['characters beyond the basic plane, escaped and not', extended('["\\ud834\\udd1e","𝄞","\\u0000","\\/"]'), 1],
  ['numbers larger than a double', extended('[1e400,-1e400,1e-400,123456789012345678901234567890.5]'), 1],
  ['a number of many digits', extended(`[${'9'.repeat(5_000)},0.${'0'.repeat(5_000)}1]`), 1],
  ['an enormous string', extended(JSON.stringify('ä'.repeat(1_000_000))), 1],
  ['an enormous key', extended(`{${JSON.stringify('k'.repeat(1_000_000))}:1}`), 1],
  ['a statement with a key twice, of which the last counts', good.replace('{', '{"id":"x",'), 1],
  ['an id in capital letters', JSON.stringify({ ...statement(1), id: statement(1).id.toUpperCase() }), 1],
  ['no id', without('id'), 1],
  [
    'a plain-string activity name, which xAPI forbids',
    withField('object', { id: 'http://a', definition: { name: 'A' } }),
    1,
  ],
];

describe('read:', () => {
  for (const [what, input, count] of READ) {
    test(what, () => {
      for (const form of [input, Buffer.from(input)]) {
        const { statements, hits, invalid } = read(form);
        assert.deepEqual({ statements, hits, invalid }, { statements: count, hits: count, invalid: [] });
      }
    });
  }
});

// [what it shows, the input, the line, the byte, the path, what the message has to say, how many others are good]
const BROKEN = [
  ['a word that is none', 'nul', 1, 3, '', /./, 0],
  ['a cut statement', good.slice(0, -1), 1, good.length - 1, '', /./, 0],
  ['a cut string', '{"id":"', 1, 7, '', /./, 0],
  ['a comma too many', '{"a":1,}', 1, 7, '', /./, 0],
  ['a comma too few', '{"a":1 "b":2}', 1, 7, '', /./, 0],
  ['single quotes', "{'a':1}", 1, 1, '', /./, 0],
  ['a number with a leading zero', '{"a":01}', 1, 6, '', /./, 0],
  ['a number that ends with its dot', '{"a":1.}', 1, 7, '', /./, 0],
  ['NaN', '{"a":NaN}', 1, 5, '', /./, 0],
  ['an unknown escape', '{"a":"\\x"}', 1, 6, '', /./, 0],
  ['a tab in a string', '{"a":"\t"}', 1, 6, '', /./, 0],
  ['a null character in a string', '{"a":"\0"}', 1, 6, '', /./, 0],
  ['half a surrogate pair', '{"a":"\\ud834"}', 1, 6, '', /surrogate/, 0],
  ['the other half', '{"a":"\\udd1e"}', 1, 6, '', /surrogate/, 0],
  ['nesting of 501', nested(501), 1, '{"result":'.length + 499, '', /nest|deep|500/, 0],
  ['a nesting without end', '['.repeat(100_000), 1, null, '', /./, 0],
  ['a broken line among good ones', `${good}\n{"a":}\n${other}`, 2, good.length + 6, '', /./, 2],
  ['a cut line among good ones', `${good}\n${good.slice(0, 50)}\n${other}`, 2, null, '', /./, 2],
  ['a byte that is no UTF-8', bytes('{"a":"', [0xff], '"}'), 1, 6, '', /UTF-8/, 0],
  ['UTF-8 that is longer than it need be', bytes('{"a":"', [0xc0, 0xaf], '"}'), 1, 6, '', /UTF-8/, 0],
  ['UTF-8 of half a surrogate pair', bytes('{"a":"', [0xed, 0xa0, 0x80], '"}'), 1, 6, '', /UTF-8/, 0],
  ['cut UTF-8', bytes('{"a":"', [0xe2, 0x82], '"}'), 1, 6, '', /UTF-8/, 0],
  [
    'bad UTF-8 in a part that nobody asks for',
    bytes(good.slice(0, -1), ',"result":{"response":"', [0x80], '"}}'),
    1,
    null,
    '',
    /UTF-8/,
    0,
  ],
  ['bad JSON in a part that nobody asks for', extended('{"response":tru}'), 1, null, '', /./, 0],
  ['an array without its end', `[${good},${other}`, 1, null, '', /./, 2],
  ['a number for a statement', '5', 1, 0, '', /object/, 0],
  ['a text for a statement', `"x"\n${good}`, 1, 0, '', /object/, 1],
  ['no actor', `\n${without('actor')}`, 2, 1, 'actor', /actor/, 0],
  ['an actor that is text', withField('actor', 'ada'), 1, 0, 'actor', /object/, 0],
  ['no verb', without('verb'), 1, 0, 'verb.id', /verb/, 0],
  ['a verb without an id', withField('verb', { display: {} }), 1, 0, 'verb.id', /id/, 0],
  ['no object', without('object'), 1, 0, 'object', /object/, 0],
  ['an id that is no UUID', withField('id', '7'), 1, 0, 'id', /UUID/, 0],
  ['an id that is a number', withField('id', 7), 1, 0, 'id', /UUID/, 0],
  ['a time that is none', withField('timestamp', 'noon'), 1, 0, 'timestamp', /ISO 8601/, 0],
  ['a day that is none', withField('timestamp', '2023-02-29T00:00:00Z'), 1, 0, 'timestamp', /ISO 8601/, 0],
  ['no time at all', without('timestamp'), 1, 0, 'timestamp', /receipt/, 0],
  [
    'a record with such a fault',
    JSON.stringify({ _id: 'a'.repeat(24), statement: statement(1, { actor: undefined }) }),
    1,
    0,
    'statement.actor',
    /actor/,
    0,
  ],
  [
    'a record with a time that is none',
    JSON.stringify({ statement: { ...statement(1), timestamp: undefined }, timestamp: 'noon' }),
    1,
    0,
    'timestamp',
    /ISO 8601/,
    0,
  ],
];

describe('refused, with line, byte and path:', () => {
  for (const [what, input, line, offset, path, message, others] of BROKEN) {
    test(what, () => {
      const { statements, hits, invalid } = read(Buffer.from(input));
      assert.equal(invalid.length, 1, JSON.stringify(invalid));
      const [fault] = invalid;
      assert.deepEqual({ line: fault.line, path: fault.path }, { line, path });
      if (offset !== null) assert.equal(fault.offset, offset, fault.message);
      assert.match(fault.message, message);
      assert.deepEqual({ statements, hits }, { statements: others + 1, hits: others });
    });
  }

  test('half a surrogate pair in a string of JavaScript, which no bytes can hold', () => {
    const { invalid, hits } = readOrThrow(withField('result', { response: 'x' }).replace('"x"', '"\ud834"'));
    assert.equal(invalid.length + hits > 0, true);
    assert.equal(hits, 0);
  });

  test('each of many faults once, and the good ones between them', () => {
    const lines = Array.from({ length: 300 }, (_, index) =>
      index % 3 === 0 ? JSON.stringify(statement(index)) : index % 3 === 1 ? '{"broken' : '{}',
    );
    const { statements, hits, invalid } = read(lines.join('\n'));
    assert.deepEqual({ statements, hits }, { statements: 300, hits: 100 });
    assert.deepEqual(
      invalid.map((fault) => fault.line),
      lines.flatMap((_, index) => (index % 3 === 0 ? [] : [index + 1])),
    );
  });
});

/** A refusal may be a fault of the statement or of the argument. */
function readOrThrow(input) {
  try {
    return read(input);
  } catch (error) {
    assert.equal(error.name, 'ArgumentError');
    return { invalid: [error], hits: 0 };
  }
}

test('the time of receipt serves a statement that has none', () => {
  for (const receivedAt of [new Date('2024-05-06T07:08:09.010Z'), '2024-05-06T09:08:09.010+02:00']) {
    const { invalid, references } = read(without('timestamp'), { receivedAt });
    assert.deepEqual(invalid, []);
    assert.equal(references[0].at, '2024-05-06T07:08:09.010000Z');
  }
});

test('any time of the years 0000 to 9999 is read to the microsecond, whatever its offset', (t) => {
  const chance = random(seedOf(t));
  const two = (number) => String(number).padStart(2, '0');
  const times = Array.from({ length: 5_000 }, () => {
    const milliseconds = Date.parse('0000-01-03T00:00:00Z') + Math.floor(chance.below(2 ** 31) * 146_000);
    const [micros, offset, digits] = [chance.below(1000), chance.below(24 * 60) * chance.of([-1, 1]), chance.below(4)];
    const local = new Date(milliseconds + offset * 60_000).toISOString().slice(0, -1);
    const [hours, minutes] = [two(Math.floor(Math.abs(offset) / 60)), two(Math.abs(offset) % 60)];
    const suffix = chance.of([`${hours}:${minutes}`, `${hours}${minutes}`]);
    const timestamp = `${local}${String(micros).padStart(3, '0')}${'9'.repeat(digits)}${offset < 0 ? '-' : '+'}${suffix}`;
    const at = `${new Date(milliseconds).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
    return { timestamp, at };
  }).filter(({ timestamp, at }) => /^\d{4}-/.test(timestamp) && /^\d{4}-/.test(at));
  const { references, invalid } = read(times.map(({ timestamp }, index) => statement(index, { timestamp })));
  assert.deepEqual(invalid, []);
  assert.ok(times.length > 4_500);
  assert.deepEqual(
    references.map(({ at }) => at),
    times.map(({ at }) => at),
  );
});

test('organisation and store given for raw statements decide where they count', () => {
  const [mine, theirs] = ['1'.repeat(24), '2'.repeat(24)];
  const body = journey([{}], { organisation: mine, sources: [mine] });
  const hits = (context) =>
    withJourneys([body], (compiled) =>
      using(engine.matcher(compiled), (matcher) => matcher.match(statement(), context).hits),
    );
  assert.equal(hits(undefined), 1);
  assert.equal(hits({ organisation: mine, lrs_id: mine }), 1);
  assert.equal(hits({ organisation: theirs, lrs_id: mine }), 0);
  assert.equal(hits({ organisation: mine, lrs_id: theirs }), 0);
});

describe('a stream', () => {
  const text = bytes(
    '\ufeff',
    `[${good},\n{"broken":"ä`,
    '\n',
    `${other} ] ${JSON.stringify(statement(3, { verb: { id: 'http://example.org/𝄞' } }))}\n{}\n`,
  );

  /** What a replay holds after an input, in pieces. */
  const stream = (pieces) =>
    withJourneys(
      [
        journey([{}], { isRepeatable: true }),
        journey([{ 'statement.verb.id': 'http://example.org/𝄞' }], { _id: 'b'.repeat(24) }),
      ],
      (compiled) =>
        using(engine.replay(compiled), (run) => {
          const hits = [];
          run.onHit = (id, reference, hit) => hits.push([id, Buffer.from(hit).toString()]);
          const invalid = pieces.flatMap((piece) => run.write(piece).invalid).concat(run.end().invalid);
          return { hits, invalid, progress: progressOf(run), stats: run.stats };
        }),
    );
  const whole = stream([text]);

  test('of one piece is read as it would be at once', () => {
    assert.equal(whole.stats.invalid, 2);
    assert.deepEqual(
      whole.hits.map(([id]) => id),
      [1, 2, 3].map((number) => statement(number).id),
    );
    const { invalid } = read(text);
    assert.deepEqual(whole.invalid, invalid);
  });

  test('cut at every byte is read the same', () => {
    for (let cut = 0; cut <= text.length; cut += 1) {
      assert.deepEqual(stream([text.subarray(0, cut), text.subarray(cut)]), whole, `cut at ${cut}`);
    }
  });

  test('of single bytes, and of empty pieces, is read the same', () => {
    const single = Array.from(text, (byte) => Uint8Array.of(byte));
    assert.deepEqual(stream(single), whole);
    assert.deepEqual(stream([Buffer.alloc(0), text, Buffer.alloc(0)]), whole);
  });

  test('can be followed by another', () => {
    withJourneys([journey([{}], { isRepeatable: true })], (compiled) =>
      using(engine.replay(compiled), (run) => {
        run.write(Buffer.from(good.slice(0, 100)));
        assert.equal(run.end().invalid.length, 1, 'the first one was cut');
        run.write(Buffer.from(`[${good}`.slice(0, 50)));
        run.write(Buffer.from(`[${good}`.slice(50)));
        assert.equal(run.end().invalid.length, 1, 'the second one had no end, but a whole statement');
        run.add(other);
        assert.equal(progressOf(run)[0].completions.length, 2);
        assert.deepEqual(run.stats, { statements: 4, hits: 2, skipped: 0, invalid: 2 });
      }),
    );
  });
});

test('a statement without an id is the same statement as one of equal bytes', () => {
  withJourneys([journey([{}], { isRepeatable: true })], (compiled) =>
    using(engine.replay(compiled), (run) => {
      run.add(without('id'));
      run.add(without('id'));
      run.add(JSON.stringify({ ...statement(1), id: undefined, verb: { id: 'http://example.org/another' } }));
      assert.equal(progressOf(run)[0].completions.length, 2);
    }),
  );
});

// Of copies that differ the same one counts, whichever comes first. [what it shows, one, the other, what tells them apart]
const first = statement(1);
const COPIES = [
  [
    'a record before a raw statement',
    { _id: 'e'.repeat(24), statement: { ...first, timestamp: '2024-09-09T00:00:00Z' } },
    first,
  ],
  ['the earlier one', first, { ...first, timestamp: '2024-09-09T00:00:00Z' }],
  ['the one of the smaller owner', first, { ...first, actor: { mbox: 'mailto:bob@example.org' } }],
  [
    'the one that matches',
    first,
    { ...first, verb: { id: 'http://example.org/another' }, timestamp: '2001-01-01T00:00:00Z' },
  ],
];

for (const [what, counting, copy] of COPIES) {
  test(`of copies of a statement that differ counts ${what}`, () => {
    withJourneys([journey([{ 'statement.verb.id': first.verb.id }])], (compiled) => {
      const progress = [[counting, copy], [copy, counting], [counting]].map((order) =>
        using(engine.replay(compiled), (run) => {
          for (const one of order) run.add(one);
          return progressOf(run);
        }),
      );
      assert.equal(progress[0].length, 1);
      assert.deepEqual(progress[0], progress[2]);
      assert.deepEqual(progress[1], progress[2]);
    });
  });
}
