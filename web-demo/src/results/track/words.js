// How the journey is walked, in words.

/** @param {import('./track.js').Track} track */
export function orderInWords({ isSequential, isRepeatable, stations }) {
  const again = isRepeatable ? ' Once completed, it begins anew.' : '';
  if (stations.length === 1) return `One waypoint completes the journey.${again}`;
  if (isSequential) return `In this order: each waypoint opens when the one before it is reached.${again}`;
  return `In any order: the journey is completed when all ${stations.length} are reached.${again}`;
}
