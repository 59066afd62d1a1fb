// Parts of the command that are easier to test alone: how numbers read, and where records wait.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duration, percent, shorten } from '../../js/cli/format.js';
import { ownerName } from '../../js/reading/owner-name.js';
import { Spool } from '../../js/cli/spool.js';

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

test('a time span reads as its two largest units', () => {
  for (const [ms, text] of [
    [0, '0 ms'],
    [850, '850 ms'],
    [12_133, '12.1 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [MINUTE, '1 min'],
    [3 * MINUTE + 58.4 * SECOND, '3 min 58 s'],
    [59 * MINUTE + 59.6 * SECOND, '1 h'],
    [HOUR, '1 h'],
    [3 * HOUR + 20 * MINUTE, '3 h 20 min'],
    [DAY - 1, '1 d'],
    [3 * DAY + 4 * HOUR, '3 d 4 h'],
    [1234 * DAY + 10 * HOUR, '1,234 d 10 h'],
  ]) {
    assert.equal(duration(ms), text);
  }
});

test('a share is never rounded to nobody or to everybody', () => {
  for (const [part, whole, text] of [
    [0, 0, '–'],
    [0, 9, '0 %'],
    [1, 999, '<1 %'],
    [1, 3, '33 %'],
    [998, 999, '>99 %'],
    [9, 9, '100 %'],
  ]) {
    assert.equal(percent(part, whole), text);
  }
});

test('every kind of owner has a name', () => {
  const name = (ident) => ownerName({ trackBy: 'actor', ident: { objectType: 'Agent', ...ident } });
  assert.equal(name({ mbox: 'mailto:ana@example.org' }), 'ana@example.org');
  assert.equal(
    name({ account: { homePage: 'https://sso.example.org', name: 'ana' } }),
    'ana at https://sso.example.org',
  );
  assert.equal(name({ mbox_sha1sum: 'abc' }), 'sha1 abc');
  assert.equal(name({ openid: 'https://ana.example.org' }), 'https://ana.example.org');
  assert.equal(name({ objectType: 'Group', mbox: 'mailto:team@example.org' }), 'team@example.org (group)');
  assert.equal(ownerName({ trackBy: 'persona', ident: { persona: 'p1' } }), 'persona p1');
  assert.equal(ownerName(null), 'nobody');
});

test('a text is shortened between characters, never within one', () => {
  assert.equal(shorten('👍👍👍', 3), '👍👍👍');
  assert.equal(shorten('👍👍👍👍', 3), '👍👍…');
});

test('the spool gives records back, small and large, each copy once', () => {
  const spool = new Spool();
  const large = Buffer.alloc(3 << 20, 'x');
  const record = (index) => Buffer.from(`{"record":${index},"text":"${'y'.repeat(index % 3000)}"}`);
  for (let index = 0; index < 3000; index++) spool.keep(`r${index}`, record(index));
  spool.keep('large', large);
  spool.keep('r7', record(7));
  spool.keep('r7', Buffer.from('{"another":true}'));
  assert.ok(spool.recordsOf('large')[0].equals(large));
  assert.deepEqual(spool.recordsOf('r2999'), [record(2999)]);
  assert.deepEqual(spool.recordsOf('r7').map(String), ['{"another":true}', String(record(7))]);
  assert.deepEqual(spool.recordsOf('unknown'), []);
  spool.close();
});
