// A condition as the builder shows it: groups of rows. Read from a query and written back to one: what nobody changed is
// written as it was read, and what rows cannot say is kept as it is.

import { tryJson } from './json.js';
import { arrayOf, objectOf, writeJson } from './json-write.js';
import { isComplete, readRows, writeRow } from './row.js';

/**
 * @typedef {import('./json.js').Node} Node
 * @typedef {import('./json.js').ObjectNode} ObjectNode
 * @typedef {import('./row.js').Row} Row
 *
 * @typedef {'all' | 'any' | 'none' | 'notAll'} Join
 * @typedef {object} Group
 * @property {'group'} kind
 * @property {number} id for the screen only
 * @property {Join} join
 * @property {boolean} isListed written as a list of queries (`$and`), where all have to hold; else as fields of one query
 * @property {Item[]} items
 *
 * @typedef {{kind: 'raw', id: number, query: ObjectNode}} Raw a query that rows cannot say
 * @typedef {Row | Group | Raw} Item
 */

/** Groups in groups: deeper ones stay JSON. */
const DEEPEST = 4;
/** A condition of more rows, or of more values in them, is not to be built by hand, nor fast to draw. */
const MOST = 200;

let lastId = 0;
const nextId = () => ++lastId;

/** @type {Record<string, Join>} */
const JOINS = { $and: 'all', $or: 'any', $nor: 'none' };

/** @param {Join} join @param {Item[]} items @param {boolean} [isListed] @returns {Group} */
export const groupOf = (join, items, isListed = false) => ({ kind: 'group', id: nextId(), join, isListed, items });

/** A row to be filled in. @returns {Row} */
export const emptyRow = () => ({ kind: 'row', id: nextId(), path: '', op: 'is', values: [] });

/** @param {ObjectNode} query @returns {Raw} */
const rawOf = (query) => ({ kind: 'raw', id: nextId(), query });

/** @param {Node} node @returns {node is ObjectNode} */
const isObject = (node) => node.type === 'object';

/** @param {ObjectNode} query */
const hasTwice = ({ entries }) => new Set(entries.map(({ key }) => key)).size < entries.length;

/** @param {ObjectNode} query @param {number} depth @returns {Item} */
function readQuery(query, depth) {
  // An empty query among others is met by everything; an empty group would only be one to be filled in.
  if (hasTwice(query) || (query.entries.length === 0 && depth > 0)) return rawOf(query);
  const items = query.entries.flatMap((entry) => readEntry(query, entry, depth));
  return items.length === 1 ? items[0] : groupOf('all', items);
}

/** @param {ObjectNode} query @param {import('./json.js').Entry} entry @param {number} depth @returns {Item[]} */
function readEntry(query, entry, depth) {
  const { key, value } = entry;
  const raw = () => [rawOf({ ...query, entries: [entry] })];
  if (!key.startsWith('$')) return readRows(key, value)?.map((row) => ({ ...row, id: nextId() })) ?? raw();
  if (!(key in JOINS) || value.type !== 'array' || depth >= DEEPEST) return raw();
  if (value.items.length === 0 || !value.items.every(isObject)) return raw();
  const items = value.items.map((each) => readQuery(each, depth + 1));
  const [only, ...others] = items;
  if (key === '$nor' && others.length === 0 && only.kind === 'group' && only.join === 'all' && only.items.length > 1) {
    return [{ ...only, join: 'notAll' }];
  }
  return [groupOf(JOINS[key], items, true)];
}

/** @param {Item} item @returns {number} */
function sizeOf(item) {
  if (item.kind === 'row') return Math.max(1, item.values.length);
  return item.kind === 'group' ? item.items.reduce((sum, each) => sum + sizeOf(each), 1) : 1;
}

/**
 * @param {string} text
 * @returns {Group | null} null: it is no query, or far too large a one
 */
export function readCondition(text) {
  const node = tryJson(text);
  if (node?.type !== 'object') return null;
  const item = readQuery(node, 0);
  if (sizeOf(item) > MOST) return null;
  return item.kind === 'group' ? item : groupOf('all', [item]);
}

/** Without what is still to be filled in. @param {Item} item @returns {Item | null} */
function complete(item) {
  if (item.kind === 'row') return isComplete(item) ? item : null;
  if (item.kind === 'raw') return item;
  const items = item.items.map(complete).filter((each) => each !== null);
  return items.length > 0 ? { ...item, items } : null;
}

/** Operators that may stand beside each other under one path. */
const APART = new Set([
  '$eq',
  '$ne',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$exists',
  '$regex',
  '$options',
  '$not',
]);

/** @param {Node} node @returns {node is ObjectNode} */
const isApart = (node) =>
  node.type === 'object' && node.entries.length > 0 && node.entries.every(({ key }) => APART.has(key));

/** Two tests of one path as one, or nothing where they cannot be. @param {Node} one @param {Node} other */
function joined(one, other) {
  if (!isApart(one) || !isApart(other)) return undefined;
  const both = { ...one, entries: [...one.entries, ...other.entries] };
  return hasTwice(both) ? undefined : both;
}

/** Queries as the fields of one query, or as a list where two of them name the same field. @param {ObjectNode[]} queries @returns {ObjectNode} */
function asFields(queries) {
  if (queries.length === 1) return queries[0];
  /** @type {[string, Node][]} */
  const fields = [];
  for (const query of queries) {
    if (query.entries.length !== 1) return asList('$and', queries);
    const [{ key, value }] = query.entries;
    const last = fields.at(-1);
    const both = last?.[0] === key ? joined(last[1], value) : undefined;
    if (both) fields[fields.length - 1] = [key, both];
    else if (fields.some(([name]) => name === key)) return asList('$and', queries);
    else fields.push([key, value]);
  }
  return objectOf(fields);
}

/** @param {string} operator @param {ObjectNode[]} queries */
const asList = (operator, queries) => objectOf([[operator, arrayOf(queries)]]);

/** @param {Item} item a complete one @returns {ObjectNode} */
function writeQuery(item) {
  if (item.kind === 'row') return objectOf([[item.path, writeRow(item)]]);
  if (item.kind === 'raw') return item.query;
  const queries = item.items.map(writeQuery);
  if (item.join === 'any') return asList('$or', queries);
  if (item.join === 'none') return asList('$nor', queries);
  const all = item.isListed ? asList('$and', queries) : asFields(queries);
  return item.join === 'notAll' ? asList('$nor', [all]) : all;
}

/** The condition as a query's text; `{}`, which every statement meets, where nothing is filled in yet. @param {Group} group */
export function writeCondition(group) {
  const whole = complete(group);
  return whole ? writeJson(writeQuery(whole)) : '{}';
}

/**
 * Changes one item of a tree, wherever it stands; null takes it out.
 * @template {Item} Tree
 * @param {Tree} tree
 * @param {number} id
 * @param {(item: any) => Item | null} change
 * @returns {Tree}
 */
export function changeItem(tree, id, change) {
  if (tree.kind !== 'group') return tree;
  const items = tree.items.flatMap((item) => (item.id === id ? (change(item) ?? []) : [changeItem(item, id, change)]));
  return { ...tree, items };
}

/** A row with something changed is written anew. @param {Row} row @param {Partial<Row>} fields @returns {Row} */
export const changeRow = (row, fields) => ({ ...row, written: undefined, ...fields });
