// When attempts were completed, as a row of thin bars above the slider; what has been played is deep.

import { memo, useMemo } from 'react';
import { countIn } from '../charts/bins.js';
import css from './playback.module.css';

const BARS = 120;

/** @param {{times: Float64Array, span: import('./clock.js').Span, played: number}} props */
export function Strip({ times, span: [from, to], played }) {
  const path = useMemo(() => barsPath(times, from, to), [times, from, to]);
  return (
    <div className={css.strip} aria-hidden="true">
      <Bars path={path} className={css.ahead} />
      <div className={css.past} style={{ clipPath: `inset(0 ${(1 - played) * 100}% 0 0)` }}>
        <Bars path={path} className={css.passed} />
      </div>
    </div>
  );
}

const Bars = memo(
  /** @param {{path: string, className: string}} props */ ({ path, className }) => (
    <svg className={className} viewBox={`0 0 ${BARS} 100`} preserveAspectRatio="none">
      <path d={path} />
    </svg>
  ),
);

/** @param {Float64Array} times @param {number} from @param {number} to */
function barsPath(times, from, to) {
  const edges = Array.from({ length: BARS + 1 }, (_, index) => from + (index / BARS) * (to - from));
  const counts = countIn(times, edges);
  const most = Math.max(1, ...counts);
  const bars = counts.map((each, index) => {
    const height = each === 0 ? 0 : Math.max(6, (each / most) * 100);
    return each === 0 ? '' : `M${index + 0.1} 100V${Math.round(100 - height)}h0.8V100z`;
  });
  return bars.join('');
}
