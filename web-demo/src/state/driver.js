// Keeps the state and the study together: what is edited is validated and run, what is loaded is gathered, and what comes back
// is shown. The newest wins: whatever an older run tells is dropped.

import { isAbort, messageOf } from '../study/errors.js';
import { journeyNow, useStore } from './store.js';

/** @typedef {import('../study/study.js').Study} Study */

const { getState, setState, subscribe } = useStore;

/** @type {Study | undefined} */
let theStudy;
/** What the state's overview is of. @type {{journey: import('./store.js').JourneyInput, loaded: import('./store.js').Loaded} | undefined} */
let lastRun;

/** The study, for components that ask it something of their own. @returns {Study} */
export function study() {
  if (!theStudy) throw new Error('the study is not open yet');
  return theStudy;
}

const NOT_RUN = 'The journey could not be run';

/** @param {string} title @param {unknown} error */
const problem = (title, error) => ({ title, message: messageOf(error) });

/** Begins to follow the state. @param {Study} opened */
export function drive(opened) {
  theStudy = opened;
  subscribe((state, before) => {
    if (state.history.present !== before.history.present) void check();
    if (state.instant !== before.instant) void show();
  });
  void check();
}

/** Validates the journey, and runs it where it is valid. */
async function check() {
  const [journey, { loaded }] = [journeyNow(), getState()];
  const isOld = () => journey !== journeyNow() || loaded !== getState().loaded;
  try {
    const validation = await study().validate(journey);
    if (isOld()) return;
    setState({ validation });
    if (!validation.valid || !loaded) return;
    const overview = await study().run(journey);
    if (isOld()) return;
    lastRun = { journey, loaded };
    setState(({ problem: told }) => ({ overview, problem: told?.title === NOT_RUN ? null : told }));
  } catch (error) {
    if (!isOld() && !isAbort(error)) setState({ problem: problem(NOT_RUN, error) });
    return;
  }
  await show();
}

/** Shows the last run as it stood at the instant that playback is at. */
async function show() {
  const { instant, overview } = getState();
  if (!overview) return;
  const isOld = () => getState().instant !== instant || getState().overview !== overview;
  const isStale = () => lastRun?.journey !== journeyNow() || lastRun.loaded !== getState().loaded;
  try {
    const shown = instant === null ? overview : await study().at(instant);
    if (!isOld()) setState({ shown, isStale: isStale() });
  } catch (error) {
    if (!isOld() && !isAbort(error)) setState({ problem: problem('The journey could not be shown', error) });
  }
}

/**
 * Brings statements. While they are read, `loading` tells how far that is; what was there before stays until they are all in.
 * @param {import('../study/study.js').Source} source
 * @param {string} name for people
 */
export async function load(source, name) {
  const abort = new AbortController();
  getState().loading?.cancel();
  const cancel = () => abort.abort();
  const loading = { name, cancel, stage: /** @type {const} */ ('reading'), done: 0, statements: 0 };
  setState({ loading, problem: null });
  const isMine = () => getState().loading?.cancel === cancel;
  try {
    const onProgress = (/** @type {import('../study/study.js').LoadProgress} */ progress) => {
      if (isMine()) setState({ loading: { name, cancel, ...progress } });
    };
    const loaded = await study().load(source, { signal: abort.signal, onProgress });
    if (!isMine()) return;
    setState({ loaded, loading: null, isStale: true, facets: null, instant: null, panels: [] });
    void check();
    void gather(loaded);
  } catch (error) {
    if (isMine())
      setState({ loading: null, problem: isAbort(error) ? null : problem(`${name} could not be read`, error) });
  }
}

/** Learns what occurs in the statements; nobody waits for it. @param {import('../study/study.js').Loaded} loaded */
async function gather(loaded) {
  const isOld = () => getState().loaded !== loaded;
  try {
    const facets = await study().facets();
    if (!isOld()) setState({ facets });
  } catch (error) {
    if (!isOld() && !isAbort(error))
      setState({ problem: problem('What occurs in the statements could not be told', error) });
  }
}
