// The journey that a link brought, in the page's fragment: it takes the place of the sample's.

import { History } from '../state/history.js';
import { useStore } from '../state/store.js';
import { editable } from '../state/templates.js';
import { messageOf } from '../study/errors.js';
import { openJourney } from '../take/opening.js';
import { journeyFromFragment } from '../take/share.js';

/** @typedef {NonNullable<import('../state/store.js').State['problem']>} Problem */

/** Gives the journey of the link, if there is one, to `use`. @param {(journey: import('../state/store.js').JourneyInput) => void} use @returns {Promise<Problem | null>} */
async function openLink(use) {
  try {
    const journey = await journeyFromFragment(location.hash);
    if (journey) use(journey);
    return null;
  } catch (error) {
    return { title: 'The journey in the link could not be opened', message: messageOf(error) };
  }
}

/**
 * To be awaited before anything is shown. A link that is opened later, in the same tab, is an edit like any other.
 * @returns {Promise<Problem | null>} what is wrong with the link that the page was opened with
 */
export function followLinks() {
  addEventListener('hashchange', async () => {
    const problem = await openLink(openJourney);
    if (problem) useStore.setState({ problem });
  });
  return openLink((journey) => useStore.setState({ history: new History(editable(journey)) }));
}
