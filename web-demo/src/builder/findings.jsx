// Everything the engine has against the journey, each with a way to where it is.

import { select, useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { counted } from '../ui/format.js';
import { Notice } from '../ui/notice.jsx';
import { subjectOf } from './findings.js';
import css from './findings.module.css';
import { placesOf } from './waypoints.js';

/** Elements that findings lead to. @param {string} id */
export const outcomeElement = (id) => `outcome-${id}`;

/** @param {string} id */
function showOutcome(id) {
  const element = document.getElementById(outcomeElement(id));
  element?.scrollIntoView({ block: 'nearest' });
  element?.querySelector('input')?.focus();
}

/** @param {{findings: import('./findings.js').Finding[]}} props */
export function Findings({ findings }) {
  const journey = useStore((state) => state.history.present);
  if (findings.length === 0) return null;
  const faults = findings.filter(({ isFault }) => isFault).length;
  const warnings = findings.length - faults;
  const title = [faults && counted(faults, 'fault'), warnings && counted(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
  const placeOf = placesOf(journey.waypoints);
  return (
    <Notice kind={faults > 0 ? 'bad' : 'warn'} title={title}>
      <ul className={css.list}>
        {findings.map((finding, index) => (
          <Line key={index} finding={finding} subject={subjectOf(finding, journey, placeOf)} />
        ))}
      </ul>
    </Notice>
  );
}

/** @param {{finding: import('./findings.js').Finding, subject: ReturnType<typeof subjectOf>}} props */
function Line({ finding, subject }) {
  const show = () => {
    if (subject.kind === 'waypoint') select(subject.id);
    if (subject.kind === 'outcome') showOutcome(subject.id);
  };
  return (
    <li>
      {subject.kind === 'journey' ? (
        <span className={css.label}>{subject.label}</span>
      ) : (
        <Button variant="quiet" size="s" className={css.link} onPress={show}>
          {subject.label}
        </Button>
      )}
      {': '}
      {finding.message}
    </li>
  );
}
