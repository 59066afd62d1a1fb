// A query for many documents, and what a matcher tells of statements whether they meet anything or not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from 'xapi-journeys';
import { engine, journey, statement, thrownBy, using, withJourneys } from './helpers.js';

test('a compiled query gives the answers that matches() gives', () => {
  const documents = [{ a: 1 }, { a: [1, 2] }, { a: null }, {}, { b: { c: 'x' } }];
  for (const query of [{}, { a: 1 }, { a: null }, { 'b.c': /x/.source }, { a: { $gt: 1 } }, { $nor: [{ a: 1 }] }]) {
    using(engine.query(query), (compiled) => {
      for (const document of documents) assert.equal(compiled.matches(document), engine.matches(query, document));
    });
  }
});

test('an invalid query is refused when it is compiled, and an invalid document when it is tried', () => {
  const refused = thrownBy(() => engine.query({ a: { $near: 1 } }));
  assert.deepEqual([refused.name, refused.path], ['QueryError', 'a.$near']);
  using(engine.query({ a: 1 }), (query) => {
    assert.equal(thrownBy(() => query.matches('{"a":')).name, 'StatementError');
    assert.equal(thrownBy(() => query.matches('[]')).name, 'StatementError');
    assert.equal(query.matches({ a: 1 }), true, 'and goes on working');
  });
});

test('a query cannot be used once it, or its engine, was disposed', async () => {
  const query = engine.query({ a: 1 });
  query.dispose();
  query.dispose();
  assert.equal(thrownBy(() => query.matches({})).name, 'DisposedError');
  const other = await loadEngine();
  const orphan = other.query({ a: 1 });
  other.dispose();
  assert.equal(thrownBy(() => orphan.matches({})).name, 'DisposedError');
});

test('a matcher tells of each statement whose it is, also of those that meet nothing', () => {
  const record = {
    _id: 'd'.repeat(24),
    person: { _id: 'e'.repeat(24) },
    statement: statement(2, { timestamp: '2024-01-01T00:00:00.0000015+01:00' }),
  };
  const group = statement(3, { actor: { objectType: 'Group', member: [] } });
  withJourneys([journey([{ 'statement.verb.id': 'nothing' }])], (journeys) =>
    using(engine.matcher(journeys), (matcher) => {
      const { read, references } = matcher.matchAndRead(
        [statement(1), record, group].map((s) => Buffer.from(JSON.stringify(s))),
      );
      const actor = { objectType: 'Agent', mbox: 'mailto:ada@example.org' };
      assert.deepEqual(references, []);
      assert.deepEqual(read, [
        { id: statement(1).id, actor },
        { id: statement(2).id, actor, persona: { persona: record.person._id } },
        { id: statement(3).id },
      ]);
      assert.equal('read' in matcher.match(statement(1)), false, 'only where it is asked for');
    }),
  );
});

test('references can be handed over as the text they are kept in', () => {
  withJourneys([journey()], ([compiled]) => {
    const { references } = using(engine.matcher([compiled]), (matcher) => matcher.match([statement(1), statement(2)]));
    const folded = engine.fold(compiled, references);
    assert.deepEqual(engine.fold(compiled, JSON.stringify(references)), folded);
    assert.deepEqual(engine.fold(compiled, Buffer.from(JSON.stringify(references))), folded);
    assert.equal(thrownBy(() => engine.fold(compiled, '{}')).path, 'references');
    assert.equal(thrownBy(() => engine.fold(compiled, undefined)).path, 'references');
  });
});
