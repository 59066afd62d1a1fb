// Sees to it that one process follows at a time. Two at once would do no harm, since what is recorded twice changes nothing;
// they would only ask the LRS for everything twice.

/** A process that died holds nobody up for longer. */
const LEASE_MILLISECONDS = 30_000;
const RENEWAL_MILLISECONDS = 10_000;

/**
 * @param {Pick<import('../service.js').Context, 'store' | 'clock' | 'worker'>} context
 * @param {string} name
 */
export function createLease({ store, clock, worker }, name) {
  const time = (ahead = 0) => new Date(clock.now() + ahead).toISOString();

  /** Whether it is this process's, from now on for a while; within a change of the store. @param {import('../../stores/store.js').Transaction} transaction */
  const takeIn = (transaction) => transaction.lease(name, worker, time(), time(LEASE_MILLISECONDS));
  const take = () => store.change(takeIn);

  return {
    take,
    takeIn,
    release: () => store.change((transaction) => transaction.release(name, worker)),

    /** Keeps it while some work goes on, however long. @template Result @param {() => Promise<Result>} work @returns {Promise<Result>} */
    async during(work) {
      let isOver = false;
      let cancel = () => {};
      let renewal = Promise.resolve();
      const renewLater = () => {
        cancel = clock.after(RENEWAL_MILLISECONDS, () => (renewal = renew()));
      };
      const renew = async () => {
        await take().catch(() => {}); // the work itself will find out what is wrong with the store
        if (!isOver) renewLater();
      };
      renewLater();
      try {
        return await work();
      } finally {
        isOver = true;
        cancel();
        await renewal;
      }
    },
  };
}
