// The engine's interface in JavaScript: loading, what may be handed in, lifetimes, and errors for wrong use.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { JourneysError, loadEngine } from 'xapi-journeys';
import { engine, FORMS_OF_JSON, journey, progressOf, statement, thrownBy, using } from './helpers.js';

const wasm = readFileSync(new URL(import.meta.resolve('xapi-journeys/engine.wasm')));

describe('loading', () => {
  test('gives engines that share nothing', async () => {
    const [one, other] = [await loadEngine(), await loadEngine()];
    const compiled = one.compile(journey());
    assert.equal(thrownBy(() => other.matcher([compiled])).name, 'ArgumentError');
    one.dispose();
    assert.equal(other.matches({ a: 1 }, { a: 1 }), true, 'the other one lives on');
    other.dispose();
  });

  for (const [what, module] of Object.entries({
    'a compiled module': new WebAssembly.Module(wasm),
    'its bytes': wasm,
  })) {
    test(`takes ${what}`, async () => {
      using(await loadEngine({ module }), (loaded) => assert.equal(loaded.matches({ a: 1 }, { a: 2 }), false));
    });
  }

  test('fails on bytes that are no module', () => assert.rejects(loadEngine({ module: new Uint8Array([1, 2, 3]) })));

  test('tells the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url)));
    assert.equal(engine.version, version);
  });
});

describe('JSON', () => {
  const body = journey([{ 'statement.verb.id': 'http://example.org/é𝄞' }], { description: 'Größe 𝄞' });
  const given = statement(1, { verb: { id: 'http://example.org/é𝄞' } });

  for (const [form, write] of Object.entries(FORMS_OF_JSON)) {
    test(`may be ${form}`, () => {
      using(engine.compile(write(body)), (compiled) => {
        assert.equal(compiled.document.description, 'Größe 𝄞');
        assert.equal(engine.validate(write(body)).valid, true);
        using(engine.matcher([compiled]), (matcher) => {
          assert.equal(matcher.match(write(given)).hits, 1);
          assert.equal(matcher.match(write([given, given])).hits, 2);
          assert.deepEqual([...matcher.matchColumns(write([given])).statement], [0]);
        });
        using(engine.replay([compiled]), (run) => {
          run.add(write(given));
          assert.equal(progressOf(run)[0].isCompleted, true);
          const text = engine.callbackBody(compiled, progressOf(run)[0], 0, write(given));
          assert.deepEqual(JSON.parse(text).attempt.waypoints[0].statement[0].statement, given);
        });
        assert.equal(engine.explain(compiled, write(given)).waypoints[0].held, true);
      });
      assert.equal(engine.matches(write({ a: 'é' }), write({ a: 'é' })), true);
      assert.equal(engine.explainQuery(write({ a: 'é' }), write({ a: 'é' })).held, true);
    });
  }

  const WRONG = {
    undefined,
    null: null,
    'a number': 1,
    'a boolean': true,
    'a function': () => {},
    'a symbol': Symbol('x'),
    'a bigint': 1n,
  };
  for (const [what, value] of Object.entries(WRONG)) {
    test(`may not be ${what}`, () => {
      for (const call of [
        () => engine.validate(value),
        () => engine.matches(value, {}),
        () => engine.matches({}, value),
      ]) {
        const error = thrownBy(call);
        assert.ok(error instanceof JourneysError);
        assert.equal(error.name, 'ArgumentError');
        assert.match(error.path, /journey|query|document/);
      }
    });
  }

  test('may not hold itself', () => {
    const round = {};
    round.round = round;
    assert.equal(thrownBy(() => engine.matches({}, round)).name, 'ArgumentError');
  });
});

describe('a handle', () => {
  test('is disposed once, twice or by a scope, and then refuses every call', () => {
    const compiled = engine.compile(journey());
    const handles = [
      [engine.matcher([compiled]), (matcher) => matcher.match([])],
      [engine.matcher([compiled]), (matcher) => matcher.matchColumns([])],
      [engine.replay([compiled]), (run) => run.add([])],
      [engine.replay([compiled]), (run) => run.write(Buffer.from('{'))],
      [engine.replay([compiled]), (run) => run.end()],
      [engine.replay([compiled]), (run) => run.stats],
      [engine.replay([compiled]), (run) => run.summary()],
      [engine.replay([compiled]), (run) => progressOf(run)],
      [engine.replay([compiled]), (run) => run.progressOf(compiled.document._id, owner)],
      [compiled, () => engine.matcher([compiled])],
      [engine.compile(journey()), (other) => engine.replay([other])],
      [engine.compile(journey()), (other) => engine.fold(other, [])],
      [engine.compile(journey()), (other) => engine.explain(other, statement())],
      [engine.compile(journey()), (other) => engine.explainProgress(other, [])],
      [engine.compile(journey()), (other) => engine.callbackBody(other, {}, 0, [])],
    ];
    for (const [index, [handle, use]] of handles.entries()) {
      if (index % 2 === 0) handle.dispose();
      else handle[Symbol.dispose]();
      handle.dispose();
      const error = thrownBy(() => use(handle));
      assert.ok(error instanceof JourneysError, String(use));
      assert.equal(error.name, 'DisposedError', String(use));
    }
  });

  test('of a journey may go while a matcher and a replay still need the journey', () => {
    const compiled = engine.compile(journey());
    using(engine.matcher([compiled]), (matcher) =>
      using(engine.replay([compiled]), (run) => {
        compiled.dispose();
        assert.equal(matcher.match(statement()).hits, 1);
        run.add(statement());
        assert.equal(progressOf(run).length, 1);
      }),
    );
  });

  test('goes with its engine', async () => {
    const own = await loadEngine();
    const compiled = own.compile(journey());
    const run = own.replay([compiled]);
    own[Symbol.dispose]();
    own.dispose();
    for (const call of [
      () => run.add([]),
      () => own.matcher([compiled]),
      () => own.validate('{}'),
      () => own.matches({}, {}),
    ]) {
      assert.equal(thrownBy(call).name, 'DisposedError');
    }
    assert.doesNotThrow(() => compiled.dispose());
  });

  test('cannot be made up', () => {
    for (const made of [{}, null, 1, { handle: 1, core: {} }]) {
      for (const call of [
        () => engine.matcher([made]),
        () => engine.replay([made]),
        () => engine.fold(made, []),
        () => engine.explain(made, {}),
      ]) {
        assert.equal(thrownBy(call).name, 'ArgumentError');
      }
    }
    assert.equal(thrownBy(() => engine.matcher({})).name, 'ArgumentError');
  });
});

