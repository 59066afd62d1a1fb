// `client`: who may use the service. A secret is shown once, when the client is made.

import { createClient, revokeClient } from '../../service/clients.js';
import { standardOutput } from '../output.js';
import { withService } from '../operations/with-service.js';
import { writeRows } from '../operations/rows.js';

/**
 * @param {{store?: string, title?: string, organisation?: string, scope?: string[], user?: string, lrsId?: string, trusted?: boolean, json?: boolean}} flags
 */
export async function create(flags) {
  const { title, organisation, scope: scopes, user, lrsId: lrs_id, trusted: isTrusted } = flags;
  const wanted = { title, organisation, scopes, user, lrs_id, isTrusted };
  const { client, secret } = await withService(flags, ({ context }) => createClient(context, wanted));
  const output = standardOutput();
  if (flags.json) await output.write(`${JSON.stringify({ ...client, secret })}\n`);
  else {
    const lines = [
      ['key', client.key],
      ['secret', `${secret}   (shown only now)`],
      ['organisation', client.organisation],
      ['scopes', client.scopes.join(' ')],
    ];
    await output.write(lines.map(([name, value]) => `${name.padEnd(13)} ${value}\n`).join(''));
  }
  await output.end();
}

/** @param {{store?: string, json?: boolean}} flags */
export async function list(flags) {
  const clients = await withService(flags, ({ context }) => context.store.clients());
  await writeRows(
    flags,
    clients.map(({ secret: _secret, ...client }) => client),
    ['key', 'title', 'organisation', 'scopes', 'lrs_id', 'createdAt', 'revokedAt'],
  );
}

/** @param {string} key @param {{store?: string}} flags */
export async function revoke(key, flags) {
  const client = await withService(flags, ({ context }) => revokeClient(context, key));
  const output = standardOutput();
  await output.write(`revoked ${client.key}\n`);
  await output.end();
}
