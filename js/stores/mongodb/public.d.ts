import type { Matching, Store } from '../store.js';

/** A store in a MongoDB database, which any number of processes on any number of machines may use at once.
 * `patience`: milliseconds to try a change, where others are quicker or the database is away.
 * @throws StoreFormatError for a database of a newer version; the driver's errors where there is none */
export function openMongodbStore(options: {
  /** `mongodb://…` or `mongodb+srv://…`, with the name of the database: `journeys` where it has none. */
  url: string;
  matching: Matching;
  patience?: number;
}): Promise<Store>;
