// What the page shows of a run, out of the engine's columns.

/**
 * @typedef {import('../../../js/engine/index.js').OverviewColumns} OverviewColumns
 * @typedef {import('../../../js/engine/index.js').JourneySummary} JourneySummary
 * @typedef {import('./study.js').Overview} Overview
 *
 * @typedef {object} Told by a replay, as it stood at an instant
 * @property {OverviewColumns} columns
 * @property {JourneySummary} summary
 */

/**
 * @param {Told} told
 * @param {Pick<Overview, 'journey' | 'instant' | 'stats' | 'span' | 'took'>} about
 * @returns {Overview}
 */
export function overviewOf({ columns, summary }, { journey, instant, stats, span, took }) {
  const { completions, duration, completionTimes, standing } = columns;
  const waiting = new Uint32Array(columns.waypoints + 1);
  for (const waypoint of standing) waiting[waypoint]++;
  const countOf = new Map(journey.waypoints.map(({ _id, count }) => [_id, count]));
  return {
    ...{ journey, instant, stats, span, took },
    learners: summary.owners,
    completed: summary.completed,
    completions: completions.reduce((sum, each) => sum + each, 0),
    medianDuration: summary.medianDuration,
    waypoints: summary.waypoints.map(({ _id, description, reached }, index) => {
      return { _id, description, reached, count: countOf.get(_id) ?? 1, standing: waiting[index] };
    }),
    durations: duration.filter((each) => !Number.isNaN(each)).sort(),
    completionTimes: completionTimes.slice(),
  };
}

/** From the first instant at which a statement counted to the last. @param {OverviewColumns} columns @returns {[number, number] | null} */
export function spanOf({ startedAt, lastAt }) {
  if (startedAt.length === 0) return null;
  let [first, last] = [Infinity, -Infinity];
  for (const each of startedAt) first = Math.min(first, each);
  for (const each of lastAt) last = Math.max(last, each);
  return [first, last];
}
