// A store in Learning Locker's own database: who may use it, and its statements as records.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Decimal128, Long } from 'mongodb';
import { revokeClient } from '../../../js/service/clients.js';
import { verifySecret } from '../../../js/service/secrets.js';
import { openLearningLockerStore } from '../../../js/stores/mongodb/learning-locker/index.js';
import { QUEUE, takenFrom } from '../../../js/stores/mongodb/learning-locker/records.js';
import { statement } from '../helpers.js';
import * as files from './learning-locker-files.js';
import { mongodbMissing } from './mongodb-server.js';
import { matching } from './samples.js';

const { CLIENT, documentOf, idAt, learningLocker, NOW, oid, ORGANISATIONS, personOf, STORES } = files;

describe('a document of Learning Locker’s statements as a record', () => {
  const extensions = { 'http://example.org/a.b': { 'x.y': [{ 'p.q': 1 }] }, $cost: 2 };
  const said = statement(1, { result: { score: { scaled: 0.67, raw: 67 }, extensions } });
  const document = documentOf(said, { _id: idAt(NOW, 1), person: personOf(said.actor) });

  test('has ids and dates as text, keys as they were sent, and nothing of what is Learning Locker’s own', () => {
    const { record, key } = takenFrom({ ...document, personaIdentifier: oid(CLIENT) });
    assert.deepEqual(record, {
      ...{ _id: idAt(NOW, 1).toHexString(), organisation: ORGANISATIONS[0], lrs_id: STORES[0], client: CLIENT },
      ...{ active: true, voided: false, timestamp: '2024-01-01T00:00:00.000Z', stored: '2024-01-01T00:00:00.000Z' },
      person: { _id: personOf(said.actor)._id.toHexString(), display: 'somebody' },
      personaIdentifier: CLIENT,
      statement: said,
      ...{ completedQueues: ['STATEMENT_QUERYBUILDERCACHE_QUEUE'], processingQueues: ['STATEMENT_FORWARDING_QUEUE'] },
      ...{ completedForwardingQueue: [], pendingForwardingQueue: [], failedForwardingLog: [], deadForwardingQueue: [] },
    });
    assert.deepEqual(key, { _id: document._id, hasPerson: true, isMarked: false });
  });

  test('tells whether it has a person and our mark', () => {
    const keyOf = (changes) => takenFrom({ ...document, ...changes }).key;
    assert.equal(keyOf({ person: null }).hasPerson, false);
    assert.equal(keyOf({ person: undefined }).hasPerson, false);
    assert.equal(keyOf({ completedQueues: ['a', QUEUE] }).isMarked, true);
    assert.equal(keyOf({ completedQueues: null }).isMarked, false);
  });

  test('has numbers of every type as numbers', () => {
    const result = {
      long: Long.fromNumber(2 ** 40),
      decimal: Decimal128.fromString('0.25'),
      big: 7n,
      date: new Date(NaN),
    };
    const { record } = takenFrom({ ...document, statement: { result } });
    assert.deepEqual(record.statement.result, { long: 2 ** 40, decimal: 0.25, big: 7, date: null });
  });
});

describe('a store in Learning Locker’s database', { skip: mongodbMissing }, () => {
  const open = async (t, { url }, options = {}) => {
    const store = await openLearningLockerStore({ url, matching, ...options });
    t.after(() => store.close());
    return store;
  };

  test('lets Learning Locker’s clients in, with the keys, secrets and scopes that they have there', async (t) => {
    const ll = await learningLocker(t);
    const store = await open(t, ll);
    const { secret, ...client } = await store.clientByKey('a key');
    assert.deepEqual(client, {
      ...{ _id: CLIENT, key: 'a key', title: 'New Client', organisation: ORGANISATIONS[0], user: null },
      ...{ scopes: ['all', 'tribal_insight'], lrs_id: STORES[0], isTrusted: false, revokedAt: null },
      createdAt: '2017-05-23T13:06:51.456Z',
    });
    assert.equal(await verifySecret('a secret', secret), true);
    assert.equal(await verifySecret('another', secret), false);
    assert.equal(await store.clientByKey('a ke'), null);
  });

  test('lets nobody in who could not use Learning Locker', async (t) => {
    const ll = await learningLocker(t);
    const store = await open(t, ll);
    const organisation = oid(ORGANISATIONS[0]);
    const api = (key) => ({ basic_key: key, basic_secret: 'secret' });
    const cases = {
      'no secret': { organisation, api: { basic_key: 'no secret' } },
      'an empty secret': { organisation, api: { basic_key: 'an empty secret', basic_secret: '' } },
      'a secret that is no text': {
        organisation,
        api: { basic_key: 'a secret that is no text', basic_secret: { gt: '' } },
      },
      'no organisation': { api: api('no organisation') },
      'an organisation that is no id': { organisation: 'one', api: api('an organisation that is no id') },
    };
    await ll.insert('client', ...Object.values(cases), {
      organisation,
      isTrusted: false,
      api: api('untrusted'),
      scopes: 'all',
    });
    for (const key of Object.keys(cases)) assert.equal(await store.clientByKey(key), null, key);
    const untrusted = await store.clientByKey('untrusted');
    assert.deepEqual([untrusted.revokedAt, untrusted.scopes, untrusted.title], ['1970-01-01T00:00:00.000Z', [], '']);
    assert.deepEqual(
      (await store.clients()).map(({ key }) => key),
      ['a key', 'untrusted'],
    );
  });

  test('has its own clients beside them, and can revoke one of theirs for itself alone', async (t) => {
    const ll = await learningLocker(t);
    const store = await open(t, ll);
    const before = await files.dump(ll.db);
    const own = { ...(await store.clientByKey('a key')), _id: 'd'.repeat(24), key: 'ours' };
    await store.change((transaction) => transaction.putClient(own));
    assert.deepEqual(await store.clientByKey('ours'), own);
    await revokeClient({ store, clock: { now: () => NOW } }, 'a key');
    assert.equal((await store.clientByKey('a key')).revokedAt, new Date(NOW).toISOString());
    assert.deepEqual((await store.clients()).map(({ key }) => key).sort(), ['a key', 'ours']);
    assert.deepEqual(await files.dump(ll.db), before);
  });
});
