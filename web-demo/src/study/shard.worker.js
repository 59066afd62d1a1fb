// A worker that holds a share of the statements.

import { answer } from './calls.js';
import { Shard } from './shard.js';

answer(/** @type {import('./calls.js').Port} */ (/** @type {unknown} */ (self)), new Shard(navigator.languages));
