// Which fields of a document an answer has: only some, or all but some. Paths go through arrays, as in MongoDB.

import { MOST_PATHS, pathFault } from './paths.js';

/**
 * @typedef {{[step: string]: Tree | true}} Tree paths, step by step; true at the end of one
 * @typedef {{only: boolean, tree: Tree, id: boolean}} Projection `id`: whether `_id` is kept
 */

/** `a,b` or `-a` @param {string} text @throws {SyntaxError} */
export function projectionOfNames(text) {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  return projectionOf(
    names.map((name) => (name.startsWith('-') ? [name.slice(1), false] : [name.replace('+', ''), true])),
  );
}

/** `{"a":1}` or `{"a":0}` @param {unknown} value @throws {SyntaxError} */
export function projectionOfObject(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SyntaxError('must be a JSON object of paths, each with 1 or 0');
  }
  return projectionOf(
    Object.entries(value).map(([path, wanted]) => {
      if (![0, 1, true, false].includes(wanted)) throw new SyntaxError(`${JSON.stringify(path)} must have 1 or 0`);
      return [path, Boolean(wanted)];
    }),
  );
}

/** @param {[path: string, wanted: boolean][]} paths @returns {Projection} */
function projectionOf(paths) {
  if (paths.length > MOST_PATHS * 4) throw new SyntaxError(`must have at most ${MOST_PATHS * 4} paths`);
  const id = paths.find(([path]) => path === '_id')?.[1] ?? true;
  const others = paths.filter(([path]) => path !== '_id');
  const only = others.length > 0 ? others[0][1] : paths.length > 0 && id;
  if (others.some(([, wanted]) => wanted !== only)) {
    throw new SyntaxError('must name either the fields to show or those to leave out');
  }
  const tree = /** @type {Tree} */ (Object.create(null));
  for (const [path] of others) add(tree, path);
  return { only, tree, id };
}

/** @param {Tree} tree @param {string} path */
function add(tree, path) {
  const fault = pathFault(path);
  if (fault !== null) throw new SyntaxError(fault);
  const steps = path.split('.');
  const last = /** @type {string} */ (steps.pop());
  let at = tree;
  for (const step of steps) {
    const next = (at[step] ??= Object.create(null));
    if (next === true) throw new SyntaxError(`names ${path} and something that holds it`);
    at = next;
  }
  if (at[last] !== undefined && at[last] !== true) throw new SyntaxError(`names ${path} and something in it`);
  at[last] = true;
}

/** @param {Record<string, any>} document @param {Projection | undefined} projection @returns {Record<string, any>} */
export function project(document, projection) {
  if (!projection) return document;
  const { only, tree, id } = projection;
  const { _id, ...rest } = document;
  return { ...(id && { _id }), ...(only ? pick(rest, tree) : omit(rest, tree)) };
}

/** @param {any} value @param {Tree} tree @returns {any} undefined for what has no fields */
function pick(value, tree) {
  if (Array.isArray(value)) return value.map((each) => pick(each, tree)).filter((each) => each !== undefined);
  if (typeof value !== 'object' || value === null) return undefined;
  /** @type {[string, any][]} */
  const kept = [];
  for (const [key, inner] of Object.entries(value)) {
    const below = tree[key];
    const picked = below === true ? inner : below && pick(inner, below);
    if (picked !== undefined) kept.push([key, picked]);
  }
  return Object.fromEntries(kept);
}

/** @param {any} value @param {Tree} tree @returns {any} */
function omit(value, tree) {
  if (Array.isArray(value)) return value.map((each) => omit(each, tree));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => tree[key] !== true);
  return Object.fromEntries(
    kept.map(([key, inner]) => {
      const below = tree[key];
      return [key, below && below !== true ? omit(inner, below) : inner];
    }),
  );
}
