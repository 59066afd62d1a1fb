// What the engine says of the journey. While it thinks about an edit, what it said before stays.

import { useRef } from 'react';
import { journeyNow, useStore } from '../state/store.js';
import { findingsOf } from './findings.js';
import { placesOf } from './waypoints.js';

/** @typedef {import('./findings.js').Finding} Finding */

/** @returns {Finding[]} */
export function useFindings() {
  const validation = useStore((state) => state.validation);
  const last = useRef(
    /** @type {{validation: typeof validation, findings: Finding[]}} */ ({ validation: null, findings: [] }),
  );
  if (validation && validation !== last.current.validation) {
    last.current = { validation, findings: findingsOf(validation, placesOf(journeyNow().waypoints)) };
  }
  return last.current.findings;
}
