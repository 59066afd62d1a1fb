// Completion for CodeMirror: what offers.js offers, written into the text with its quotes.

import { contextAt } from './context.js';
import { offersAt } from './offers.js';

/** @typedef {import('@codemirror/autocomplete').Completion} Completion */

/** The keys behind the last one of a name: in a whole journey a condition begins below `conditions`. @param {string[]} keys @param {string} [root] */
function below(keys, root) {
  if (root === undefined) return keys;
  const at = keys.lastIndexOf(root);
  return at < 0 ? null : keys.slice(at + 1);
}

/**
 * @param {() => import('../../study/study.js').Facet[]} facets
 * @param {string} [root]
 * @returns {import('@codemirror/autocomplete').CompletionSource}
 */
export function completer(facets, root) {
  return ({ state, pos, explicit }) => {
    const text = state.doc.toString();
    const context = contextAt(text, pos);
    const keys = context && below(context.keys, root);
    if (!context || !keys || (!explicit && context.from === pos)) return null;
    const offers = offersAt({ ...context, keys }, facets());
    if (offers.length === 0) return null;
    const needsColon = context.at === 'key' && !/^\s*:/.test(text.slice(context.to));
    return {
      from: context.from,
      to: context.to,
      filter: false,
      options: offers
        .filter(matching(context.typed))
        .slice(0, 100)
        .map((offer) => completion(offer, needsColon)),
    };
  };
}

/** @param {string} typed @returns {(offer: import('./offers.js').Offer) => boolean} */
function matching(typed) {
  const part = typed.toLowerCase();
  return ({ text, label = '' }) => text.toLowerCase().includes(part) || label.toLowerCase().includes(part);
}

/** @param {import('./offers.js').Offer} offer @param {boolean} needsColon @returns {Completion} */
function completion({ text, isString, label, detail }, needsColon) {
  const written = isString ? JSON.stringify(text) : text;
  return {
    label: text,
    displayLabel: label && label !== text ? `${label} – ${text}` : text,
    detail,
    apply: needsColon ? `${written}: ` : written,
  };
}
