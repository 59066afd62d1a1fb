// The engine runs where no code may be made from strings: pages with a strict Content-Security-Policy, edge functions.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const MAIN_JOB = `
  import assert from 'node:assert/strict';
  import { loadEngine } from 'xapi-journeys';
  assert.throws(() => new Function('return 1')(), EvalError);
  const engine = await loadEngine();
  const journey = engine.compile({ waypoints: [{ conditions: { 'statement.verb.id': { $regex: '^http://a' } } }] });
  const statement = { id: '00000000-0000-4000-8000-000000000000', timestamp: '2024-01-01T00:00:00Z', actor: { mbox: 'mailto:a@b.c' }, verb: { id: 'http://a' }, object: { id: 'http://b' } };
  const replay = engine.replay([journey]);
  replay.add(statement);
  assert.equal([...replay.progress()][0].isCompleted, true);
  assert.throws(() => engine.matches({ $foo: 1 }, {}), { name: 'QueryError' });
  console.log('done');
`;

test('the main job runs without making code from strings', () => {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', MAIN_JOB];
  const cwd = new URL('.', import.meta.url);
  assert.equal(execFileSync(process.execPath, flags, { cwd, encoding: 'utf8' }), 'done\n');
});
