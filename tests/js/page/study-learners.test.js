// The table of learners, one learner, one statement, and the body of a callback.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleNdjson } from '../../../js/sample/index.js';
import { learnersIn } from '../../../web-demo/src/study/learners.js';
import { folder, parseLines, run } from '../cli-tools.js';
import { statement } from '../helpers.js';
import { course } from './journeys.js';
import { ALL, bring, fileOf, openLead } from './open-lead.js';

const bytes = Buffer.concat([...sampleNdjson({ learners: 60, seed: 4 })]);
const all = bytes
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

/** A lead with a cohort, its journey run, and all names known. */
async function opened(t) {
  const lead = await openLead(t, { shards: 3 });
  await bring(lead, fileOf(bytes));
  const overview = await lead.call('run', course);
  await lead.call('facets');
  return { lead, overview, learners: (query) => lead.call('learners', { ...ALL, ...query }) };
}

test('learners are called by the name that their statements give them first', async (t) => {
  const { learners } = await opened(t);
  const { rows } = await learners({});
  assert.ok(rows.length > 40);
  for (const { ident, name, identity } of rows) {
    const isTheirs = ({ actor }) =>
      ident.account
        ? actor.account?.name === ident.account.name
        : ['mbox', 'openid', 'mbox_sha1sum'].some((key) => ident[key] && actor[key] === ident[key]);
    const told = all.find((each) => isTheirs(each) && each.actor.name)?.actor.name;
    assert.equal(name, told ?? identity);
    assert.ok(!identity.includes('mailto:'));
  }
});

test('the table is sorted by each of its columns, either way, and what has no value comes last', async (t) => {
  const { learners } = await opened(t);
  const collator = new Intl.Collator(undefined, { numeric: true });
  for (const sort of ['startedAt', 'completedAt', 'duration', 'completions', 'name', 'progress']) {
    for (const descending of [false, true]) {
      const { rows } = await learners({ sort, descending });
      const values = rows.map((row) =>
        sort === 'progress' ? row.waypoints.reduce((sum, { have }) => sum + have, 0) : row[sort],
      );
      const given = values.filter((value) => value !== null);
      assert.deepEqual(values.slice(given.length), Array(values.length - given.length).fill(null));
      const compare = sort === 'name' ? collator.compare : (a, b) => a - b;
      for (let index = 1; index < given.length; index++) {
        const order = compare(given[index - 1], given[index]);
        assert.ok(descending ? order >= 0 : order <= 0, `${sort} ${given[index - 1]} ${given[index]}`);
      }
    }
  }
});

test('pages of the table put together are the table, and each page says how many rows there are', async (t) => {
  const { learners } = await opened(t);
  const whole = await learners({ sort: 'duration' });
  const pages = [];
  for (let from = 0; from < whole.total; from += 7) {
    const { total, rows } = await learners({ sort: 'duration', from, count: 7 });
    assert.equal(total, whole.total);
    pages.push(...rows);
  }
  assert.deepEqual(pages, whole.rows);
});

test('a search finds parts of names and identities, letter case aside; filters find who completed and who stands where', async (t) => {
  const { learners, overview } = await opened(t);
  const { rows } = await learners({});
  const [{ name, identity }] = rows;
  for (const text of [name.slice(1).toUpperCase(), identity.slice(0, 5), ` ${name} `]) {
    const found = await learners({ search: text });
    const sought = text.trim().toLowerCase();
    const expected = rows.filter((row) => `${row.name}\n${row.identity}`.toLowerCase().includes(sought));
    assert.deepEqual(found, { total: expected.length, rows: expected });
  }
  assert.equal((await learners({ search: 'nobody at all' })).total, 0);
  assert.equal((await learners({ only: { completed: true } })).total, overview.completed);
  for (const { _id, standing } of overview.waypoints) {
    const found = await learners({ only: { standing: _id } });
    assert.equal(found.total, standing);
    for (const { waypoints } of found.rows) assert.equal(waypoints.find(({ have, need }) => have < need)._id, _id);
  }
  assert.equal((await learners({ only: { standing: 'f'.repeat(24) } })).total, 0);
});

