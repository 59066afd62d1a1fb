// Whether an actor can be told from others: exactly one inverse functional identifier, well formed (xAPI 1.0.3 Data 2.4.2).
// What has none is let in where the specification lets it be (an anonymous Group): it tracks nobody.

import { z } from 'zod';

const account = z.object({
  homePage: z.string().min(1, 'must be the IRL of the system that the account is in'),
  name: z.string().min(1, 'must be the name of the account'),
});

const identifiers = {
  mbox: z.string().regex(/^mailto:[^@\s]+@[^@\s]+$/i, 'must be an e-mail address as mailto:name@domain'),
  mbox_sha1sum: z.string().regex(/^[0-9a-f]{40}$/i, 'must be a SHA-1 digest: 40 hexadecimal digits'),
  openid: z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'must be a URI'),
  account,
};

/** @typedef {{path: string, message: string}} ActorFault */

/** @param {any} actor @param {string} path @returns {ActorFault[]} */
export function actorFaults(actor, path) {
  if (typeof actor !== 'object' || actor === null || Array.isArray(actor)) {
    return [{ path, message: 'a statement needs an actor, an object' }];
  }
  const named = Object.keys(identifiers).filter((name) => actor[name] !== undefined);
  if (named.length > 1) return [{ path, message: `has more than one identifier: ${named.join(', ')}` }];
  if (named.length === 0) {
    if (actor.objectType === 'Group') return [];
    return [{ path, message: `an Agent needs one of ${Object.keys(identifiers).join(', ')}` }];
  }
  const [name] = /** @type {(keyof typeof identifiers)[]} */ (named);
  const { success, error } = identifiers[name].safeParse(actor[name]);
  if (success) return [];
  return error.issues.map((issue) => ({ path: [path, name, ...issue.path].join('.'), message: issue.message }));
}
