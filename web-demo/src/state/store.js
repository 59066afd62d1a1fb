// The page's state: the journey that is edited, with undo and redo; what the study tells of it; and what is open. Components
// read it with useStore and change it by the functions below. Nothing here talks to the study: state/driver.js does.

import { create } from 'zustand';
import { History } from './history.js';
import { sampleJourney } from './templates.js';

/**
 * @typedef {import('../../../js/engine/index.js').JourneyInput} JourneyInput waypoints bear their `_id`; `conditions` is the
 *   text as it was typed, also where that is no JSON yet
 * @typedef {import('../../../js/engine/index.js').Validation} Validation
 * @typedef {import('../../../js/engine/index.js').Ident} Ident
 * @typedef {import('../study/study.js').Loaded} Loaded
 * @typedef {import('../study/study.js').Overview} Overview
 * @typedef {import('../study/study.js').Facet} Facet
 * @typedef {import('../study/study.js').Source} Source
 *
 * @typedef {{kind: 'learner', ident: Ident} | {kind: 'statement', id: string} | {kind: 'outcome', ident: Ident, attempt: number}} Panel
 *
 * @typedef {object} State
 * @property {History<JourneyInput>} history its `present` is the journey
 * @property {Validation | null} validation of the present journey; null until the engine has answered
 * @property {Loaded | null} loaded
 * @property {(import('../study/study.js').LoadProgress & {name: string, cancel: () => void}) | null} loading
 * @property {{title: string, message: string} | null} problem with the last load, or of the workers
 * @property {Facet[] | null} facets null until they are gathered
 * @property {Overview | null} overview of the last valid journey, at the end of time
 * @property {Overview | null} shown the same at `instant`: what is on screen
 * @property {boolean} isStale the journey on screen is not (yet) the one that `shown` is of
 * @property {number | null} instant where playback stands; null: at the end
 * @property {string | null} waypoint the id of the one that is selected in the builder
 * @property {Panel[]} panels what is open at the side, the last one on top
 * @property {'statements' | 'take' | 'templates' | null} dialog
 */

/** @type {import('zustand').UseBoundStore<import('zustand').StoreApi<State>>} */
export const useStore = create(() => ({
  history: new History(sampleJourney()),
  ...{ validation: null, loaded: null, loading: null, problem: null, facets: null },
  ...{ overview: null, shown: null, isStale: true, instant: null },
  ...{ waypoint: null, panels: [], dialog: null },
}));

const { getState, setState } = useStore;

/** @returns {JourneyInput} */
export const journeyNow = () => getState().history.present;

/**
 * Changes the journey: `change` is given the journey and answers another, which shares what stays the same.
 * @param {(journey: JourneyInput) => JourneyInput} change
 * @param {string} [what] edits in a row with the same name are undone together: typing into one field
 */
export function edit(change, what) {
  setState(({ history }) => ({
    history: history.next(change(history.present), what),
    validation: null,
    isStale: true,
  }));
}

/** @param {string} id @param {Partial<import('../../../js/engine/index.js').WaypointInput>} fields @param {string} [what] */
export function editWaypoint(id, fields, what) {
  edit((journey) => {
    const waypoints = journey.waypoints?.map((each) => (each._id === id ? { ...each, ...fields } : each));
    return { ...journey, waypoints };
  }, what);
}

const travelled = { validation: null, isStale: true };
export const undo = () => setState(({ history }) => ({ history: history.back(), ...travelled }));
export const redo = () => setState(({ history }) => ({ history: history.forth(), ...travelled }));

/** @param {string | null} waypoint */
export const select = (waypoint) => setState({ waypoint });

/** Shows something at the side, above what is there. @param {Panel} panel */
export const openPanel = (panel) => setState(({ panels }) => ({ panels: [...panels, panel] }));
/** Shows it alone. @param {Panel} panel */
export const showPanel = (panel) => setState({ panels: [panel] });
export const backFromPanel = () => setState(({ panels }) => ({ panels: panels.slice(0, -1) }));
export const closePanels = () => setState({ panels: [] });

/** @param {State['dialog']} dialog */
export const openDialog = (dialog) => setState({ dialog });
