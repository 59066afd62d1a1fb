// Whose progress a statement is part of (contract/journeys.md, section 3): one row for each way of being somebody.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, journey, progressOf, statement, using, withJourneys } from './helpers.js';

const SHA1 = '0123456789abcdef0123456789abcdef01234567';
const account = { homePage: 'http://example.org', name: 'ada' };
const person = { _id: 'd'.repeat(24), display: 'Ada' };
const member = [{ mbox: 'mailto:ada@example.org' }];

// [who, trackBy, the record's part that says so, the ident or null for nobody]
const ROWS = [
  ['an mbox', 'actor', { actor: { mbox: 'mailto:a@b.c' } }, { objectType: 'Agent', mbox: 'mailto:a@b.c' }],
  [
    'an mbox with a name, which is not identity',
    'actor',
    { actor: { name: 'A', mbox: 'mailto:a@b.c', objectType: 'Agent' } },
    { objectType: 'Agent', mbox: 'mailto:a@b.c' },
  ],
  ['a hashed mbox', 'actor', { actor: { mbox_sha1sum: SHA1 } }, { objectType: 'Agent', mbox_sha1sum: SHA1 }],
  ['an OpenID', 'actor', { actor: { openid: 'http://a.b/ö"\\' } }, { objectType: 'Agent', openid: 'http://a.b/ö"\\' }],
  ['an account', 'actor', { actor: { account } }, { objectType: 'Agent', account }],
  [
    'an account with its fields in another order',
    'actor',
    { actor: { account: { name: 'ada', homePage: 'http://example.org' } } },
    { objectType: 'Agent', account },
  ],
  [
    'an identified Group',
    'actor',
    { actor: { objectType: 'Group', account, member } },
    { objectType: 'Group', account },
  ],
  ['an anonymous Group: nobody', 'actor', { actor: { objectType: 'Group', member } }, null],
  ['an actor with a name only: nobody', 'actor', { actor: { name: 'Ada' } }, null],
  ['half an account: nobody', 'actor', { actor: { account: { name: 'ada' } } }, null],
  ['the actor, whoever the person is', 'actor', { actor: { account }, person }, { objectType: 'Agent', account }],
  [
    'the person, whoever the actor is',
    'persona',
    { actor: { objectType: 'Group', member }, person },
    { persona: person._id },
  ],
  ['no person yet: nobody', 'persona', { actor: { account } }, null],
  ['a person that is null: nobody', 'persona', { actor: { account }, person: null }, null],
  ['a person without an id: nobody', 'persona', { actor: { account }, person: { display: 'Ada' } }, null],
];

for (const [who, trackBy, { actor, person }, ident] of ROWS) {
  test(`${trackBy}: ${who}`, () => {
    const record = {
      _id: 'e'.repeat(24),
      statement: statement(1, { actor }),
      ...(person === undefined ? {} : { person }),
    };
    const owner = ident === null ? null : { trackBy, ident };
    withJourneys([journey([{}], { trackBy })], ([compiled]) => {
      using(engine.replay([compiled]), (run) => {
        run.add(record);
        assert.deepEqual(
          progressOf(run).map((progress) => progress.owner),
          owner === null ? [] : [owner],
        );
        assert.equal(run.stats.skipped, owner === null ? 1 : 0);
        if (owner !== null) assert.equal(run.progressOf(compiled.id, owner).isCompleted, true);
      });
      using(engine.matcher([compiled]), (matcher) => {
        const { references, skipped } = matcher.match(record);
        assert.deepEqual(
          references.map((reference) => reference.owner),
          owner === null ? [] : [owner],
        );
        assert.equal(skipped, owner === null ? 1 : 0);
      });
      const explanation = engine.explain(compiled, record);
      assert.deepEqual(explanation.owner, owner);
      assert.equal(explanation.excluded, owner === null ? 'nobody to track' : null);
    });
  });
}

test('a record seen again with its person then counts, once', () => {
  const record = { _id: 'e'.repeat(24), statement: statement(1) };
  withJourneys([journey([{}], { trackBy: 'persona', waypoints: [{ conditions: {}, count: 2 }] })], (compiled) =>
    using(engine.replay(compiled), (run) => {
      run.add(record);
      assert.deepEqual(progressOf(run), []);
      run.add([{ ...record, person }, { ...record, person }, record]);
      const [{ pendingProgress }] = progressOf(run);
      assert.deepEqual(
        Object.values(pendingProgress)[0].statements.map(({ statement }) => statement),
        [record._id],
      );
    }),
  );
});

test('progress is sorted by journey and then by the text of its owner', () => {
  const names = ['b', 'a', 'ä', '𝄞', '\uffee', 'B', 'aa'];
  const list = ['c', 'a', 'b'].map((digit) => journey([{}], { _id: digit.repeat(24) }));
  withJourneys(list, (compiled) =>
    using(engine.replay(compiled), (run) => {
      run.add(names.map((name, index) => statement(index, { actor: { account: { ...account, name } } })));
      const keys = progressOf(run).map((progress) => [progress.journey, JSON.stringify(progress.owner.ident)]);
      const inOrder = [...keys].sort((one, other) =>
        Buffer.compare(Buffer.from(one.join()), Buffer.from(other.join())),
      );
      assert.equal(keys.length, 21);
      assert.deepEqual(keys, inOrder);
      assert.deepEqual(
        run.summary().map((summary) => summary.journey),
        list.map(({ _id }) => _id),
        'summaries as given',
      );
    }),
  );
});
