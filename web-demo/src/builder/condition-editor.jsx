// A condition: built in rows, or as JSON; and how many statements meet it.

import { lazy, Suspense, useState } from 'react';
import { Segmented } from '../ui/segmented.jsx';
import { Spinner } from '../ui/spinner.jsx';
import { Build } from './build/index.jsx';
import css from './condition-editor.module.css';
import { FindingLines } from './finding-lines.jsx';
import { Meeting } from './meeting.jsx';

const ConditionJson = lazy(async () => ({ default: (await import('./condition-json.jsx')).ConditionJson }));

const VIEWS = [
  { id: 'build', label: 'Build' },
  { id: 'json', label: 'JSON' },
];

/** The view that was chosen last holds for the next waypoint too. */
let lastView = 'build';

/**
 * @typedef {object} ConditionProps
 * @property {string} text
 * @property {(text: string, what?: string) => void} onChange
 * @property {import('./findings.js').Finding[]} findings
 */

/** @param {ConditionProps} props */
export function ConditionEditor(props) {
  const [view, setView] = useState(lastView);
  const show = (/** @type {string} */ id) => setView((lastView = id));
  return (
    <div className={css.condition}>
      <div className={css.head}>
        <h4 id="condition-heading">Condition</h4>
        <Segmented label="Edit the condition as" isLabelHidden value={view} onChange={show} options={VIEWS} />
      </div>
      {view === 'build' ? (
        <Build {...props} onJson={() => show('json')} />
      ) : (
        <Suspense fallback={<Spinner label="Opening the editor…" />}>
          <ConditionJson {...props} />
        </Suspense>
      )}
      {view === 'build' && <FindingLines findings={props.findings} />}
      <Meeting text={props.text} isFaulty={props.findings.some(({ isFault }) => isFault)} />
    </div>
  );
}
