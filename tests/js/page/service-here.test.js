// Whether the page comes from a service of ours.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceHere } from '../../../web-demo/src/state/service-here.js';

const page = { protocol: 'http:', origin: 'http://service:8080', pathname: '/' };
/** @param {Response} response @returns {typeof fetch} */
const answering = (response) => async (url) => {
  assert.equal(url, 'http://service:8080/health');
  return response;
};
const never = () => assert.fail('asked');

test('a service answers for its health', async () => {
  assert.equal(await serviceHere(page, answering(Response.json({ status: 'ok' }))), 'http://service:8080');
});

test('a host of files answers otherwise, or not at all', async () => {
  assert.equal(await serviceHere(page, answering(new Response('<p>ok</p>', { status: 404 }))), null);
  assert.equal(await serviceHere(page, answering(Response.json({ status: 'failing' }))), null);
  assert.equal(await serviceHere(page, () => Promise.reject(new TypeError('no network'))), null);
});

test('nobody is asked where the page is in a folder, or is a file', async () => {
  assert.equal(await serviceHere({ ...page, pathname: '/preview/' }, never), null);
  assert.equal(await serviceHere({ ...page, protocol: 'file:' }, never), null);
});
