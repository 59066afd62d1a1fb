// The service that journeys are saved to, and what was saved there: kept as long as this tab is open, and nowhere else.

import { create } from 'zustand';
import { serviceHere } from '../state/service-here.js';
import { serviceAddress, USUAL } from './address.js';

/**
 * @typedef {object} Connection
 * @property {string} address as it is typed
 * @property {boolean} isTyped somebody has chosen the address
 * @property {string} key
 * @property {string} secret
 * @property {ReadonlyMap<string, import('./saving.js').Saved>} saved by address and id of the journey
 */

/** @type {import('zustand').UseBoundStore<import('zustand').StoreApi<Connection>>} */
export const useConnection = create(() => ({ address: '', isTyped: false, key: '', secret: '', saved: new Map() }));

const { getState, setState } = useConnection;

/** @param {string} address */
export const setAddress = (address) => setState({ address, isTyped: true });
/** @param {string} key */
export const setKey = (key) => setState({ key });
/** @param {string} secret */
export const setSecret = (secret) => setState({ secret });

/** Begins with the address that is likely: where the page is from, if that is a service. */
export async function suggestAddress() {
  if (getState().address !== '') return;
  const address = (await serviceHere()) ?? USUAL;
  if (!getState().isTyped) setState({ address });
}

/** @param {string} address @param {string} id */
export const savedKey = (address, id) => `${address} ${id.toLowerCase()}`;

/** @param {string} address @param {import('./saving.js').Saved} saved */
export const remember = (address, saved) =>
  setState((state) => ({ saved: new Map(state.saved).set(savedKey(address, saved.id), saved) }));

/** What is typed as an address, or what is wrong with it. @param {string} typed @returns {{address: string, error: null} | {address: null, error: string}} */
export function readAddress(typed) {
  try {
    return { address: serviceAddress(typed), error: null };
  } catch (error) {
    return { address: null, error: /** @type {Error} */ (error).message };
  }
}
