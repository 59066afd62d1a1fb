// What a list is, without any store: a plain evaluation, for comparison.
import { BY_ID, compareKeys, sortKeys } from '../../../js/stores/order.js';
import { matching } from './samples.js';

export function plainList(documents, { filter = {}, sort = BY_ID, after, skip = 0, limit = Infinity }) {
  return documents
    .filter(matching(filter))
    .map((document) => ({ document, keys: sortKeys(document, sort) }))
    .sort((a, b) => compareKeys(a.keys, b.keys, sort))
    .filter(({ keys }) => after === undefined || compareKeys(keys, after, sort) > 0)
    .slice(skip, skip + limit)
    .map(({ document }) => document);
}
