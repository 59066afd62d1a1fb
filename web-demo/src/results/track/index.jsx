// The picture of the journey: a line of stations where they come in a sequence, else lanes side by side. Pressing a station
// shows the learners who stand there.

import { Empty } from '../../ui/empty.jsx';
import { isSame } from '../learners/view.js';
import { Lanes } from './lanes.jsx';
import { Line } from './line.jsx';
import { TrackTable } from './table.jsx';
import css from './track.module.css';
import { orderInWords } from './words.js';

/** @typedef {import('../learners/view.js').View['only']} Only */

/**
 * @typedef {object} TrackProps
 * @property {import('./track.js').Track} track
 * @property {(only: Only) => boolean} isShown whether the table shows these learners only
 * @property {(only: Only) => void} onShow
 */

/** @param {{track: import('./track.js').Track, only: Only, onShow: (only: Only) => void}} props */
export function Track({ track, only, onShow }) {
  if (track.stations.length === 0) {
    return <Empty title="No waypoint is switched on">A journey without a waypoint is never completed.</Empty>;
  }
  const isLine = track.isSequential || track.stations.length === 1;
  const parts = { track, isShown: (/** @type {Only} */ each) => isSame(each, only), onShow };
  return (
    <div className={css.track}>
      <div className={css.about}>
        <p className={css.order}>{orderInWords(track)}</p>
        <p className={css.legend} aria-hidden="true">
          <span>{isLine ? 'went on' : 'reached it'}</span>
          <span className={css.rest}>{isLine ? 'not further yet' : 'not yet'}</span>
        </p>
      </div>
      {isLine ? <Line {...parts} /> : <Lanes {...parts} />}
      <TrackTable track={track} />
    </div>
  );
}
