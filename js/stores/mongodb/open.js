// Connects to a MongoDB server and finds the store's collections there.

import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { StoreFormatError } from '../errors.js';
import { isAway } from './busy.js';
import { collectionsOf, createIndexes } from './collections.js';
import { EndingConnection } from './connection.js';

/** The version of how rows lie in the database. */
const VERSION = 1;

/** The database where the URL names none. */
const DATABASE = 'journeys';

/** What the driver has for a URL without a database. */
const UNNAMED = 'test';

/** @type {import('mongodb').MongoClientOptions} What has been acknowledged is not lost, whichever member of a replica set is. */
const DURABLE = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
};

/** Milliseconds: to find a server, and for its answer. @type {import('mongodb').MongoClientOptions} */
const TIMES = { serverSelectionTimeoutMS: 5_000, connectTimeoutMS: 5_000, socketTimeoutMS: 12_000 };

/** @param {string} url @returns {Promise<{client: MongoClient, db: import('mongodb').Db, collections: import('./collections.js').Collections}>} */
export async function connect(url) {
  const own = { appName: 'xapi-journeys', connectionType: EndingConnection };
  const client = new MongoClient(url, { ...own, ignoreUndefined: true, ...TIMES, ...DURABLE });
  try {
    await client.connect();
    const { dbName } = client.options;
    const db = client.db(dbName === UNNAMED ? DATABASE : dbName);
    const collections = collectionsOf(db);
    await checkVersion(collections);
    await patiently(() => createIndexes(collections));
    return { client, db, collections };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** @param {import('./collections.js').Collections} collections */
async function checkVersion({ numbers }) {
  const options = /** @type {const} */ ({ upsert: true, returnDocument: 'after' });
  const row = await numbers.findOneAndUpdate({ _id: 'version' }, { $setOnInsert: { value: VERSION } }, options);
  if (row?.value > VERSION) {
    throw new StoreFormatError(
      `the database is of version ${row?.value}, and this program knows versions up to ${VERSION}: use a newer one`,
    );
  }
}

/** Times in all, and milliseconds in between. */
const [TRIES, PAUSE] = [5, 200];

/** Others may be doing the same. @template Result @param {() => Promise<Result>} action @returns {Promise<Result>} */
async function patiently(action) {
  for (let tries = 1; ; tries++) {
    try {
      return await action();
    } catch (error) {
      if (tries === TRIES || !isAway(error)) throw error;
      await sleep(PAUSE);
    }
  }
}
