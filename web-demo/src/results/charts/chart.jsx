// A chart with its title, what it says in a sentence, and a place of fixed height that is drawn as soon as the library is there.

import { useEffect, useId, useRef, useState } from 'react';
import css from './charts.module.css';

/**
 * @param {{
 *   title: string,
 *   summary: string,
 *   kind: 'durations' | 'completions',
 *   data: any,
 *   children: React.ReactNode,
 * }} props `data` is what the function of that name in draw.js is given; `children` the same as a table
 */
export function Chart({ title, summary, kind, data, children }) {
  const [place, width] = useWidth();
  const id = useId();
  useEffect(() => {
    if (width === 0) return;
    // In a task of its own, so that charts which change together do not hold up the page together.
    const timer = setTimeout(async () => {
      const draw = await import('./draw.js');
      if (!isOver) place.current?.replaceChildren(...draw[kind](data, width));
    });
    let isOver = false;
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [kind, data, width, place]);
  return (
    <figure className={css.chart} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p className={css.summary}>{summary}</p>
      <div ref={place} className={css.place} role="img" aria-label={`${title}. ${summary}`} />
      {children}
    </figure>
  );
}

/** @returns {[React.RefObject<HTMLDivElement | null>, number]} an element, and how wide it is */
function useWidth() {
  const ref = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
