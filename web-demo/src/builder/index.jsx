// The journey that is edited: its head, its waypoints and the editor of the one that is selected, its outcomes; or all of it
// as JSON.

import { lazy, Suspense, useState } from 'react';
import { Spinner } from '../ui/spinner.jsx';
import { Editor } from './editor.jsx';
import { Findings } from './findings.jsx';
import { Head } from './head.jsx';
import css from './index.module.css';
import { More } from './more.jsx';
import { Outcomes } from './outcomes.jsx';
import { Templates } from './templates.jsx';
import { Toolbar } from './toolbar.jsx';
import { useFindings } from './use-findings.js';
import { Waypoints } from './waypoints.jsx';

const JourneyJson = lazy(async () => ({ default: (await import('./journey-json.jsx')).JourneyJson }));

export function Builder() {
  const [isJson, setJson] = useState(false);
  const findings = useFindings();
  return (
    <section className={css.builder} aria-labelledby="builder-heading">
      <Toolbar isJson={isJson} onJson={setJson} />
      {isJson ? (
        <Suspense fallback={<Spinner label="Opening the editor…" />}>
          <JourneyJson />
        </Suspense>
      ) : (
        <>
          <Head />
          <Findings findings={findings} />
          <Waypoints findings={findings} />
          <Editor findings={findings} />
          <Outcomes findings={findings} />
          <More findings={findings} />
        </>
      )}
      <Templates />
    </section>
  );
}
