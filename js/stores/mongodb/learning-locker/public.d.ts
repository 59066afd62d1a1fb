import type { Source } from '../../source.js';
import type { Matching, Store } from '../../store.js';

/** A store in Learning Locker's own database: its clients may use the service, its `statements` are the source that
 * `createService({ source: (store) => store.statements })` records, and it gets copies of journeys and progress.
 * @throws StoreFormatError for a database of a newer version */
export function openLearningLockerStore(options: {
  /** `mongodb://…`, with the name of the database. */
  url: string;
  matching: Matching;
  /** Milliseconds to try a change, where others are quicker or the database is away. */
  patience?: number;
  /** For how long after an id was made its statement may still appear, in milliseconds; default: five minutes. */
  overlap?: number;
}): Promise<Store & { readonly statements: Source }>;
