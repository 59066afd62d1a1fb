// Callbacks go to public addresses only (contract: journeys, section 9): whatever the URL says, however it is spelled, and
// whatever the DNS answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedLookup, isPublic } from '../../../../js/service/outbox/guard.js';
import { Agent } from 'undici';
import { startReceiver } from '../processes.js';
import { setUp } from './helpers.js';

const settings = { allowPrivateAddresses: false };

test('addresses that nobody on the internet could reach are not public', () => {
  const not = [
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
    ...['224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
    ...['::ffff:7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::', 'fc00::1', 'fd12::1'],
    ...['fe80::1', 'fec0::1', 'ff02::1', '2001:db8::1', '100::1', '5f00::1', '4000::1', 'no address', ''],
  ];
  for (const address of not) assert.equal(isPublic(address), false, address);
  for (const address of ['8.8.8.8', '1.1.1.1', '93.184.216.34', '2606:4700::1111', '2a00:1450:4001::1']) {
    assert.equal(isPublic(address), true, address);
  }
});

test('no spelling of an address that is not public is connected to', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { port } = new URL(receiver.url);
  const hosts = [
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '0', '127.0.0.1.', '１２７.0.0.1'],
    ...[
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::]',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'user:pass@localhost',
    ],
  ];
  for (const host of hosts) {
    await t.test(host, async () => {
      const { outbox, add, get } = await setUp({ url: `http://${host}:${port}/`, settings });
      const id = await add();
      await outbox.runDue();
      const { state, lastStatus, lastError } = await get(id);
      assert.deepEqual([state, lastStatus], ['pending', null], lastError);
      assert.match(lastError, /not a public address|ENOTFOUND|EAI_AGAIN/);
    });
  }
  assert.equal(receiver.received.length, 0);
});

/** A DNS that answers in turn. */
const answering = (...answers) => {
  let next = 0;
  const asked = [];
  const lookup = (hostname, _options, answer) => {
    asked.push(hostname);
    const addresses = answers[Math.min(next++, answers.length - 1)];
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return { lookup, asked };
};

test('a name is refused if any of its addresses is not public', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { port } = new URL(receiver.url);
  for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], []]) {
    const { lookup } = answering(addresses);
    const { outbox, add, get } = await setUp({
      url: `http://hook.example.com:${port}/`,
      settings,
      options: { lookup },
    });
    const id = await add();
    await outbox.runDue();
    assert.match((await get(id)).lastError, /hook\.example\.com is not a public address/, addresses.join());
  }
  assert.equal(receiver.received.length, 0);
});

test('the address that was checked is the one connected to: the DNS is asked once for each connection', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { origin, port } = new URL(receiver.url);
  // 127.0.0.1 stands for a public address; whoever asks the DNS again gets another.
  const { lookup, asked } = answering(['127.0.0.1'], ['127.0.0.2']);
  const connect = { lookup: guardedLookup(lookup, (address) => address === '127.0.0.1') };
  const agent = new Agent({ connect });
  t.after(() => agent.destroy());
  const answer = await agent.request({ origin: `http://rebinding.example.com:${port}`, path: '/', method: 'GET' });
  await answer.body.dump();
  assert.deepEqual([asked.length, receiver.received.length], [1, 1], origin);
  const other = new Agent({ connect });
  t.after(() => other.destroy());
  const again = other.request({ origin: `http://rebinding.example.com:${port}`, path: '/', method: 'GET' });
  await assert.rejects(again, { code: 'REFUSED_ADDRESS' });
});

test("with the operator's permission private addresses are reached", async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { outbox, add, get } = await setUp({ url: receiver.url.replace('127.0.0.1', 'localhost') });
  const id = await add();
  await outbox.runDue();
  const { state, lastError } = await get(id);
  assert.equal(state, 'delivered', lastError);
});