const owner = { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:ada@example.org' } };

test('wrong arguments are named', () => {
  using(engine.compile(journey()), (compiled) =>
    using(engine.replay([compiled]), (run) => {
      const reference = {
        journey: compiled.id,
        owner,
        id: statement().id,
        statement: statement().id,
        at: '2024-01-01T00:00:00Z',
        waypoints: [compiled.document.waypoints[0]._id],
      };
      const other = {
        ...reference,
        owner: { trackBy: 'actor', ident: { objectType: 'Agent', mbox: 'mailto:bob@example.org' } },
      };
      // A progress whose only reference names its statement so.
      const naming = (value) =>
        JSON.parse(
          JSON.stringify(engine.fold(compiled, [reference])).replaceAll(
            `"statement":"${reference.statement}"`,
            `"statement":${JSON.stringify(value)}`,
          ),
        );
      const CALLS = [
        [() => run.add([], { receivedAt: 'yesterday' }), /receivedAt/],
        [() => run.add([], { receivedAt: new Date(NaN) }), /receivedAt/],
        [() => run.add([], { organisation: 'x' }), /organisation/],
        [() => run.add([], { lrs_id: 7 }), /lrs_id/],
        [() => run.write('text'), /chunk/],
        [() => engine.replay([compiled], { until: 'tomorrow' }), /until/],
        [() => engine.replay([compiled], { until: 5 }), /until/],
        [() => run.progressOf('b'.repeat(24), owner), /journey/],
        [() => run.progressOf(compiled.id, {}), /owner/],
        [() => run.progressOf(compiled.id, 'ada'), /owner/],
        [() => engine.fold(compiled, {}), /references/],
        [() => engine.fold(compiled, [5]), /references/],
        [() => engine.fold(compiled, [{}]), /references/],
        [() => engine.fold(compiled, [{ ...reference, at: 'noon' }]), /at/],
        [() => engine.fold(compiled, [{ ...reference, id: 'x' }]), /id/],
        [() => engine.fold(compiled, [{ ...reference, waypoints: 'all' }]), /waypoints/],
        [() => engine.fold(compiled, [reference, other]), /owner/],
        [() => engine.fold(compiled, [reference], { voided: ['x'] }), /voided/],
        [() => engine.fold(compiled, [reference], { until: 'x' }), /until/],
        [() => engine.callbackBody(compiled, {}, -1, []), /attempt/],
        [() => engine.callbackBody(compiled, {}, 0, []), /progress|completions|attempt/],
        [() => engine.callbackBody(compiled, engine.fold(compiled, [reference]), 1, []), /attempt/],
        [() => engine.callbackBody(compiled, naming(5), 0, statement()), /progress/],
        [() => engine.callbackBody(compiled, naming({}), 0, statement()), /progress/],
        [() => engine.callbackBody(compiled, engine.fold(compiled, [reference]), 0, []), /records/],
      ];
      for (const [call, path] of CALLS) {
        const error = thrownBy(call);
        assert.ok(error instanceof JourneysError, `${call}: ${error}`);
        assert.equal(error.name, 'ArgumentError', `${call}: ${error}`);
        assert.match(error.path, path, `${call}: ${error.message}`);
        assert.ok(error.message.length > 5);
      }
    }),
  );
});

test('hits are told with the very bytes of their statements, which outlive the call', () => {
  using(engine.compile(journey([{ 'statement.verb.id': 'http://example.org/verb' }])), (compiled) =>
    using(engine.replay([compiled]), (run) => {
      const told = [];
      run.onHit = (id, reference, bytes, raw) => {
        engine.matches({}, {}); // the engine may be called from here
        told.push({ id, reference, text: Buffer.from(bytes).toString(), raw });
      };
      const record = { _id: 'b'.repeat(24), statement: statement(2) };
      const texts = [
        JSON.stringify(statement(1), null, 1),
        JSON.stringify(statement(9, { verb: { id: 'other' } })),
        JSON.stringify(record),
      ];
      run.add(Buffer.from(`[${texts.join(' ,\n')}]`));
      assert.deepEqual(told, [
        { id: statement(1).id, reference: statement(1).id, text: texts[0], raw: true },
        { id: statement(2).id, reference: record._id, text: texts[2], raw: false },
      ]);
    }),
  );
});