test('of tens of thousands of learners, a page is sorted and searched in the blink of an eye', () => {
  const size = 50_000;
  const column = (value) => Float64Array.from({ length: size }, (_, row) => value(row));
  const whole = (value) => Uint32Array.from({ length: size }, (_, row) => value(row));
  const people = Array.from({ length: size }, (_, row) => ({
    ...{ ident: { objectType: 'Agent', mbox: `mailto:${row}@example.org` }, name: `n ${row}`, identity: `${row}` },
    ...{ rank: (row * 7919) % size, sought: `n ${row}` },
  }));
  const columns = {
    ...{
      waypoints: 1,
      owner: whole((row) => row),
      completions: whole((row) => row % 3),
      reached: whole((row) => row % 2),
    },
    ...{ standing: whole((row) => row % 2), have: whole((row) => row % 2), completionTimes: column(() => 0) },
    ...{ startedAt: column((row) => (row * 7919) % size), completedAt: column(() => NaN), duration: column(() => NaN) },
  };
  const table = {
    ...{ columns, waypoints: [{ _id: 'a', need: 1 }], rank() {} },
    peopleIn: (rows) => Array.from(rows, (row) => people[row]),
  };
  for (const sort of ['name', 'progress', 'startedAt', 'duration']) {
    const began = performance.now();
    const { total, rows } = learnersIn(table, { ...ALL, sort, search: 'n 1', count: 50 });
    assert.ok(performance.now() - began < 1000);
    assert.equal(total, people.filter(({ sought }) => sought.includes('n 1')).length);
    assert.equal(rows.length, 50);
  }
});

test('of a learner all statements are told by time, each once, and what became of each', async (t) => {
  const { lead, learners } = await opened(t);
  const { rows } = await learners({ sort: 'progress', descending: true });
  for (const { ident, name } of rows.slice(0, 10).concat(rows.slice(-5))) {
    const view = await lead.call('learner', { ident, instant: null });
    const key = Object.keys(ident).find((each) => each !== 'objectType');
    const theirs = all.filter(({ actor }) => JSON.stringify(actor[key]) === JSON.stringify(ident[key]));
    assert.equal(view.name, name);
    assert.equal(view.total, new Set(theirs.map(({ id }) => id)).size);
    assert.deepEqual(view.statements.map(({ id }) => id).sort(), [...new Set(theirs.map(({ id }) => id))].sort());
    assert.ok(
      view.statements.every(
        ({ timestamp }, index, { [index - 1]: before }) => !before || before.timestamp <= timestamp,
      ),
    );
    assert.equal(view.explanation.progress.owner.ident[key]?.name, ident[key]?.name);
    const counted = view.statements.filter(({ role }) => role === 'counted');
    assert.equal(counted.length, view.explanation.statements.filter(({ role }) => role === 'counted').length);
    assert.ok(counted.length > 0);
    const [one] = view.statements;
    const { verb, object } = theirs.find(({ id }) => id === one.id);
    assert.deepEqual([one.verb, one.object], [verb.display['en-GB'], object.definition.name['en-GB']]);
  }
});

test('of a learner at an instant, later statements are left out', async (t) => {
  const { lead, learners, overview } = await opened(t);
  const [{ ident }] = (await learners({ sort: 'startedAt' })).rows;
  const end = await lead.call('learner', { ident, instant: null });
  const instant = (overview.span[0] + overview.span[1]) / 3;
  const then = await lead.call('learner', { ident, instant });
  const until = end.statements.filter(({ timestamp }) => timestamp <= instant);
  assert.deepEqual(
    then.statements.map(({ id }) => id),
    until.map(({ id }) => id),
  );
  assert.ok(then.total < end.total);
});

