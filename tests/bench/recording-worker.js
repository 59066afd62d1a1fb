// One of the processes of workers.js: records its share of a cohort, batch by batch, and tells what it took.
import { sampleCohort } from '../../js/sample/index.js';
import { createService } from '../../js/service/index.js';
import { openMongodbStore } from '../../js/stores/mongodb/index.js';

const [url, whose, ...numbers] = process.argv.slice(2);
const [index, workers, count, batch] = numbers.map(Number);

let writes = 0;
/** Counts documents written, by what the driver is asked to do. */
const counting = (collections) =>
  Object.fromEntries(
    Object.entries(collections).map(([name, collection]) => [
      name,
      new Proxy(collection, {
        get(_, method) {
          const value = collection[method];
          if (typeof value !== 'function') return value;
          return (...args) => {
            if (method === 'bulkWrite') writes += args[0].length;
            const result = value.apply(collection, args);
            if (method === 'updateMany')
              result.then(
                ({ modifiedCount }) => (writes += modifiedCount),
                () => {},
              );
            if (method === 'updateOne' || method === 'findOneAndUpdate') writes += 1;
            return result;
          };
        },
      }),
    ]),
  );

const service = await createService({
  openStore: (options) => openMongodbStore({ ...options, url, through: counting }),
});
const client = await service.context.store.clientByKey('bench');
const all = [...new Map([...sampleCohort({ statements: count })].map((each) => [each.id, each])).values()];
const learners = [...new Set(all.map(nameOf))];
/** Of its own learners, or every so-manieth batch of all. */
const own =
  whose === 'own'
    ? inBatches(all.filter((each) => learners.indexOf(nameOf(each)) % workers === index))
    : inBatches(all).filter((_, number) => number % workers === index);

process.send('ready');
process.once('message', async () => {
  const before = process.cpuUsage();
  for (const each of own) await service.record(each, { client });
  const { user, system } = process.cpuUsage(before);
  const statements = own.reduce((sum, { length }) => sum + length, 0);
  process.send({ statements, writes, cpu: (user + system) / 1e6, ...service.context.store.conflicts() });
  await service.close();
  process.disconnect();
});

function nameOf({ actor }) {
  return JSON.stringify(actor.account ?? actor.mbox ?? actor.mbox_sha1sum ?? actor.openid);
}

function inBatches(statements) {
  const batches = [];
  for (let from = 0; from < statements.length; from += batch) batches.push(statements.slice(from, from + batch));
  return batches;
}
