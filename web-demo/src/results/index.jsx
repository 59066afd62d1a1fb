// What the journey tells: its figures, its picture, its learners and its charts, as they stood at the instant of playback.

import { useCallback, useMemo, useRef, useState } from 'react';
import { useStore } from '../state/store.js';
import { Charts } from './charts/index.jsx';
import { Headline } from './headline.jsx';
import { Learners } from './learners/index.jsx';
import { FIRST_VIEW, showOnly, within } from './learners/view.js';
import { Playback } from './playback/index.jsx';
import css from './results.module.css';
import { Track } from './track/index.jsx';
import { trackOf } from './track/track.js';
import { Waiting } from './waiting.jsx';

export function Results() {
  const overview = useStore((state) => state.overview);
  const shown = useStore((state) => state.shown);
  return (
    <section className={css.results} aria-labelledby="result">
      <h2 id="result" className="visually-hidden">
        Result
      </h2>
      {overview && shown ? <Told overview={overview} shown={shown} /> : <Waiting />}
    </section>
  );
}

/** @typedef {import('../study/study.js').Overview} Overview */

/** @param {{overview: Overview, shown: Overview}} props */
function Told({ overview, shown }) {
  const isStale = useStore((state) => state.isStale);
  const track = useMemo(() => trackOf(shown), [shown]);
  const [chosen, onView] = useState(FIRST_VIEW);
  const view = useMemo(() => within(chosen, track.stations), [chosen, track]);
  const learners = useRef(/** @type {HTMLElement | null} */ (null));

  const onShow = useCallback((/** @type {typeof view.only} */ only) => {
    onView((now) => showOnly(now, only));
    learners.current?.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' });
  }, []);

  return (
    <>
      <div className={css.told} aria-busy={isStale}>
        <Headline overview={shown} />
        <section className={css.part} aria-labelledby="track">
          <h3 id="track">How far learners get</h3>
          <Track track={track} only={view.only} onShow={onShow} />
        </section>
        <section className={css.part} aria-label="Charts">
          <Charts overview={overview} shown={shown} />
        </section>
        <section className={css.part} aria-labelledby="learners" ref={learners}>
          <h3 id="learners">Learners</h3>
          <Learners shown={shown} stations={track.stations} view={view} onView={onView} />
        </section>
      </div>
      <Playback overview={overview} />
    </>
  );
}

/** Whether a person asked for less motion. */
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
