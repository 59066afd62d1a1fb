// Three ways from the bytes of statements to hits: the engine, and JSON.parse with the two libraries by which JavaScript
// programs test MongoDB queries. Each finds [statement, journey, waypoint] triples, and can be run for its time only.
import { Query } from 'mingo';
import sift from 'sift';
import { loadEngine } from 'xapi-journeys';

/** As many statements cross into WebAssembly at once. */
const BATCH = 200;

/**
 * @typedef {object} Contender
 * @property {(statements: Buffer[]) => number[][]} hits
 * @property {(statements: Buffer[]) => number} run says how many hits there are
 * @property {() => void} dispose
 */

/** @param {object[]} journeys @returns {Promise<Contender>} */
export async function engineContender(journeys) {
  const engine = await loadEngine();
  const matcher = engine.matcher(journeys.map((journey) => engine.compile(journey)));
  const eachBatch = (statements, use) => {
    for (let at = 0; at < statements.length; at += BATCH) {
      use(matcher.matchColumns(statements.slice(at, at + BATCH)), at);
    }
  };
  return {
    hits(statements) {
      const triples = [];
      eachBatch(statements, ({ statement, journey, waypoint }, from) => {
        for (const [row, index] of statement.entries()) triples.push([from + index, journey[row], waypoint[row]]);
      });
      return triples;
    },
    run(statements) {
      let count = 0;
      eachBatch(statements, ({ statement }) => (count += statement.length));
      return count;
    },
    dispose: () => engine.dispose(),
  };
}

/** @param {(conditions: object) => (record: object) => boolean} compile @returns {(journeys: object[]) => Promise<Contender>} */
const parsingContender = (compile) => async (journeys) => {
  const tests = journeys.flatMap(({ waypoints }, journey) =>
    waypoints.map(({ conditions }, waypoint) => ({ journey, waypoint, meets: compile(conditions) })),
  );
  return {
    hits(statements) {
      return statements.flatMap((bytes, index) => {
        const record = JSON.parse(bytes);
        return tests.filter(({ meets }) => meets(record)).map(({ journey, waypoint }) => [index, journey, waypoint]);
      });
    },
    run(statements) {
      let count = 0;
      for (const bytes of statements) {
        const record = JSON.parse(bytes);
        for (const { meets } of tests) if (meets(record)) count += 1;
      }
      return count;
    },
    dispose() {},
  };
};

export const CONTENDERS = {
  engine: engineContender,
  sift: parsingContender((conditions) => sift.default(conditions)),
  mingo: parsingContender((conditions) => {
    const query = new Query(conditions);
    return (record) => query.test(record);
  }),
};
