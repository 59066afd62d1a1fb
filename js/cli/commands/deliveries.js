// `deliveries`: what was sent, what waits, what is dead; and sending again.

import { standardOutput } from '../output.js';
import { writeRows } from '../operations/rows.js';
import { operator, withService } from '../operations/with-service.js';

/** @typedef {{store?: string, organisation: string, json?: boolean}} Flags */

const COLUMNS = ['_id', 'state', 'attempts', 'lastStatus', 'lastError', 'nextAttemptAt', 'journey'];

/** @param {Flags & {state?: string, limit?: string}} flags */
export async function list(flags) {
  const find = { filter: flags.state ? { state: flags.state } : {}, limit: Number(flags.limit ?? 100) };
  const sort = /** @type {import('../../stores/store.js').Sort} */ ([
    ['updatedAt', -1],
    ['_id', 1],
  ]);
  const documents = await withService(flags, ({ context }) =>
    context.store.find('delivery', flags.organisation, { ...find, sort }),
  );
  await writeRows(flags, documents, COLUMNS);
}

/** @param {string[]} ids @param {Flags} flags */
export async function retry(ids, flags) {
  const output = standardOutput();
  await withService(flags, async ({ outbox }) => {
    for (const id of ids) {
      const { state } = await outbox.retry(operator(flags.organisation), id);
      await output.write(`${id}  ${state}\n`);
    }
  });
  await output.end();
}
