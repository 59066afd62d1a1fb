// Rows as changes know them, and as they lie in the database.

import { decode, encode } from './keys.js';
import { pack, unpack } from './packed.js';

/**
 * @typedef {'journeys' | 'statements' | 'voids' | 'progress' | 'deliveries' | 'delivery_bodies' | 'clients' | 'recalculations' | 'leases' | 'notes' | 'numbers'} Name
 *
 * @typedef {Record<string, any> & {_id: string, revision: number}} Row
 * @typedef {{decode: (raw: any) => Row, encode: (row: Row) => any}} Codec
 *
 * @typedef {{row: import('./deliveries.js').DeliveryRow, body: string}} Outgoing a delivery on its way, with its body
 *
 * @typedef {object} OwnerRow an owner's progress on a journey, and all that it is folded from
 * @property {string} _id
 * @property {number} revision
 * @property {string} organisation
 * @property {string} journey
 * @property {string} owner
 * @property {number | null} epoch null where no progress was put
 * @property {number} attempts
 * @property {import('../store.js').Document | null} document
 * @property {Map<string, string>} references the engine's, as JSON texts, by the statement's xAPI id
 * @property {Set<string>} voided those of these ids that are voided
 * @property {Outgoing[]} outbox what is on its way to the deliveries
 * @property {string | null} outboxAt since when
 * @property {string | null} mirrorAt since when others are to have a copy (mirror.js)
 */

/** From so many references on their texts are kept together, compressed: an owner may have very many. */
const MANY = 500;

/** @type {Codec} */
const asItIs = { decode: (raw) => raw, encode: (row) => row };

/** @type {Codec} */
const withDocument = {
  decode: (raw) => ({ ...raw, document: decode(raw.document) }),
  encode: (row) => ({ ...row, document: encode(row.document) }),
};

/** @type {Codec} */
const statements = {
  decode: (raw) => ({ ...raw, record: raw.record === undefined ? '' : unpack(raw.record) }),
  encode: (row) => ({ ...row, record: pack(row.record) }),
};

/** @param {Map<string, string>} references */
function encodeReferences(references) {
  if (references.size < MANY) return { references: [...references].map(([id, reference]) => ({ id, reference })) };
  const texts = pack(JSON.stringify([...references.values()]));
  return { references: [...references.keys()].map((id) => ({ id })), packed: texts };
}

/** @param {any} raw @returns {Map<string, string>} */
function decodeReferences({ references = [], packed }) {
  const texts = packed === undefined ? null : JSON.parse(unpack(packed));
  return new Map(
    references.map((/** @type {any} */ { id, reference }, /** @type {number} */ index) => [
      id,
      texts ? texts[index] : reference,
    ]),
  );
}

/** @type {Codec} */
const progress = {
  decode: ({ packed, ...raw }) => ({
    ...raw,
    document: decode(raw.document),
    references: decodeReferences({ references: raw.references, packed }),
    voided: new Set(raw.voided),
    outbox: raw.outbox.map((/** @type {any} */ { row, body }) => ({
      row: withDocument.decode(row),
      body: unpack(body),
    })),
  }),
  encode: (row) => ({
    ...row,
    document: encode(row.document),
    ...encodeReferences(row.references),
    voided: [...row.voided],
    outbox: row.outbox.map((/** @type {Outgoing} */ { row: each, body }) => ({
      row: withDocument.encode(each),
      body: pack(body),
    })),
  }),
};

/** @type {Record<Name, Codec>} */
export const CODECS = {
  ...{ journeys: withDocument, statements, progress, deliveries: withDocument, clients: withDocument },
  ...{ voids: asItIs, recalculations: asItIs, leases: asItIs, notes: asItIs, numbers: asItIs },
  delivery_bodies: {
    decode: (raw) => ({ ...raw, body: unpack(raw.body) }),
    encode: (row) => ({ ...row, body: pack(row.body) }),
  },
};
