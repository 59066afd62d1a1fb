// `backup`: a copy of the whole store, of one moment, while it is in use.

import { Failure } from '../failure.js';
import { standardOutput } from '../output.js';
import { withService } from '../operations/with-service.js';

/** @param {string} file @param {{store?: string}} flags */
export async function backup(file, flags) {
  await withService(flags, async ({ context: { store } }) => {
    if (!store.backup) throw new Failure('a copy of this store is what its own tools make: mongodump, or a snapshot');
    try {
      await store.backup(file);
    } catch (error) {
      throw new Failure(`cannot write ${file}: ${/** @type {Error} */ (error).message}`);
    }
  });
  const output = standardOutput();
  await output.write(`written to ${file}\n`);
  await output.end();
}
