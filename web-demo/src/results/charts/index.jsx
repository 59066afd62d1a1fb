// How long it took to complete the journey, and when that was.

import { useDeferredValue, useMemo } from 'react';
import { Empty } from '../../ui/empty.jsx';
import { between, count, counted, date, dateTime, duration } from '../../ui/format.js';
import { Figures } from '../figures-table.jsx';
import { binsFor, countIn, durationAxis, median } from './bins.js';
import { calendarEdges } from './calendar.js';
import { Chart } from './chart.jsx';
import css from './charts.module.css';

/** @typedef {import('../../study/study.js').Overview} Overview */

/** @param {{overview: Overview, shown: Overview}} props the axes are of the whole time, so that playback fills them */
export function Charts({ overview, shown }) {
  const latest = useDeferredValue(shown);
  const { durations, span } = overview;
  if (durations.length === 0 || !span) {
    return <Empty title="Nobody has completed the journey yet">How long it takes, and when, is shown here then.</Empty>;
  }
  return (
    <div className={css.charts}>
      <TimeToComplete all={durations} durations={latest.durations} />
      <CompletedWhen
        span={span}
        all={overview.completionTimes}
        times={latest.completionTimes}
        instant={latest.instant}
      />
    </div>
  );
}

/** @param {{all: Float64Array, durations: Float64Array}} props */
function TimeToComplete({ all, durations }) {
  const axis = useMemo(() => durationAxis(all), [all]);
  const most = useMemo(() => Math.max(...countIn(all, axis.edges)), [all, axis]);
  const data = useMemo(() => {
    const bins = binsOf(axis.edges, countIn(durations, axis.edges));
    return { axis, most, bins, median: median(durations) };
  }, [axis, most, durations]);
  const summary = spreadInWords(durations, data.median);
  const rows = data.bins.map(({ from, to, count: number }) => [between(from, to), count(number)]);
  return (
    <Chart title="Time to complete" summary={summary} kind="durations" data={data}>
      <Figures caption="Time to complete" columns={['From start to first completion', 'Learners']} rows={rows} />
    </Chart>
  );
}

/** @param {{span: [number, number], all: Float64Array, times: Float64Array, instant: number | null}} props */
function CompletedWhen({ span, all, times, instant }) {
  const { edges, step } = useMemo(() => calendarEdges(span, 2 * binsFor(all.length, 35)), [span, all]);
  const most = useMemo(() => Math.max(...countIn(all, edges)), [all, edges]);
  const data = useMemo(() => {
    const bins = binsOf(edges, countIn(times, edges));
    return { span, step, most, bins, total: all.length, times, instant };
  }, [span, edges, step, most, all, times, instant]);
  const summary =
    times.length === 0
      ? 'Nobody has completed the journey yet.'
      : `${counted(times.length, 'completion')}, the first on ${date(times[0])}, the last on ${date(times[times.length - 1])}.`;
  const words = step.every === 'time' ? dateTime : date;
  let sum = 0;
  const rows = data.bins.map(({ from, count: number }) => [words(from), count(number), count((sum += number))]);
  return (
    <Chart title="Completions over time" summary={summary} kind="completions" data={data}>
      <Figures caption="Completions over time" columns={['From', 'Completions', 'So far']} rows={rows} />
    </Chart>
  );
}

/** @param {Float64Array} durations @param {number | null} middle */
function spreadInWords(durations, middle) {
  if (middle === null) return 'Nobody has completed the journey yet.';
  const [fastest, slowest] = [durations[0], durations[durations.length - 1]].map(duration);
  const who = counted(durations.length, 'learner');
  if (fastest === slowest) return `${who}, ${durations.length > 1 ? 'each ' : ''}in ${fastest}.`;
  return `${who}: half of them within ${duration(middle)}, the fastest in ${fastest}, the slowest in ${slowest}.`;
}

/** @param {number[]} edges @param {number[]} counts */
const binsOf = (edges, counts) => counts.map((each, at) => ({ from: edges[at], to: edges[at + 1], count: each }));
