// How `explain` tells its findings: as text for people or as JSON, each as it is found.

import { ownerName } from '../reading/owner-name.js';
import { mark, traceLines } from './trace.js';

/**
 * @typedef {import('../engine/index.js').Journey} Journey
 * @typedef {import('../engine/index.js').Owner} Owner
 * @typedef {import('../engine/index.js').ProgressExplanation} ProgressExplanation
 * @typedef {import('../engine/index.js').StatementExplanation} StatementExplanation
 *
 * @typedef {object} ExplainReport
 * @property {() => string} begin
 * @property {(journey: Journey, place: {file: string, line: number}, explanation: StatementExplanation) => string} statement
 * @property {() => string} between the statements and the owners
 * @property {(journey: Journey, owner: Owner, explanation: ProgressExplanation) => string} owner
 * @property {() => string} end
 */

/** @returns {ExplainReport} */
export function jsonReport() {
  let separator = '\n';
  /** @param {object} value */
  const item = (value) => {
    const text = separator + JSON.stringify(value);
    separator = ',\n';
    return text;
  };
  return {
    begin: () => '{"statements":[',
    statement: (journey, place, explanation) => item({ ...place, journey: journey.id, ...explanation }),
    between: () => {
      separator = '\n';
      return '],"owners":[';
    },
    owner: (journey, owner, explanation) => item({ journey: journey.id, owner, ...explanation }),
    end: () => ']}\n',
  };
}

/**
 * @param {import('./terminal.js').Colors} colors
 * @returns {ExplainReport}
 */
export function textReport(colors) {
  return {
    begin: () => '',
    statement(journey, { file, line }, { id, at, owner, excluded, waypoints }) {
      const lines = [
        `${colors.bold(id)} ${colors.dim(`· ${at} · ${file}:${line}`)}`,
        `${ownerName(owner)} ${colors.dim('·')} ${journey.document.description}`,
      ];
      if (excluded) lines.push(colors.yellow(`  not counted: ${excluded}`));
      for (const { description, waypoint, isActive, held, condition } of waypoints) {
        lines.push(`  ${mark(held, colors)} ${colors.bold(description || waypoint)}${isActive ? '' : ' (inactive)'}`);
        lines.push(...traceLines(condition, '    ', colors));
      }
      return `${lines.join('\n')}\n\n`;
    },
    between: () => '',
    owner: (journey, owner, explanation) => ownerText(journey, owner, explanation, colors),
    end: () => '',
  };
}

/**
 * @param {Journey} journey
 * @param {Owner} owner
 * @param {ProgressExplanation} explanation
 * @param {import('./terminal.js').Colors} colors
 */
function ownerText(journey, owner, { progress, statements, missing }, colors) {
  const nameOf = new Map(journey.document.waypoints.map(({ _id, description }) => [_id, description || _id]));
  const state = progress?.completedAt
    ? colors.green(`completed ${progress.completedAt}`)
    : colors.yellow('not completed');
  const lines = [`${colors.bold(ownerName(owner))} ${colors.dim('·')} ${journey.document.description}: ${state}`];
  for (const { statement, timestamp, role, attempt, waypoints } of statements) {
    const where =
      role === 'counted'
        ? `${waypoints.map((id) => nameOf.get(id)).join(', ')} ${colors.dim(`(attempt ${attempt})`)}`
        : '';
    lines.push(
      `  ${colors.dim(timestamp)}  ${statement.padEnd(36)}  ${role === 'counted' ? colors.green(role) : colors.yellow(role)}  ${where}`.trimEnd(),
    );
  }
  for (const { description, waypoint, have, need, open } of missing) {
    lines.push(
      `  ${colors.red('missing')}  ${description || waypoint}: ${have} of ${need}${open ? '' : colors.dim(' (not open yet)')}`,
    );
  }
  return `${lines.join('\n')}\n\n`;
}
