// The listed documents as tables: which fields are kept as columns beside the JSON text, so that SQL can filter and sort by
// them. A column holds exactly what the field holds; null stands for a null and for a missing field.

/** @typedef {'text' | 'number' | 'boolean'} Type */
/**
 * @typedef {object} KindTable
 * @property {string} table
 * @property {string} organisation the column that walls documents off: null where a row is not listed
 * @property {Record<string, Type>} columns by field
 * @property {string} [counted] the column whose values the table `counts` tells apart, for each journey
 */

/** @type {Record<import('../store.js').Kind, KindTable>} */
export const KINDS = {
  journey: {
    table: 'journeys',
    organisation: 'organisation',
    columns: {
      _id: 'text',
      createdAt: 'text',
      updatedAt: 'text',
      description: 'text',
      owner: 'text',
      trackBy: 'text',
      isActive: 'boolean',
      isPublic: 'boolean',
    },
  },
  journeyprogress: {
    table: 'progress',
    organisation: 'listed',
    columns: {
      _id: 'text',
      journey: 'text',
      createdAt: 'text',
      updatedAt: 'text',
      startedAt: 'text',
      completedAt: 'text',
      isCompleted: 'boolean',
      duration: 'number',
      journeyVersion: 'number',
    },
    counted: 'isCompleted',
  },
  delivery: {
    table: 'deliveries',
    organisation: 'organisation',
    columns: {
      _id: 'text',
      journey: 'text',
      outcome: 'text',
      state: 'text',
      createdAt: 'text',
      updatedAt: 'text',
      nextAttemptAt: 'text',
      attempts: 'number',
    },
    counted: 'state',
  },
};

/** @type {Record<Type, string>} */
const JAVASCRIPT = { text: 'string', number: 'number', boolean: 'boolean' };

/**
 * What a document's columns hold, in their order.
 * @param {import('../store.js').Kind} kind
 * @param {Record<string, any> | null} document
 * @returns {(string | number | null)[]}
 * @throws {TypeError} where a field is of another type: SQL would then answer otherwise than the engine
 */
export function columnValues(kind, document) {
  return Object.entries(KINDS[kind].columns).map(([field, type]) => {
    const value = document?.[field] ?? null;
    if (value !== null && typeof value !== JAVASCRIPT[type]) {
      throw new TypeError(`${kind}.${field} must be a ${JAVASCRIPT[type]}: ${JSON.stringify(value)}`);
    }
    return type === 'boolean' && value !== null ? Number(value) : value;
  });
}

/** What identifies an owner, without saying how: progress is looked up by it. @param {any} ident @returns {string | null} */
export function identifierOf(ident) {
  const found = ident?.mbox ?? ident?.mbox_sha1sum ?? ident?.openid ?? ident?.account?.name ?? ident?.persona;
  return typeof found === 'string' ? found : null;
}