test('a statement is found by its id, letter case aside, and shown as it came', async (t) => {
  const lead = await openLead(t);
  const text = JSON.stringify(statement(1)).replace('{', '{"result":{"score":{"raw":12345678901234567890.10}},');
  await bring(lead, fileOf(`${JSON.stringify(statement(2))}\n${text}`));
  await lead.call('run', { waypoints: [{ conditions: '{"statement.result.score.raw": {"$gt": 5}}' }] });
  const view = await lead.call('statement', statement(1).id.toUpperCase());
  assert.match(view.text, /\n {6}"raw": 12345678901234567890\.10\n/);
  assert.deepEqual(JSON.parse(view.text), JSON.parse(text));
  assert.equal(view.explanation.waypoints[0].held, true);
  assert.equal((await lead.call('statement', statement(2).id)).explanation.waypoints[0].held, false);
  await assert.rejects(lead.call('statement', 'ffffffff-0000-4000-8000-000000000000'), {
    name: 'StudyError',
    message: /has the id ffffffff/,
  });
});

test('a voiding statement, and one of an anonymous group, are found too', async (t) => {
  const { lead } = await opened(t);
  const voiding = all.find(({ verb }) => verb.id.endsWith('/voided'));
  assert.equal((await lead.call('statement', voiding.id)).explanation.excluded, 'a voiding statement');
  const group = all.find(({ actor }) => actor.member);
  assert.equal((await lead.call('statement', group.id)).explanation.id, group.id);
});

test('the body of a callback is the one that the command writes', async (t) => {
  const { write } = folder(t);
  const repeatable = { ...course, isRepeatable: true, waypoints: [{ ...course.waypoints[0], count: 2 }] };
  const { out } = await run([
    'replay',
    '--callbacks',
    '-',
    '--journey',
    write('journey.json', repeatable),
    '--',
    write('s.ndjson', bytes),
  ]);
  const { lead, learners } = await opened(t);
  await lead.call('run', repeatable);
  /** In the order of attempts. */
  const bodiesOf = (ident) =>
    parseLines(out).filter(({ owner }) => JSON.stringify(owner.ident) === JSON.stringify(ident));
  const { rows } = await learners({ only: { completed: true } });
  let seen = 0;
  for (const { ident, completions } of rows) {
    for (let attempt = 0; attempt < completions; attempt++) {
      const text = await lead.call('callbackBody', { ident, attempt });
      const body = JSON.parse(text);
      assert.deepEqual(body, bodiesOf(ident)[attempt]);
      assert.match(text, /^\{\n {2}"owner": \{\n/);
      seen++;
    }
  }
  assert.equal(seen, parseLines(out).length);
  const [{ ident, completions }] = rows;
  await assert.rejects(lead.call('callbackBody', { ident, attempt: completions }), { name: 'StudyError' });
});

test('where a journey tracks personas, learners are persons of the records', async (t) => {
  const lead = await openLead(t);
  const person = { _id: '5a0000000000000000000001', display: 'Ada L.' };
  const record = (number, more) => ({ _id: `5b000000000000000000000${number}`, statement: statement(number), ...more });
  await bring(
    lead,
    fileOf([record(1, { person }), record(2, { person }), record(3)].map((each) => JSON.stringify(each)).join('\n')),
  );
  const overview = await lead.call('run', { trackBy: 'persona', waypoints: [{ conditions: '{}', count: 2 }] });
  await lead.call('facets');
  assert.deepEqual([overview.completed, overview.stats.skipped], [1, 1]);
  const { rows } = await lead.call('learners', ALL);
  assert.deepEqual(
    rows.map(({ name, identity }) => [name, identity]),
    [['Ada L.', `persona ${person._id}`]],
  );
  const view = await lead.call('learner', { ident: rows[0].ident, instant: null });
  assert.equal(view.total, 2);
  const body = JSON.parse(await lead.call('callbackBody', { ident: rows[0].ident, attempt: 0 }));
  assert.deepEqual(
    body.attempt.waypoints[0].statement.map(({ person: { display } }) => display),
    ['Ada L.', 'Ada L.'],
  );
});
