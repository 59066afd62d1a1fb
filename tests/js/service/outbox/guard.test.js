// Callbacks go to public addresses only (contract: journeys, section 9): whatever the URL says, however it is spelled, and
// whatever the DNS answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Agent } from 'undici';
import { guardedConnector, isPublic } from '../../../../js/service/outbox/guard.js';
import { check } from '../../helpers.js';
import { startReceiver } from '../processes.js';
import { setUp } from './helpers.js';

const settings = { allowPrivateAddresses: false };

test('addresses that nobody on the internet could reach are not public', () => {
  const not = [
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
    ],
    ...['169.254.169.254', '100.64.0.1', '100.127.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1'],
    ...['198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::127.0.0.1', '::8.8.8.8', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1'],
    ...['::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::169.254.169.254', '64:ff9b:1::808:808', '2002:7f00:1::'],
    ...['2002:808:808::', '2001:0:7f00:1::', 'fc00::1', 'fd12::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1'],
    ...['2001:db8::1', '3fff::1', '2001:2::1', '2001:10::1', '2001:20::1', '100::1', '5f00::1', '4000::1'],
    ...['no address', '', '127.1', '0x7f.1', '8.8.8'],
  ];
  for (const address of not) assert.equal(isPublic(address), false, address);
  const are = [
    '8.8.8.8',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.32.0.1',
    '2606:4700::1111',
    '64:ff9b::8.8.8.8',
  ];
  for (const address of are) assert.equal(isPublic(address), true, address);
});

test('an IPv4 address is judged alike however IPv6 wraps it', (t) => {
  check(t, 2_000, fc.ipV4(), (address) => {
    assert.equal(isPublic(`::ffff:${address}`), isPublic(address), address);
    assert.equal(isPublic(`64:ff9b::${address}`), isPublic(address), address);
    assert.equal(isPublic(`::${address}`), false);
  });
});

test('of IPv6 nothing outside 2000::/3 is public, but for NAT64', (t) => {
  const word = fc.integer({ min: 0, max: 0xffff });
  check(t, 2_000, fc.array(word, { minLength: 8, maxLength: 8 }), (words) => {
    const isGlobal = words[0] >= 0x2000 && words[0] <= 0x3fff;
    if (!isGlobal) assert.equal(isPublic(words.map((each) => each.toString(16)).join(':')), false);
  });
});

test('no spelling of an address that is not public is connected to', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { port } = new URL(receiver.url);
  const hosts = [
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '017700000001', '0177.0.0.1', '0x7f.1', '0', '0.0.0.0'],
    ...['127.0.0.1.', '１２７.0.0.1', '127。0。0。1', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]'],
    ...[
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[::]',
      '[64:ff9b::127.0.0.1]',
      '[2002:7f00:1::]',
      '10.0.0.1',
      '192.168.0.1',
    ],
    ...[
      '169.254.169.254',
      '[fe80::1]',
      '[fd00::1]',
      'localhost',
      'LOCALHOST',
      'user:pass@localhost',
      '8.8.8.8@127.0.0.1',
    ],
  ];
  for (const protocol of ['http', 'https']) {
    for (const host of hosts) {
      await t.test(`${protocol} ${host}`, async () => {
        const { outbox, add, get } = await setUp({ url: `${protocol}://${host}:${port}/`, settings });
        const id = await add();
        await outbox.runDue();
        const { state, lastStatus, lastError, tries } = await get(id);
        assert.deepEqual([state, lastStatus, tries], ['pending', null, 1], lastError);
        assert.match(lastError, /is not a public address; ALLOW_PRIVATE_ADDRESSES/);
      });
    }
  }
  assert.equal(receiver.received.length, 0);
});

/** A DNS that answers in turn. */
const answering = (...answers) => {
  const asked = [];
  const lookup = (hostname, _options, answer) => {
    const addresses = answers[Math.min(asked.push(hostname), answers.length) - 1];
    const told = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    setImmediate(answer, null, told);
  };
  return { lookup, asked };
};

test('a name is refused if any of its addresses is not public', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { port } = new URL(receiver.url);
  for (const addresses of [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], []]) {
    const { lookup, asked } = answering(addresses);
    const url = `http://hook.example.com:${port}/`;
    const { outbox, add, get } = await setUp({ url, settings, options: { lookup } });
    const id = await add();
    await outbox.runDue();
    assert.match((await get(id)).lastError, /^hook\.example\.com is not a public address/, addresses.join());
    assert.deepEqual(asked, ['hook.example.com']);
  }
  assert.equal(receiver.received.length, 0);
});

test('the address that was checked is the one connected to: the DNS is asked once for each connection', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { port } = new URL(receiver.url);
  // 127.0.0.1 stands for a public address, 127.0.0.2 for one that is not: whoever asks the DNS again gets that one.
  const { lookup, asked } = answering(['127.0.0.1'], ['127.0.0.2']);
  const isAllowed = (address) => address === '127.0.0.1';
  const agent = new Agent({ pipelining: 0, connect: guardedConnector({ lookup, isAllowed }) });
  t.after(() => agent.destroy());
  const ask = () => agent.request({ origin: `http://rebinding.example.com:${port}`, path: '/', method: 'GET' });
  const { body } = await ask();
  await body.dump();
  assert.deepEqual([asked.length, receiver.received.length], [1, 1]);
  await assert.rejects(ask(), { code: 'REFUSED_ADDRESS' });
  assert.deepEqual([asked.length, receiver.received.length], [2, 1]);
});

test('each delivery looks its receiver up anew, so that none rides on a connection of another', async (t) => {
  const receiver = await startReceiver();
  t.after(receiver.close);
  const { lookup, asked } = answering(['127.0.0.1']);
  const url = receiver.url.replace('127.0.0.1', 'hook.example.com');
  const { outbox, add, states } = await setUp({ url, options: { lookup } });
  for (let count = 0; count < 3; count++) {
    const id = await add();
    await outbox.runDue();
    assert.deepEqual(await states([id]), ['delivered']);
  }
  assert.equal(asked.length, 3);
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
