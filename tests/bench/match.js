// Bytes to hits, at growing numbers of journeys (the method is in main.js).
import assert from 'node:assert/strict';
import { CONTENDERS } from './contenders.js';
import { takeTurns } from './measure.js';
import { beside, readable } from './table.js';
import { journeys, statements } from './workload.js';

/** Statements made; they are used again and again. Eight megabytes: more than the caches next to a core hold. */
const STATEMENTS = 6_000;
/** On how many statements contenders have to agree first. */
const AGREED = 12;

export async function benchMatch({ quick, journeys: counts }) {
  const figures = [];
  for (const count of counts) figures.push(await measure(count, quick));
  const own = (count) => figures.find((figure) => figure.journeys === count)?.microseconds.engine;
  const rows = figures.map(({ journeys: count, bytes, microseconds }) => {
    const { engine, sift, mingo } = microseconds;
    return [
      readable(count),
      readable(engine),
      readable(sift),
      readable(mingo),
      versusSift(count, sift / engine),
      `${readable(mingo / engine)}×`,
      own(10) === undefined ? '' : versusTen(count, engine / own(10)),
      `${readable(bytes / engine)}`,
    ];
  });
  return {
    title: 'From the bytes of a statement to its hits: µs per statement, one hit each',
    columns: [
      'journeys',
      'engine',
      'JSON.parse + sift',
      'JSON.parse + mingo',
      'sift ÷ engine',
      'mingo ÷ engine',
      'own cost ÷ at 10',
      'engine, MB/s',
    ],
    rows,
    figures,
  };
}

async function measure(count, quick) {
  const loaded = journeys(count);
  const given = statements(STATEMENTS, count);
  const names = Object.keys(CONTENDERS);
  const contenders = await Promise.all(names.map((name) => CONTENDERS[name](loaded)));
  const [expected, ...others] = contenders.map((contender) => contender.hits(given.slice(0, AGREED)));
  assert.equal(expected.length, AGREED, 'one hit for each statement');
  for (const other of others) assert.deepEqual(other, expected);

  let at = 0;
  const next = (size) => {
    const from = at + size > given.length ? 0 : at;
    at = from + size;
    return given.slice(from, from + size);
  };
  const work = (contender) => (size) => {
    for (let left = size; left > 0; left -= 1_000) contender.run(next(Math.min(left, 1_000)));
  };
  const microseconds = await takeTurns(
    Object.fromEntries(names.map((name, index) => [name, work(contenders[index])])),
    {
      rounds: quick ? 3 : 9,
      milliseconds: quick ? 50 : 300,
      least: 3,
      most: 200_000,
    },
  );
  for (const contender of contenders) contender.dispose();
  const bytes = given.reduce((sum, { length }) => sum + length, 0) / given.length;
  return { journeys: count, bytes, microseconds };
}

function versusSift(count, ratio) {
  const target = { 1: 3, 1000: 100 }[count];
  return target === undefined ? `${readable(ratio)}×` : beside(ratio, '×', ratio >= target, `≥ ${target}×`);
}

function versusTen(count, ratio) {
  return count === 10_000 ? beside(ratio, '×', ratio <= 3, '≤ 3×') : `${readable(ratio)}×`;
}
