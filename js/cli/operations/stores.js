// Which store is meant: a database file, or a database of MongoDB's by its URL, Learning Locker's own among them.

import { Failure } from '../failure.js';

/** @param {string} store */
const isMongodb = (store) => /^mongodb(\+srv)?:/.test(store);

const [SERVER, DATABASE] = ['(?:\\[[\\da-f:.]+\\]|[\\w.%-]+)(?::\\d{1,5})?', '/[^/?@]*'];
/** A URL of MongoDB's: who logs in, the servers, the database, options. */
const URL_PARTS = new RegExp(
  `^(mongodb(?:\\+srv)?://)(?:[^/?]*@)?(${SERVER}(?:,${SERVER})*(?:${DATABASE})?)(?:\\?.*)?$`,
  'i',
);

/** As it may be shown: a URL may have a password in it, and others in its options. @param {string} store */
export const shown = (store) =>
  isMongodb(store) ? (URL_PARTS.exec(store)?.slice(1).join('') ?? 'mongodb://…') : store;

/**
 * What opens it, for createService(). Only the store that is meant is loaded.
 * @param {{store: string, learningLocker?: boolean}} named
 * @returns {Pick<import('../../service/service.js').ServiceOptions, 'openStore' | 'source'>}
 */
export function storeOptions({ store, learningLocker = false }) {
  if (learningLocker && !isMongodb(store)) {
    throw new Failure("--learning-locker needs --store with the URL of Learning Locker's database: mongodb://…");
  }
  // The driver would tell what it cannot read, with the password.
  if (isMongodb(store) && !URL_PARTS.test(store)) {
    throw new Failure(
      "the store's URL must be like mongodb://USER:PASSWORD@HOST/DATABASE, with / ? # % @ : in names and passwords as %2F and so on",
    );
  }
  if (learningLocker) {
    return {
      async openStore(given) {
        const { openLearningLockerStore } = await import('../../stores/mongodb/learning-locker/index.js');
        return openLearningLockerStore({ ...given, url: store });
      },
      source: ({ statements }) => statements,
    };
  }
  return {
    async openStore(given) {
      if (!isMongodb(store)) {
        return (await import('../../stores/libsql/index.js')).openLibsqlStore({ ...given, file: store });
      }
      return (await import('../../stores/mongodb/index.js')).openMongodbStore({ ...given, url: store });
    },
  };
}
