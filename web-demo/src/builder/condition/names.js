// What people call the fields and values of statements: as the statements themselves tell (facets), else by well-known names,
// else by the last part of what they are.

/** @typedef {import('../../study/study.js').Facet} Facet @typedef {import('./operators.js').Kind} Kind */

/** Fields that every xAPI statement may have, whether they occur or not. @type {Record<string, [string, Kind]>} */
export const KNOWN = {
  'statement.verb.id': ['verb', 'text'],
  'statement.object.id': ['activity', 'text'],
  'statement.object.definition.type': ['activity type', 'text'],
  'statement.object.objectType': ['object type', 'text'],
  'statement.result.score.scaled': ['score (scaled)', 'number'],
  'statement.result.score.raw': ['score (raw)', 'number'],
  'statement.result.success': ['success', 'boolean'],
  'statement.result.completion': ['completion', 'boolean'],
  'statement.result.response': ['response', 'text'],
  'statement.result.duration': ['duration', 'text'],
  'statement.actor.name': ['actor name', 'text'],
  'statement.actor.mbox': ['actor mailbox', 'text'],
  'statement.actor.account.name': ['actor account', 'text'],
  'statement.context.registration': ['registration', 'text'],
  'statement.context.platform': ['platform', 'text'],
  'statement.context.language': ['language', 'text'],
  'statement.context.instructor.mbox': ['instructor mailbox', 'text'],
  'statement.context.contextActivities.parent.id': ['parent activity', 'text'],
  'statement.context.contextActivities.grouping.id': ['grouping activity', 'text'],
  'statement.context.contextActivities.category.id': ['category', 'text'],
  'statement.timestamp': ['time', 'date'],
  timestamp: ['time', 'date'],
  stored: ['stored at', 'date'],
  lrs_id: ['store', 'text'],
};

/** The last part of an IRI or a path that says something. @param {string} text */
export function tail(text) {
  const parts = text.split(/[/#]/).filter((part) => part !== '');
  return parts.length > 1 && /^[a-z][a-z\d+.-]*:/i.test(text) ? (parts.at(-1) ?? text) : text;
}

/** `Activity type` in the midst of a sentence. @param {string} label */
const inside = (label) => (/^[A-Z][a-z]/.test(label) ? label[0].toLowerCase() + label.slice(1) : label);

/** @param {string} path */
function lastStep(path) {
  const last = path.split('.').at(-1) ?? path;
  return tail(last.replaceAll('&46;', '.'));
}

/** Names by path, for as long as the facets stay the same. @param {Facet[] | null} facets */
export function namesFrom(facets) {
  const byPath = new Map((facets ?? []).map((facet) => [facet.path, facet]));
  /** @type {Map<Facet, Map<string | boolean, string | undefined>>} */
  const labels = new Map();
  const labelsOf = (/** @type {Facet} */ facet) => {
    const known = labels.get(facet) ?? new Map(facet.values.map(({ value, label }) => [value, label]));
    labels.set(facet, known);
    return known;
  };
  return {
    /** @param {string} path @returns {Facet | undefined} */
    facet: (path) => byPath.get(path),
    /** @param {string} path @returns {Kind} */
    kind: (path) => byPath.get(path)?.kind ?? KNOWN[path]?.[1] ?? 'text',
    /** A field within a sentence. @param {string} path */
    field: (path) => inside(byPath.get(path)?.label ?? KNOWN[path]?.[0] ?? lastStep(path)),
    /** A value's name, or nothing where it has none. @param {string} path @param {string} value @returns {string | undefined} */
    label(path, value) {
      const facet = byPath.get(path);
      return facet && labelsOf(facet).get(value);
    },
  };
}

/** What is asked for most stands first, then what occurs most. @param {Facet[]} facets @returns {Facet[]} */
export function usualFirst(facets) {
  const usual = Object.keys(KNOWN);
  const rank = (/** @type {Facet} */ { path }) => (path in KNOWN ? usual.indexOf(path) : usual.length);
  return facets.toSorted((a, b) => rank(a) - rank(b));
}

/** @typedef {ReturnType<typeof namesFrom>} Names */
