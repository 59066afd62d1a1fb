// `recalculate`: computes a journey's progress anew from the stored statements, here and now; servers on the same store
// take part, and go on where this command is ended.

import { Failure, FOUND_FAULTS } from '../failure.js';
import { standardOutput } from '../output.js';
import { operator, withService } from '../operations/with-service.js';

/** @param {string} id @param {{store?: string, cancel?: boolean}} flags */
export async function recalculate(id, flags) {
  const output = standardOutput();
  await withService(flags, async ({ context: { store }, recalculations }) => {
    const row = await store.change((transaction) => transaction.journey(id));
    if (!row) throw new Failure(`there is no journey ${id}`, FOUND_FAULTS);
    const caller = operator(row.organisation);
    if (flags.cancel) {
      await recalculations.cancel(caller, id);
      await output.write('cancelled; what was done stays\n');
      return;
    }
    const { recalculateStatus } = await recalculations.start(caller, id);
    while (await isUnderWay(store, row.organisation, id)) {
      if (!(await recalculations.step())) await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
    await output.write(`recalculated ${row.document.description}: ${recalculateStatus.totalCount} statements\n`);
  });
  await output.end();
}

/** Between two looks at what another process does, in milliseconds. */
const LOOK = 100;

/** @param {import('../../stores/store.js').Store} store @param {string} organisation @param {string} id */
async function isUnderWay(store, organisation, id) {
  const document = await store.get('journey', organisation, id);
  return document?.recalculateStatus.inProgress === true;
}
