// A page of a list that grows while it is read, after GraphQL's connections: documents after or before a cursor. Since a
// page begins at a document's sort keys and not at a number, inserts shift nothing.

import { compareKeys, sortKeys } from '../../stores/order.js';
import { cursorOf } from './cursor.js';

/**
 * @typedef {import('../../stores/store.js').Document} Document
 * @typedef {import('../../stores/store.js').Sort} Sort
 * @typedef {(part: {sort: Sort, after?: unknown[], limit: number}) => Promise<Document[]>} Find within what the caller may see and asked for
 * @typedef {object} Asked
 * @property {Sort} sort
 * @property {number} [first]
 * @property {number} [last]
 * @property {unknown[]} [after]
 * @property {unknown[]} [before]
 */

export const DEFAULT_PAGE = 10;

/** @param {Sort} sort @returns {Sort} */
const reversed = (sort) => sort.map(([path, direction]) => [path, direction === 1 ? -1 : 1]);

/**
 * `last` (or `before` alone) reads from the end; with `first` as well, the last ones of the first ones are meant.
 * @param {Find} find
 * @param {Asked} asked
 */
export async function connection(find, asked) {
  const { sort, first, last } = asked;
  const isForward = first !== undefined || (last === undefined && asked.before === undefined);
  const page = isForward
    ? await read(find, sort, asked.after, asked.before, first ?? DEFAULT_PAGE)
    : await read(find, reversed(sort), asked.before, asked.after, last ?? DEFAULT_PAGE);
  if (!isForward) page.documents.reverse();
  const isCut = isForward && last !== undefined && last < page.documents.length;
  const documents = isCut ? page.documents.slice(-last) : page.documents;
  const ends = await around(find, asked, documents, isForward, page.isMore);
  const edges = documents.map((node) => ({ cursor: cursorOf(node, sort), node }));
  const pageInfo = { ...ends, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, pageInfo };
}

/**
 * Documents between two positions, from the first on.
 * @param {Find} find
 * @param {Sort} sort
 * @param {unknown[] | undefined} from
 * @param {unknown[] | undefined} to
 * @param {number} most
 */
async function read(find, sort, from, to, most) {
  const found = await find({ sort, after: from, limit: most + 1 });
  const isMore = found.length > most;
  const documents = found.slice(0, most);
  const end = to ? documents.findIndex((document) => compareKeys(sortKeys(document, sort), to, sort) >= 0) : -1;
  return end < 0 ? { documents, isMore } : { documents: documents.slice(0, end), isMore: true };
}

/**
 * Whether there are documents beyond the page, on either side: asked of the store where the page does not tell.
 * @param {Find} find
 * @param {Asked} asked
 * @param {Document[]} documents
 * @param {boolean} isForward
 * @param {boolean} isMore in the direction of reading
 */
async function around(find, { sort, after, before, last }, documents, isForward, isMore) {
  const isAny = async (/** @type {Sort} */ order, /** @type {unknown[]} */ from) =>
    (await find({ sort: order, after: from, limit: 1 })).length > 0;
  const [start, end] = [documents[0], documents.at(-1)];
  if (!start || !end) return aroundNothing(find, sort, after, before);
  const isWholeStart = isForward && after === undefined && last === undefined;
  const isWholeEnd = !isForward && before === undefined;
  const back = isForward ? !isWholeStart && (await isAny(reversed(sort), sortKeys(start, reversed(sort)))) : isMore;
  const on = isForward ? isMore : !isWholeEnd && (await isAny(sort, sortKeys(end, sort)));
  return { hasNextPage: on, hasPreviousPage: back };
}

/**
 * Nothing lies between the cursors, but something may lie before or behind them.
 * @param {Find} find
 * @param {Sort} sort
 * @param {unknown[] | undefined} after
 * @param {unknown[] | undefined} before
 */
async function aroundNothing(find, sort, after, before) {
  const isPast = async (/** @type {Sort} */ order, /** @type {unknown[] | undefined} */ position) => {
    if (position === undefined) return false;
    const [least] = await find({ sort: order, limit: 1 });
    return least !== undefined && compareKeys(sortKeys(least, order), position, order) <= 0;
  };
  return { hasNextPage: await isPast(reversed(sort), before), hasPreviousPage: await isPast(sort, after) };
}
