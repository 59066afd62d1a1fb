// How `diff` tells its findings: as text for people, with the first of each kind, or as JSON with all of them.

import { ownerName } from '../reading/owner-name.js';
import { outcomesFiredBy } from './changes.js';
import { count, counted } from './format.js';

/**
 * @typedef {import('./changes.js').Change} Change
 * @typedef {import('./changes.js').Pair} Pair
 *
 * @typedef {object} Report
 * @property {() => string} begin
 * @property {(pair: Pair, changes: Iterable<Change>) => Iterable<string>} pair
 * @property {() => string} end
 */

const SHOWN = 10;

const KINDS = /** @type {const} */ ([
  ['newly', 'newly completes', 'newly complete', 'green'],
  ['noLonger', 'no longer completes', 'no longer complete', 'red'],
  ['otherTime', 'completes at another time', 'complete at another time', 'yellow'],
]);

/** @param {Change} change */
const kindOf = ({ from, to }) => (from === null ? 'newly' : to === null ? 'noLonger' : 'otherTime');

/** @returns {Report} */
export function jsonReport() {
  let separator = '\n';
  return {
    begin: () => '{"journeys":[',
    *pair(pair, changes) {
      const sides = [pair.from, pair.to].map((journey) => JSON.stringify(journey ? side(journey) : null));
      yield `${separator}{"from":${sides[0]},"to":${sides[1]},"changes":[`;
      separator = '\n';
      const tally = new Tally(pair);
      for (const change of changes) {
        const outcomes = tally.add(change).map(({ _id }) => _id);
        yield separator + JSON.stringify({ change: kindOf(change), ...change, outcomes });
        separator = ',\n';
      }
      separator = ',\n';
      yield `],"summary":${JSON.stringify(tally.counts)},"outcomes":${JSON.stringify(tally.outcomes())}}`;
    },
    end: () => ']}\n',
  };
}

/** @param {import('../engine/index.js').Journey} journey */
const side = ({ id, document }) => ({ journey: id, description: document.description });

/**
 * @param {import('./terminal.js').Colors} colors
 * @returns {Report}
 */
export function textReport(colors) {
  return {
    begin: () => '',
    *pair(pair, changes) {
      yield `\n${colors.bold(titleOf(pair))}\n`;
      const tally = new Tally(pair);
      /** @type {Record<string, Change[]>} */
      const shown = { newly: [], noLonger: [], otherTime: [] };
      for (const change of changes) {
        tally.add(change);
        const list = shown[kindOf(change)];
        if (list.length < SHOWN) list.push(change);
      }
      const isRepeatable = Boolean(pair.from?.document.isRepeatable || pair.to?.document.isRepeatable);
      for (const [kind, one, many, color] of KINDS) {
        const total = tally.counts[kind];
        if (total === 0) continue;
        const noun = isRepeatable ? 'attempt' : 'learner';
        yield `\n${colors[color](`${counted(total, noun)} ${total === 1 ? one : many}`)}\n`;
        for (const change of shown[kind]) yield `  ${changeLine(change, isRepeatable, colors)}\n`;
        if (total > SHOWN) yield colors.dim(`  … and ${count(total - SHOWN)} more (--json tells all)\n`);
      }
      if (tally.isEmpty) yield '\nNobody completes more, less, or at another time.\n';
      yield* outcomeLines(tally, colors);
    },
    end: () => '',
  };
}

/** @param {Pair} pair */
function titleOf({ from, to }) {
  const [old, fresh] = [from, to].map(
    (journey) => journey && (journey.document.description || `Journey ${journey.id}`),
  );
  if (!fresh) return `${old} (deleted)`;
  if (!old) return `${fresh} (new)`;
  return old === fresh ? fresh : `${old} → ${fresh}`;
}

/** @param {Change} change @param {boolean} isRepeatable @param {import('./terminal.js').Colors} colors */
function changeLine({ owner, attempt, from, to }, isRepeatable, colors) {
  const time = from && to ? `${from} → ${to}` : to ? to : `was ${from}`;
  return `${ownerName(owner)}${isRepeatable ? `, attempt ${attempt}` : ''}  ${colors.dim(time)}`;
}

/** @param {Tally} tally @param {import('./terminal.js').Colors} colors */
function* outcomeLines(tally, colors) {
  const outcomes = tally.outcomes();
  if (outcomes.length === 0) return;
  yield `\n${colors.bold('Outcomes that would fire')}\n`;
  for (const { description, type, callback, fires } of outcomes) {
    const target = callback ? `POST ${callback}` : `a ${type}`;
    yield `  ${counted(fires, 'time')}  ${description || 'unnamed'} ${colors.dim(`(${target})`)}\n`;
  }
}

/** Counts the changes of a pair and the outcomes that they fire. */
class Tally {
  counts = { newly: 0, noLonger: 0, otherTime: 0 };
  firing = 0;

  /** @param {Pair} pair */
  constructor(pair) {
    this.pair = pair;
  }

  /** @param {Change} change */
  add(change) {
    this.counts[kindOf(change)]++;
    const fired = outcomesFiredBy(this.pair, change);
    if (fired.length > 0) this.firing++;
    return fired;
  }

  get isEmpty() {
    return Object.values(this.counts).every((total) => total === 0);
  }

  /** Each outcome that fires, with the number of times. */
  outcomes() {
    if (this.firing === 0 || !this.pair.to) return [];
    const active = this.pair.to.document.outcomes.filter(({ isActive }) => isActive !== false);
    return active.map(({ _id, description, type, callback }) => ({
      outcome: _id,
      description,
      type,
      callback,
      fires: this.firing,
    }));
  }
}
