// Gives back what a process has leased when it stops, so that others need not wait until the leases end.

/**
 * @param {Pick<import('./service.js').Context, 'store' | 'log'>} context
 * @param {(transaction: import('../stores/store.js').Transaction) => Promise<void>} release
 */
export const giveBack = ({ store, log }, release) =>
  store
    .change(release)
    .catch((error) => log.error({ error }, 'leases could not be given back; they will end by themselves'));
