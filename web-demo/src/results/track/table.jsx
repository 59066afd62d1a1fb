// The picture's figures as a table, for those who read rather than look.

import { count, percent } from '../../ui/format.js';
import { Figures } from '../figures-table.jsx';

/** @param {{track: import('./track.js').Track}} props */
export function TrackTable({ track }) {
  const { isSequential, learners, stations, completed } = track;
  const columns = ['Waypoint', 'Statements needed', 'Reached by', 'Share', 'Standing here'];
  const rows = stations.map(({ name, count: needed, reached, standing, lost }) => [
    name,
    ...[needed, reached].map(count),
    percent(reached, learners),
    count(standing),
    ...(isSequential ? [count(lost)] : []),
  ]);
  if (isSequential) columns.push('Lost on the way to it');
  const last = ['Completed', '', count(completed), percent(completed, learners), '', ...(isSequential ? [''] : [])];
  return <Figures caption="The journey's waypoints" columns={columns} rows={[...rows, last]} />;
}
