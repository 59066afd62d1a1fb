// What the commands that read statements share.

import { closeSync, openSync, readSync } from 'node:fs';
import { Failure } from './failure.js';

const LARGEST_JOURNEY = 1 << 20;

/**
 * `--journey a.json b.json` reads b.json as statements, which only a person who knows the program understands. A small file
 * that is plainly a journey is refused with the remedy.
 * @param {import('./sources.js').Source[]} sources
 */
export function refuseJourneys(sources) {
  for (const { name, size } of sources) {
    if (size === undefined || size > LARGEST_JOURNEY || !holdsJourney(name, size)) continue;
    throw new Failure(`${name} holds a journey, not statements; write --journey before each journey`);
  }
}

/** @param {string} file @param {number} size */
function holdsJourney(file, size) {
  try {
    const bytes = Buffer.alloc(size);
    const handle = openSync(file, 'r');
    try {
      readSync(handle, bytes);
    } finally {
      closeSync(handle);
    }
    const [value] = [JSON.parse(bytes.toString())].flat();
    return Array.isArray(value.waypoints) && value.actor === undefined && value.statement === undefined;
  } catch {
    return false;
  }
}
