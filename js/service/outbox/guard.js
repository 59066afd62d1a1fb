// Refuses receivers that are not on the public internet: a callback's URL comes from a user, and this process may well reach
// what that user may not. The address is checked when a connection is made, and it is the checked one that is connected to,
// so an answer of the DNS that changes in between helps nobody.

import dns from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

export class RefusedAddressError extends Error {
  /** @param {string} host */
  constructor(host) {
    super(`${host} is not a public address; ALLOW_PRIVATE_ADDRESSES lets deliveries go there all the same`);
    this.name = 'RefusedAddressError';
    this.code = 'REFUSED_ADDRESS';
  }
}

/** What NAT64 reaches IPv4 through, where there is nothing but IPv6 (RFC 6052, section 2.1). */
const NAT64 = /** @type {[ipaddr.IPv6, number]} */ (ipaddr.parseCIDR('64:ff9b::/96'));

/**
 * Whether anybody on the internet could reach it. Of IPv6 only 2000::/3 is global unicast (RFC 4291, section 2.4), and
 * tunnels (6to4, Teredo) are none: they carry an IPv4 address that would have to be looked into.
 * @param {string} address
 */
export function isPublic(address) {
  const plain = isIP(address) === 6 ? withoutDots(address) : address;
  if (isIP(plain) === 0) return false;
  const parsed = ipaddr.process(plain); // an IPv4-mapped one is what it maps to
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.match(NAT64)) return new ipaddr.IPv4(parsed.toByteArray().slice(12)).range() === 'unicast';
  return parsed.range() === 'unicast' && parsed.parts[0] >> 13 === 1;
}

/** An IPv6 address in figures alone: ipaddr.js takes ::8.8.8.8 for ::ffff:8.8.8.8. One with a zone is none here. @param {string} address */
function withoutDots(address) {
  const url = `http://[${address}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : '';
}

/** @typedef {(hostname: string, options: dns.LookupAllOptions, answer: (error: Error | null, addresses: dns.LookupAddress[]) => void) => void} Lookup */

/**
 * A lookup for sockets that knows public addresses only. One that is not spoils all of a name's addresses: nobody who
 * means well has such a name.
 * @param {Lookup} lookup
 * @param {(address: string) => boolean} isAllowed
 * @returns {(hostname: string, options: any, answer: Function) => void}
 */
const guarded = (lookup, isAllowed) => (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error);
    if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
      return answer(new RefusedAddressError(hostname));
    }
    if (options.all) return answer(null, addresses);
    return answer(null, addresses[0].address, addresses[0].family);
  });
};

/**
 * Makes connections, to public addresses only; for undici. It ends none that takes long.
 * @param {{lookup?: Lookup, isAllowed?: (address: string) => boolean}} options isAllowed: for tests
 * @returns {buildConnector.connector}
 */
export function guardedConnector({ lookup = dns.lookup, isAllowed = isPublic }) {
  const connect = buildConnector({ timeout: 0, lookup: guarded(lookup, isAllowed) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // An address is looked up by nobody: sockets take it as it is.
    if (isIP(host) !== 0 && !isAllowed(host)) return callback(new RefusedAddressError(host), null);
    return connect(options, callback);
  };
}
