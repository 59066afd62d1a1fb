// Lets time pass: while it plays, each frame that is due moves the state's instant on, once the last one is on screen.

import { useEffect, useState } from 'react';
import { useStore } from '../../state/store.js';
import { PACE, advance } from './clock.js';

const { getState, setState } = useStore;

/** @param {number | null} instant */
export const goTo = (instant) => setState({ instant });

/** @param {import('./clock.js').Span | null} span */
export function usePlayback(span) {
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const [from, to] = span ?? [0, 0];

  useEffect(() => {
    if (!isPlaying || to <= from) return;
    let last = performance.now();
    let frame = requestAnimationFrame(pass);
    return () => cancelAnimationFrame(frame);

    /** @param {number} now */
    function pass(now) {
      const { instant, shown } = getState();
      if (instant === null) return setPlaying(false);
      frame = requestAnimationFrame(pass);
      if (now - last < PACE || shown?.instant !== instant) return;
      goTo(advance(instant, [from, to], now - last, speed));
      last = now;
    }
  }, [isPlaying, speed, from, to]);

  return {
    isPlaying,
    speed,
    setSpeed,
    toggle() {
      if (!isPlaying && getState().instant === null) goTo(from);
      setPlaying(!isPlaying);
    },
    end() {
      setPlaying(false);
      goTo(null);
    },
  };
}
