// The commands of an operator work on the same parts as the server, on the same store, also while servers run on it.

import { createService } from '../../service/index.js';
import { openLibsqlStore } from '../../stores/libsql/index.js';
import { Failure } from '../failure.js';
import { settingsOf } from './environment.js';

/**
 * Runs `use` with a service that does no background work, and closes it.
 * @template Result
 * @param {{store?: string}} flags
 * @param {(service: import('../../service/service.js').Service) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withService(flags, use) {
  const { store, settings } = settingsOf(flags);
  const service = await openService({ store, settings });
  try {
    return await use(service);
  } catch (error) {
    throw isOurs(error) ? new Failure(/** @type {Error} */ (error).message, 1) : error;
  } finally {
    await service.close();
  }
}

/** @param {unknown} error */
const isOurs = (error) => error instanceof Error && 'status' in error;

/**
 * @param {{store: string} & Partial<import('../../service/service.js').ServiceOptions>} options
 */
export async function openService({ store, ...options }) {
  try {
    return await createService({ openStore: (given) => openLibsqlStore({ ...given, file: store }), ...options });
  } catch (error) {
    throw new Failure(`cannot open the store ${store}: ${/** @type {Error} */ (error).message}`);
  }
}

/** Who the operator is to the parts that ask: somebody of the journey's organisation who may do all. @param {string} organisation @returns {import('../../service/service.js').Caller} */
export const operator = (organisation) => ({
  client: {
    ...{ _id: '0'.repeat(24), key: '', secret: '', title: 'operator', organisation, scopes: ['all'], user: null },
    ...{ lrs_id: null, isTrusted: true, createdAt: '1970-01-01T00:00:00.000Z', revokedAt: null },
  },
});
