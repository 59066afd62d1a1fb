// Brings statements from what the dialog holds, and comes back with what went wrong to where it was asked for.

import { load } from '../state/driver.js';
import { openDialog, useStore } from '../state/store.js';
import { useForm } from './form.js';
import { fromFiles } from './sources.js';

const { getState } = useStore;

/** @param {import('./sources.js').Bring | import('./sources.js').Refused} asked */
export async function bring(asked) {
  if ('faults' in asked) {
    useForm.setState({ faults: asked.faults, failure: null });
    return;
  }
  useForm.setState({ faults: {}, failure: null });
  const before = getState().loaded;
  await load(asked.source, asked.name);
  const { loaded, loading, problem } = getState();
  if (loading) return; // something newer is on its way
  if (loaded === before) {
    if (!problem || getState().dialog !== 'statements') return;
    useForm.setState({ failure: problem });
    useStore.setState({ problem: null });
  } else if (loaded?.invalidCount === 0 && getState().dialog === 'statements') {
    openDialog(null);
  }
}

/** Files that were dropped anywhere on the page. @param {File[]} files */
export function bringFiles(files) {
  useForm.setState({ tab: 'files' });
  openDialog('statements');
  return bring(fromFiles(files));
}
