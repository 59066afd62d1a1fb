// The columns of an overview, out of the engine's bytes (src/progress/overview.h).

/** Bytes before the columns: four numbers of 32 bits. */
const HEAD = 16;

/** @param {Uint8Array} bytes of which a copy is made @returns {import('./index.js').OverviewColumns} */
export function columnsOf(bytes) {
  const { buffer } = bytes.slice();
  const [rows, steps, times] = new Uint32Array(buffer, 0, 3);
  let at = HEAD;
  const doubles = (/** @type {number} */ size) => {
    const column = new Float64Array(buffer, at, size);
    at += column.byteLength;
    return column;
  };
  const numbers = (/** @type {number} */ size) => {
    const column = new Uint32Array(buffer, at, size);
    at += column.byteLength;
    return column;
  };
  return {
    waypoints: steps,
    startedAt: doubles(rows),
    completedAt: doubles(rows),
    duration: doubles(rows),
    lastAt: doubles(rows),
    completionTimes: doubles(times),
    owner: numbers(rows),
    completions: numbers(rows),
    reached: numbers(rows),
    standing: numbers(rows),
    have: numbers(rows * steps),
  };
}
