// The number by which changes of journeys are counted.

/** @typedef {Pick<import('./collections.js').Collections, 'numbers'>} Numbers */

const CHANGE = { _id: /** @type {any} */ ('change') };

/** @param {Numbers} collections @returns {Promise<number>} */
export const changeNumber = async ({ numbers }) => (await numbers.findOne(CHANGE))?.value ?? 0;

/** @param {Numbers} collections @returns {Promise<number>} the next, which it is from now on */
export async function nextChange({ numbers }) {
  const options = /** @type {const} */ ({ upsert: true, returnDocument: 'after' });
  return (await numbers.findOneAndUpdate(CHANGE, { $inc: { value: 1 } }, options))?.value;
}
