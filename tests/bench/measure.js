// Time, fairly: contenders take turns, so that what else the machine does meets all of them; medians, not bests.

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How long a call takes, in milliseconds. @param {() => unknown} call */
export async function timeOf(call) {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/**
 * Microseconds per item of each contender.
 * @param {Record<string, (count: number) => void>} contenders each works on so many items
 * @param {{rounds: number, milliseconds: number, least: number, most: number}} options of one turn
 */
export async function takeTurns(contenders, { rounds, milliseconds, least, most }) {
  const turns = [];
  for (const [name, work] of Object.entries(contenders)) {
    // A first turn warms up and says how many items fill the time of a turn.
    let count = least;
    let time = await timeOf(() => work(count));
    while (time < milliseconds / 4 && count < most) {
      count = Math.min(most, count * 4);
      time = await timeOf(() => work(count));
    }
    count = Math.max(least, Math.min(most, Math.round((count * milliseconds) / time)));
    turns.push({ name, work, count, times: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of turns) turn.times.push(((await timeOf(() => turn.work(turn.count))) * 1000) / turn.count);
  }
  return Object.fromEntries(turns.map(({ name, times }) => [name, median(times)]));
}
