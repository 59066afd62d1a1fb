// The table that `replay` shows for each journey: who started, who completed, and how many reached each waypoint.

import Table from 'cli-table3';
import stringWidth from 'string-width';
import { count, counted, duration, percent } from './format.js';
import { tableWidth } from './terminal.js';

const BAR_BLOCKS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Between columns. */
const GAP = 2;

const NO_BORDERS = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
  ]
    .concat(['mid-mid', 'right', 'right-mid', 'middle'])
    .map((part) => [part, '']),
);

/**
 * @typedef {import('../engine/index.js').JourneySummary} JourneySummary
 * @typedef {import('./terminal.js').Colors} Colors
 */

/**
 * @param {JourneySummary} summary
 * @param {Colors} colors
 * @returns {string} lines, without a newline at the end
 */
export function summaryTable(summary, colors) {
  const width = tableWidth();
  const title = summary.description || `Journey ${summary.journey}`;
  const lines = [colors.bold(title), colors.dim('─'.repeat(width)), headline(summary, colors)];
  if (summary.waypoints.length > 0) lines.push('', waypointRows(summary, width, colors));
  return lines.join('\n');
}

/** @param {JourneySummary} summary @param {Colors} colors */
function headline({ owners, completed, medianDuration }, colors) {
  const parts = [
    `${colors.bold(counted(owners, 'learner'))} started`,
    `${colors.bold(count(completed))} completed${owners ? ` (${percent(completed, owners)})` : ''}`,
  ];
  if (medianDuration !== null) parts.push(`median time ${colors.bold(duration(medianDuration))}`);
  return parts.join(colors.dim(' · '));
}

/** @param {JourneySummary} summary @param {number} width @param {Colors} colors */
function waypointRows({ waypoints, owners }, width, colors) {
  const [numberWidth, reachedWidth, shareWidth, narrowestBar] = [4, 11, 8, 16];
  const names = waypoints.map(({ description, _id }) => description || _id);
  const longest = Math.max('Waypoint'.length, ...names.map((name) => stringWidth(name))) + GAP;
  const room = width - numberWidth - reachedWidth - shareWidth;
  const nameWidth = Math.min(longest, room - narrowestBar);
  const barWidth = room - nameWidth;
  const table = new Table({
    head: ['', 'Waypoint', 'Reached', '', ''].map((text) => colors.dim(text)),
    colWidths: [numberWidth, nameWidth, reachedWidth, shareWidth, barWidth + GAP],
    colAligns: ['right', 'left', 'right', 'right', 'left'],
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
    wordWrap: true,
  });
  for (const [index, { reached }] of waypoints.entries()) {
    const share = owners ? reached / owners : 0;
    const bar = colors.cyan(drawBar(share, barWidth));
    table.push([colors.dim(String(index + 1)), names[index], count(reached), percent(reached, owners), bar]);
  }
  return table.toString().replace(/ +$/gm, '');
}

/**
 * A bar with the precision of an eighth of a character.
 * @param {number} share
 * @param {number} width
 */
function drawBar(share, width) {
  const eighths = Math.round(share * width * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + BAR_BLOCKS[eighths % 8];
}
