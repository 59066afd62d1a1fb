// Opens MongoDB stores for tests, each on a database of its own.
import { openMongodbStore } from '../../../js/stores/mongodb/index.js';
import { mongodbDatabase } from './mongodb-server.js';
import { matching } from './samples.js';

/** An empty store; it is closed when the test ends. */
export async function openMongodb(t, options = {}) {
  const { url } = await mongodbDatabase(t);
  return openOn(t, url, options);
}

/** Another one on the same database, as another process has it. */
export async function openOn(t, url, options = {}) {
  const store = await openMongodbStore({ url, matching, ...options });
  t.after(() => store.close());
  return store;
}
