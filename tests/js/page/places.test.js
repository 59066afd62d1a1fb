// Where a fault is, in words: for each path that the engine and the service name faults by.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { loadEngine } from '../../../js/engine/index.js';
import { placeWords } from '../../../web-demo/src/take/places.js';

let engine;
before(async () => (engine = await loadEngine()));
after(() => engine.dispose());

const JOURNEY = {
  colour: 'blue',
  isSequential: 'yes',
  waypoints: [{ description: ' Quiz ', conditions: '{' }, { count: 0, conditions: {} }, 5],
  outcomes: [{ description: 'Tell us', type: 'callback' }],
};

test('each fault of a journey has its place in words', () => {
  const { errors } = engine.validate(JOURNEY);
  const words = Object.keys(errors).map((path) => placeWords(path, JOURNEY));
  assert.deepEqual(words.sort(), [
    'Journey: colour',
    'Journey: sequential',
    'Outcome 1 “Tell us”: address',
    'Waypoint 1 “Quiz”: condition',
    'Waypoint 2: count',
    'Waypoint 3',
  ]);
});

test('a place within a condition is named to the end, and the journey as a whole by its name', () => {
  assert.equal(placeWords('waypoints.0.conditions.$or.1', JOURNEY), 'Waypoint 1 “Quiz”: condition › $or › 1');
  assert.equal(placeWords('waypoints', JOURNEY), 'Journey: waypoints');
  assert.equal(placeWords('', JOURNEY), 'Journey');
});
