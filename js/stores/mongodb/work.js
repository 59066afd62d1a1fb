// What one run of a group of changes works with, and what it has to remember from the runs before it.

import { changeNumber } from './change-number.js';
import { Rows } from './rows.js';

/** @typedef {import('./codecs.js').Name} Name */
/** @typedef {import('./codecs.js').Row} Row */

/** What a group remembers over its runs. */
export class Memory {
  /** What was there before it wrote, by collection and id: a run after a conflict begins there again. @type {Map<string, {before: Row | null, revision: number}>} */
  attempted = new Map();
  /** Its marks on statements, of all runs. @type {Set<string>} */
  marks = new Set();
  /** Statements that it has marked. @type {Set<string>} */
  marked = new Set();
  /** Progress rows whose outboxes it has filled. @type {Set<string>} */
  filled = new Set();

  /** @param {string} id @param {number} base the revision of rows that it inserts: one that none has had before */
  constructor(id, base) {
    this.id = id;
    this.base = base;
  }

  /** What a row is of when it is written. @param {number} revision that it was of; 0 where there was none */
  nextRevision(revision) {
    return revision === 0 ? this.base : revision + 1;
  }
}

export class Work {
  /** What statements are marked with: when, and by whom. @type {string} */
  mark;
  /** The change of the journeys that it goes by. @type {number | null} */
  under = null;
  /** Statements that owners have come to refer to, by owners' rows. @type {Map<string, Set<string>>} */
  fresh = new Map();
  /** Bodies of the deliveries that it adds. @type {Map<string, string>} */
  bodies = new Map();
  /** Owners' rows as they were written, of which others want copies. @type {Row[]} */
  mirrored = [];
  /** How much of recalculations is left, to be told. @type {Map<string, number>} */
  remaining = new Map();
  /** Revisions of statements whose records were read, to be matched. @type {Map<string, number>} */
  matched = new Map();
  /** Journeys that it has looked at. @type {Set<string>} */
  journeys = new Set();
  /** Statements whose owners were asked for. @type {{organisation: string, ids: string[]}[]} */
  referring = [];

  /** @param {import('./changes.js').Context} context @param {Memory} memory */
  constructor({ collections, orphans, now, mirror, first }, memory) {
    this.first = first;
    this.mirror = mirror;
    this.collections = collections;
    this.begun = performance.now();
    this.orphans = orphans;
    this.memory = memory;
    this.now = new Date(now()).toISOString();
    this.mark = `${this.now} ${memory.id}`;
    this.rows = new Rows(collections, memory);
  }

  /** @returns {Promise<number>} */
  async journeyChange() {
    this.under ??= await changeNumber(this.collections);
    return this.under;
  }
}
