// What statements leave in a MongoDB database: documents, and their bytes as BSON, without what indexes take.
import { BSON } from 'mongodb';

/** @param {import('mongodb').Db} db @param {number} statements that were recorded */
export async function footprint(db, statements) {
  const collections = {};
  let documents = 0;
  let bytes = 0;
  for (const name of ['statements', 'progress', 'voids', 'deliveries', 'delivery_bodies']) {
    const sizes = [];
    for await (const document of db.collection(`xapi_journeys.${name}`).find()) {
      sizes.push(BSON.calculateObjectSize(document));
    }
    const sum = sizes.reduce((total, size) => total + size, 0);
    collections[name] = { documents: sizes.length, bytes: sum };
    documents += sizes.length;
    bytes += sum;
  }
  return { documents: documents / statements, bytes: bytes / statements, collections };
}
