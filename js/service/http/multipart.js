// The first part of a multipart/mixed body: the statements; further parts are their attachments (xAPI 1.0.3
// Communication 1.5.2), of which journeys have no use.

import { ServiceError } from '../errors.js';
import { isJson, mediaType } from './body.js';

const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i;
const LONGEST_HEADERS = 8192;

/** @param {string} message */
const malformed = (message) => new ServiceError(400, `the multipart body ${message}`);

/**
 * @param {Uint8Array} bytes
 * @param {string} contentType
 * @returns {Uint8Array}
 * @throws {ServiceError} 400, 415
 */
export function firstPart(bytes, contentType) {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined)
    throw new ServiceError(400, 'multipart/mixed needs a boundary in the Content-Type header');
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiter = `--${boundary}`;
  const start = lineAfter(body, beginning(body, delimiter) + delimiter.length);
  const end = body.indexOf(`\r\n${delimiter}`, Math.max(0, start - 2));
  if (end < 0) throw malformed('ends within its first part');
  const part = body.subarray(start, Math.max(start, end));
  return contentOf(part);
}

/** @param {Buffer} body @param {string} delimiter */
function beginning(body, delimiter) {
  if (body.subarray(0, delimiter.length).equals(Buffer.from(delimiter))) return 0;
  const at = body.indexOf(`\r\n${delimiter}`);
  if (at < 0) throw malformed('does not have the boundary that the Content-Type header names');
  return at + 2;
}

/** @param {Buffer} body @param {number} at */
function lineAfter(body, at) {
  const end = body.indexOf('\r\n', at);
  if (end < 0 || body.subarray(at, end).toString('latin1').trim() !== '') throw malformed('has no part');
  return end + 2;
}

/** @param {Buffer} part */
function contentOf(part) {
  const hasHeaders = !part.subarray(0, 2).equals(Buffer.from('\r\n'));
  const blank = hasHeaders ? part.indexOf('\r\n\r\n') : -2;
  if (blank > LONGEST_HEADERS || (hasHeaders && blank < 0)) throw malformed('has a part without an end of its headers');
  const headers = part.subarray(0, Math.max(0, blank)).toString('latin1').split('\r\n');
  const type = mediaType(valueOf(headers, 'content-type') ?? null);
  if (!isJson(type)) throw new ServiceError(415, 'the first part of a multipart body must be application/json');
  return part.subarray(blank + 4);
}

/** @param {string[]} headers @param {string} name in lower case */
function valueOf(headers, name) {
  const header = headers.find((line) => line.slice(0, line.indexOf(':')).trim().toLowerCase() === name);
  return header?.slice(header.indexOf(':') + 1);
}
