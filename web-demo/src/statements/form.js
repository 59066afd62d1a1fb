// What is typed in the dialog: it stays while the tab is open, and is kept nowhere.

import { create } from 'zustand';

/**
 * @typedef {object} Form
 * @property {string} tab
 * @property {string} size
 * @property {number} learners
 * @property {number} seed
 * @property {string} text
 * @property {string} endpoint
 * @property {string} key
 * @property {string} secret
 * @property {string} since
 * @property {number} most
 * @property {Record<string, string>} faults by field
 * @property {{title: string, message: string} | null} failure of the last load from here
 */

/** @type {import('zustand').UseBoundStore<import('zustand').StoreApi<Form>>} */
export const useForm = create(() => ({
  ...{ tab: 'sample', size: '200', learners: 200, seed: 1, text: '' },
  ...{ endpoint: '', key: '', secret: '', since: '', most: 100_000 },
  ...{ faults: {}, failure: null },
}));

/** Takes what was typed into a field; what was wrong with it is past. @param {Partial<Form>} fields */
export function type(fields) {
  useForm.setState(({ faults }) => {
    const rest = Object.entries(faults).filter(([field]) => !(field in fields));
    return { ...fields, faults: Object.fromEntries(rest) };
  });
}
