// The commands of an operator work on the same parts as the server, on the same store, also while servers run on it.

import { createService } from '../../service/index.js';
import { Failure } from '../failure.js';
import { settingsOf } from './environment.js';
import { shown, storeOptions } from './stores.js';

export { operator } from '../../service/operator.js';

/**
 * Runs `use` with a service that does no background work, and closes it.
 * @template Result
 * @param {{store?: string, learningLocker?: boolean}} flags
 * @param {(service: import('../../service/service.js').Service) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withService(flags, use) {
  const { store, learningLocker, settings } = settingsOf(flags);
  const service = await openService({ store, learningLocker, settings });
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
 * @param {{store: string, learningLocker: boolean} & Partial<import('../../service/service.js').ServiceOptions>} options
 */
export async function openService({ store, learningLocker, ...options }) {
  const named = storeOptions({ store, learningLocker });
  try {
    return await createService({ ...named, ...options });
  } catch (error) {
    throw new Failure(`cannot open the store ${shown(store)}: ${/** @type {Error} */ (error).message}`);
  }
}
