// Light, dark, or as the system has it: kept in the browser.

import { create } from 'zustand';

/** @typedef {'light' | 'dark' | 'system'} Theme */

/** public/theme.js reads it when the page begins. */
const KEY = 'xapi-journeys.theme';

const root = document.documentElement;

/** @type {import('zustand').UseBoundStore<import('zustand').StoreApi<{theme: Theme}>>} */
export const useTheme = create(() => ({ theme: /** @type {Theme} */ (root.dataset.theme ?? 'system') }));

/** @param {Theme} theme */
export function setTheme(theme) {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  useTheme.setState({ theme });
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Where the browser keeps nothing, the choice holds until the page is closed.
  }
}
