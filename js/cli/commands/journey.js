// `journey`: journeys from files into the store, and out of it.

import { loadEngine } from '../../engine/index.js';
import { Failure, FOUND_FAULTS } from '../failure.js';
import { faultLines, readJourneys } from '../journeys.js';
import { standardOutput } from '../output.js';
import { operator, withService } from '../operations/with-service.js';
import { colorsFor } from '../terminal.js';

/** @typedef {{store?: string, organisation: string}} Flags */

/** @param {string[]} files @param {Flags} flags */
export async function importFiles(files, flags) {
  const engine = await loadEngine();
  const read = await readJourneys(engine, files);
  engine.dispose();
  const faulty = read.filter(({ validation }) => !validation.valid);
  const colors = colorsFor(process.stderr);
  for (const journey of faulty) process.stderr.write(`${faultLines(journey, colors).join('\n')}\n`);
  if (faulty.length > 0) throw new Failure('nothing was imported', FOUND_FAULTS);
  const output = standardOutput();
  await withService(flags, async ({ journeys }) => {
    for (const { bytes } of read) {
      const body = JSON.parse(bytes.toString());
      const caller = operator(flags.organisation);
      const { document, created } = await (body._id
        ? journeys.replace(caller, body._id, body)
        : journeys.create(caller, body));
      await output.write(`${document._id}  ${created ? 'created' : 'replaced'}  ${document.description}\n`);
    }
  });
  await output.end();
}

/** @param {string[]} ids none: all @param {Flags} flags */
export async function exportAll(ids, flags) {
  const output = standardOutput();
  await withService(flags, async ({ context: { store } }) => {
    const filter = ids.length > 0 ? { _id: { $in: ids } } : {};
    let after;
    for (;;) {
      const page = await store.find('journey', flags.organisation, { filter, limit: PAGE, after });
      for (const document of page) await output.write(`${JSON.stringify(document)}\n`);
      if (page.length < PAGE) break;
      after = [page[page.length - 1]._id];
    }
  });
  await output.end();
}

const PAGE = 500;
