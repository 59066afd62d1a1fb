// Collections of a process that is cut off from its database now and then, or dies: an operation then fails before it is
// done, or afterwards, or is done in part.
import { MongoBulkWriteError, MongoNetworkError } from 'mongodb';

export class Death extends Error {
  constructor() {
    super('the process died');
  }
}

const WRITING = new Set(['bulkWrite', 'updateOne', 'updateMany', 'deleteMany', 'findOneAndUpdate']);
const READING = new Set(['findOne', 'countDocuments', 'distinct']);

/** As the driver tells it. */
const asBulkError = (error) => new MongoBulkWriteError(error, { getWriteConcernError: () => undefined });

/**
 * @param {{cuts: () => boolean, dies: () => boolean, after: () => boolean, below: (count: number) => number}} dice
 * @returns `through` for openMongodbStore; `isDead` tells whether the process has died, and `cuts` how often it was cut off
 */
export function faults(dice) {
  const state = { isDead: false, cuts: 0 };

  const fault = () => {
    if (state.isDead) return new Death();
    if (dice.dies()) {
      state.isDead = true;
      return new Death();
    }
    if (!dice.cuts()) return null;
    state.cuts++;
    return new MongoNetworkError('cut off');
  };

  const failing =
    (collection, name) =>
    async (first, second, ...rest) => {
      const error = fault();
      if (error === null) return collection[name](first, second, ...rest);
      if (WRITING.has(name) && !(error instanceof Death && state.wasDead) && dice.after()) {
        const some = name === 'bulkWrite' ? first.slice(0, 1 + dice.below(first.length)) : first;
        await collection[name](some, second, ...rest).catch(() => undefined);
      }
      state.wasDead = state.isDead;
      throw name === 'bulkWrite' && !(error instanceof Death) ? asBulkError(error) : error;
    };

  const cursor = (found) => ({
    sort: (by) => (found.sort(by), cursor(found)),
    limit: (count) => (found.limit(count), cursor(found)),
    async toArray() {
      const error = fault();
      if (error) throw error;
      return found.toArray();
    },
    async *[Symbol.asyncIterator]() {
      yield* await this.toArray();
    },
  });

  const wrap = (collection) =>
    new Proxy(collection, {
      get(_, name) {
        if (name === 'find') return (...args) => cursor(collection.find(...args));
        if (WRITING.has(name) || READING.has(name)) return failing(collection, name);
        throw new Error(`collections of tests lack ${String(name)}`);
      },
    });

  const through = (collections) =>
    Object.fromEntries(Object.entries(collections).map(([name, collection]) => [name, wrap(collection)]));
  return { through, state };
}
