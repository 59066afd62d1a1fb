// Says that what is on screen is not what the journey as it stands gives: it is being run, or it has faults.

import { useStore } from '../state/store.js';
import { Notice } from '../ui/notice.jsx';
import css from './freshness.module.css';

export function Freshness() {
  const hasFaults = useStore(({ validation }) => validation?.valid === false);
  const isShown = useStore(({ shown }) => shown !== null);
  const isRunning = useStore(({ isStale, loaded, problem }) => isStale && loaded !== null && problem === null);
  if (hasFaults) return isShown ? <OfBefore /> : null;
  return isRunning ? <div className={css.line} aria-hidden="true" /> : null;
}

function OfBefore() {
  return (
    <Notice kind="warn" title="The journey has faults" className={css.notice}>
      This is still the result of the journey before. It follows as soon as the faults are corrected.
    </Notice>
  );
}
