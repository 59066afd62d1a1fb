// A connection that is lost ends whatever waits for it, at whatever moment that is: nothing waits for ever.
import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAway } from '../../../js/stores/mongodb/busy.js';
import { connect } from '../../../js/stores/mongodb/open.js';
import { mongodbDatabase, mongodbMissing } from './mongodb-server.js';

/** Turns of the microtask queue until the connections are lost: more than it takes until a command is written. */
const TURNS = 14;

/** Milliseconds: whatever has not ended by then never will. */
const PATIENCE = 30_000;

const COMMANDS = {
  'a small command': ({ db }) => db.command({ ping: 1 }),
  'a read': ({ collections }) => collections.notes.find({ _id: 'a' }).toArray(),
  'a write larger than what a socket takes at once': ({ collections }) =>
    collections.notes.updateOne({ _id: 'a' }, { $set: { value: 'x'.repeat(1_000_000) } }, { upsert: true }),
};

/** The sockets that are opened from now on, while they are open. */
function socketsOf(t) {
  const sockets = new Set();
  const add = ({ socket }) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  diagnostics.subscribe('net.client.socket', add);
  t.after(() => diagnostics.unsubscribe('net.client.socket', add));
  return sockets;
}

/** Until there is a connection. */
async function reach({ db }) {
  while (await db.command({ ping: 1 }).then(() => false, isAway));
}

test('whatever waits for a connection ends when that is lost', { skip: mongodbMissing }, async (t) => {
  const { url } = await mongodbDatabase(t);
  const sockets = socketsOf(t);
  const connected = await connect(url);
  t.after(() => connected.client.close());
  const seen = { done: 0, lost: 0 };
  for (let turns = 0; turns < TURNS; turns++) {
    await reach(connected);
    const ended = Object.entries(COMMANDS).map(async ([what, command]) => {
      const ending = command(connected).then(
        () => 'done',
        (error) => (isAway(error) ? 'lost' : error),
      );
      const how = await Promise.race([ending, sleep(PATIENCE, 'waiting', { ref: false })]);
      assert.ok(how in seen, `${what}, lost after ${turns} turns: ${how}`);
      seen[how]++;
    });
    for (let turn = 0; turn < turns; turn++) await null;
    for (const socket of sockets) socket.destroy();
    await Promise.all(ended);
  }
  assert.ok(seen.lost > 0, JSON.stringify(seen));
});
