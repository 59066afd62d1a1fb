import type { Matching, Store } from '../store.js';

/** A store in a database file, which any number of processes may use at once. `patience`: milliseconds to wait for the
 * others before a change fails. @throws StoreFormatError for a file of a newer version, or of something else */
export function openLibsqlStore(options: {
  /** Its path, or instead `url`: `file:…`. */
  file?: string;
  url?: string;
  matching: Matching;
  patience?: number;
}): Promise<Store>;
