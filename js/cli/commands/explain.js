// `explain`: for each statement and waypoint, why the condition holds or does not; then for each owner, where each
// statement went and what is missing.

import { loadEngine } from '../../engine/index.js';
import { piecesOf } from '../../reading/pieces.js';
import { BadLines } from '../bad-lines.js';
import { jsonReport, textReport } from '../explain-report.js';
import { compileJourneys } from '../journeys.js';
import { standardOutput } from '../output.js';
import { ownerFilter, ownerKey } from '../owners.js';
import { openSources } from '../sources.js';
import { refuseJourneys } from '../statements.js';
import { colorsFor } from '../terminal.js';

/**
 * @typedef {import('../../engine/index.js').Journey} Journey
 * @typedef {import('../../engine/index.js').Owner} Owner
 * @typedef {import('../../engine/index.js').StatementExplanation} StatementExplanation
 */

/**
 * @param {string[]} files
 * @param {{journey: string[], owner?: string, json?: boolean, strict?: boolean}} flags
 */
export async function explain(files, flags) {
  const isWanted = flags.owner === undefined ? () => true : ownerFilter(flags.owner);
  const sources = await openSources(files, flags.journey);
  refuseJourneys(sources);
  const engine = await loadEngine();
  const journeys = await compileJourneys(engine, flags.journey, colorsFor(process.stderr));
  const output = standardOutput();
  const report = flags.json ? jsonReport() : textReport(colorsFor(process.stdout));
  const owners = new Owners(journeys);
  const run = engine.replay(journeys);

  await output.write(report.begin());
  const badLines = new BadLines(flags);
  for (const source of sources) {
    const context = { receivedAt: source.receivedAt };
    for await (const { line, bytes } of piecesOf(source.chunks())) {
      try {
        for (const journey of journeys) {
          const explanation = engine.explain(journey, bytes, context);
          if (!(explanation.owner ? isWanted(explanation.owner) : flags.owner === undefined)) continue;
          owners.add(journey, explanation);
          await output.write(report.statement(journey, { file: source.name, line }, explanation));
        }
        run.add(bytes, context);
      } catch (error) {
        const { name, message, path = '' } = /** @type {Error & {path?: string}} */ (error);
        if (name !== 'StatementError') throw error;
        badLines.report(source.name, [{ line, path, message }]);
      }
    }
  }
  badLines.finish();
  if (owners.isEmpty && flags.owner !== undefined) process.stderr.write(`no statement is about ${flags.owner}\n`);
  await output.write(report.between());
  for (const { journey, owner } of owners.sorted()) {
    await output.write(report.owner(journey, owner, run.explain(journey.id, owner)));
  }
  await output.write(report.end());
  await output.end();
  run.dispose();
  engine.dispose();
}

/** Everybody whom a statement was about, on each journey. */
class Owners {
  /** @param {Journey[]} journeys */
  constructor(journeys) {
    /** @type {Map<Journey, Map<string, Owner>>} */
    this.byJourney = new Map(journeys.map((journey) => [journey, new Map()]));
  }

  /** @param {Journey} journey @param {StatementExplanation} explanation */
  add(journey, { owner, excluded }) {
    const isTheirs = owner && (excluded === null || excluded === 'voided');
    if (isTheirs) this.byJourney.get(journey)?.set(ownerKey(owner), owner);
  }

  get isEmpty() {
    return [...this.byJourney.values()].every((owners) => owners.size === 0);
  }

  /** In an order that does not depend on the statements'. */
  *sorted() {
    for (const [journey, owners] of this.byJourney) {
      for (const key of [...owners.keys()].sort()) yield { journey, owner: /** @type {Owner} */ (owners.get(key)) };
    }
  }
}
