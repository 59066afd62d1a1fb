// What the tests of the MongoDB store take for granted of their server, and what we changed in FerretDB for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ObjectId } from 'mongodb';
import { mongodbDatabase, mongodbMissing } from './mongodb-server.js';

const skip = mongodbMissing;

/** A collection that holds these documents. */
async function collectionOf(t, documents) {
  const { client } = await mongodbDatabase(t);
  const collection = client.db().collection('rows');
  await collection.insertMany(documents);
  return collection;
}

test('of clients who set what another has not set yet, one succeeds', { skip }, async (t) => {
  const rows = await collectionOf(t, [{ _id: 'a', revision: 0 }]);
  const increase = async () => {
    const { revision } = await rows.findOne({ _id: 'a' });
    const { modifiedCount } = await rows.updateOne({ _id: 'a', revision }, { $set: { revision: revision + 1 } });
    return modifiedCount;
  };
  let increases = 0;
  for (let round = 0; round < 25; round += 1) {
    const modified = await Promise.all(Array.from({ length: 8 }, increase));
    increases += modified.reduce((sum, count) => sum + count, 0);
  }
  assert.deepEqual(await rows.findOne({ _id: 'a' }), { _id: 'a', revision: increases });
  assert.ok(increases >= 25, 'somebody succeeds in each round');
});

test('of clients who insert the same _id, one succeeds', { skip }, async (t) => {
  const rows = await collectionOf(t, [{ _id: 'other' }]);
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, by) => rows.insertOne({ _id: 'a', by })));
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.deepEqual([...new Set(outcomes.map(({ reason }) => reason?.code))].sort(), [11000, undefined]);
});

test('a command may hold a thousand updates', { skip }, async (t) => {
  const ids = Array.from({ length: 1000 }, (_, index) => `row ${index}`);
  const rows = await collectionOf(
    t,
    ids.map((_id) => ({ _id, revision: 0 })),
  );
  const updates = ids.map((_id) => ({
    updateOne: { filter: { _id, revision: 0 }, update: { $inc: { revision: 1 } } },
  }));
  const { modifiedCount } = await rows.bulkWrite(updates, { ordered: false });
  assert.equal(modifiedCount, 1000);
});

test('a write that nobody waits for keeps what follows it in step', { skip }, async (t) => {
  const rows = await collectionOf(t, [{ _id: 'a' }]);
  await rows.insertOne({ _id: 'b' }, { writeConcern: { w: 0 } });
  assert.deepEqual(await rows.findOne({ _id: 'a' }), { _id: 'a' });
});

test('_id selects by value and type, alone and with more', { skip }, async (t) => {
  // FerretDB lets no ObjectId stand beside the string of its digits.
  const [id, digits] = [new ObjectId(), new ObjectId()];
  const documents = [
    { _id: 'a', n: 1 },
    { _id: 'A', n: 1 },
    { _id: '1', n: 1 },
    { _id: 1, n: 2 },
    { _id: 'say "é"', n: 2 },
    { _id: id, n: 2 },
    { _id: digits.toHexString(), n: 2 },
  ];
  const rows = await collectionOf(t, documents);
  for (const [filter, expected] of [
    [{ _id: 'a' }, ['a']],
    [{ _id: 'b' }, []],
    [{ _id: '1' }, ['1']],
    [{ _id: 1 }, [1]],
    [{ _id: 'say "é"' }, ['say "é"']],
    [{ _id: id }, [id]],
    [{ _id: id.toHexString() }, []],
    [{ _id: digits }, []],
    [{ _id: digits.toHexString() }, [digits.toHexString()]],
    [{ _id: 'a', n: 2 }, []],
    [{ n: 1, _id: 'a' }, ['a']],
    [{ _id: { $in: [] } }, []],
    [{ _id: { $in: ['a', 'b', 'say "é"', id] } }, ['a', 'say "é"', id]],
    [{ _id: { $in: ['a', 1] } }, ['a', 1]],
    [{ _id: { $in: ['a', 'A'] }, n: { $lt: 2 } }, ['a', 'A']],
    [{ _id: { $in: ['a', 'A'], $ne: 'a' } }, ['A']],
    [{ _id: { $gt: 'a' } }, ['say "é"']],
    [{ $or: [{ _id: 'a' }, { n: 2 }] }, ['a', 1, 'say "é"', id, digits.toHexString()]],
  ]) {
    const found = await rows.find(filter).toArray();
    assert.deepEqual(found.map(({ _id }) => String(_id)).sort(), expected.map(String).sort(), JSON.stringify(filter));
    assert.equal(await rows.countDocuments(filter), expected.length, `count of ${JSON.stringify(filter)}`);
  }
});
