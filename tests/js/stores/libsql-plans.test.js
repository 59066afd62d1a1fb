// No statement of a change or of a reader goes through a whole table that grows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@libsql/client';
import { deliveryMethods } from '../../../js/stores/libsql/deliveries.js';
import { journeyMethods } from '../../../js/stores/libsql/journeys.js';
import { progressMethods } from '../../../js/stores/libsql/progress.js';
import { reader } from '../../../js/stores/libsql/reader.js';
import { Sql } from '../../../js/stores/libsql/sql.js';
import { statementMethods } from '../../../js/stores/libsql/statements.js';
import { random, seedOf } from '../helpers.js';
import { newFile, openFile } from './files.js';
import { METHODS, callsOf } from './random-changes.js';
import { J, OURS, id, journeyRow, matching, ownerOf, uuid } from './samples.js';

const [BY_ACTOR, BY_PERSONA] = ['actor', 'persona'].map((trackBy) => ({ ...journeyRow(1, { trackBy }), baseline: 5 }));
const [ALL, SOME] = [null, ownerOf('bob')].map((until) => ({ after: '', until }));

/** Calls that read. */
const READING = [
  ['records', [OURS, [uuid(1), uuid(2)]]],
  ['countStatements', [OURS]],
  ['statementsAfter', [OURS, uuid(1), 5]],
  ['journeysSince', [5]],
  ['clientByKey', ['key']],
  ['deliveryBody', [id('d', 1)]],
  ['deliveryCounts', []],
  ['get', ['journeyprogress', OURS, id('c', 1)]],
  ['count', ['journeyprogress', OURS]],
  ['count', ['journeyprogress', OURS, { journey: J }]],
  ['count', ['delivery', OURS, { journey: J, state: 'dead' }]],
  ['hasStatementsBefore', [BY_ACTOR, ownerOf('ada')]],
  ['hasStatementsBefore', [BY_PERSONA, 'p']],
  ['recordsOf', [OURS, 'actor', ownerOf('ada')]],
  ['ownersAfter', [BY_ACTOR, ALL, 1]],
  ['ownersAfter', [BY_ACTOR, SOME, 1]],
  ['ownersAfter', [BY_PERSONA, ALL, 1]],
  ['countAfter', [OURS, 'actor', ALL]],
  ['countAfter', [OURS, 'persona', SOME]],
  ['referringTo', [OURS, [uuid(1)]]],
  ['owned', [[{ journey: J, owner: ownerOf('ada') }]]],
  ['journey', [J]],
  ['nextDeliveryAt', []],
];
const GROWING =
  'statements|statement_references|s|r|v|voids|progress|deliveries|delivery_bodies|d|journeys|journeys_gone';

test('every statement finds its rows by an index', async (t) => {
  const some = random(seedOf(t));
  const file = newFile(t);
  await openFile(t, file);
  const client = createClient({ url: `file:${file}`, concurrency: 1 });
  t.after(() => client.close());
  const plans = new Map();
  const sql = new Sql(async (text, args) => {
    const answer = await client.execute(text, args);
    const { rows } = await client.execute(`EXPLAIN QUERY PLAN ${text}`, args);
    plans.set(
      text,
      rows.map(({ detail }) => String(detail)),
    );
    return answer;
  });
  const methods = {
    ...reader(sql, (use) => use(sql), matching),
    ...statementMethods(sql),
    ...progressMethods(sql),
    ...journeyMethods(sql),
    ...deliveryMethods(sql),
  };
  const changing = callsOf(some, 20 * METHODS.length).filter(([method]) => method in methods);
  for (const [method, args] of [...changing, ...READING]) await methods[method](...args);
  assert.ok(plans.size > 40, `${plans.size} statements`);
  for (const [text, plan] of plans) {
    for (const step of plan) {
      assert.doesNotMatch(step, new RegExp(`^SCAN (${GROWING})\\b`), `${text}\n${plan.join('\n')}`);
      assert.doesNotMatch(step, /AUTOMATIC/, `${text}\n${plan.join('\n')}`);
    }
  }
});
