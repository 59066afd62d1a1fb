// The journey and its result: side by side where there is room, else as two tabs.

import { useState } from 'react';
import { Builder } from '../builder/index.jsx';
import { Results } from '../results/index.jsx';
import { Tabs } from '../ui/tabs.jsx';
import { Boundary } from './boundary.jsx';
import css from './columns.module.css';
import { Freshness } from './freshness.jsx';
import { useMedia } from './use-media.js';

export function Columns() {
  const isWide = useMedia('(width >= 1100px)');
  const journey = (
    <Boundary what="The builder">
      <Builder />
    </Boundary>
  );
  const result = (
    <Boundary what="The result">
      <Freshness />
      <div className={css.inset}>
        <Results />
      </div>
    </Boundary>
  );
  if (!isWide) return <AsTabs journey={journey} result={result} />;
  return (
    <main className={css.columns}>
      <div className={css.journey}>{journey}</div>
      <div className={css.result}>{result}</div>
    </main>
  );
}

/** @param {{journey: React.ReactNode, result: React.ReactNode}} props */
function AsTabs({ journey, result }) {
  const [selected, setSelected] = useState('journey');
  const items = [
    { id: 'journey', label: 'Journey', content: journey },
    { id: 'result', label: 'Result', content: result },
  ];
  return (
    <main>
      <Tabs label="View" items={items} selected={selected} onSelect={setSelected} isKept className={css.tabs} />
    </main>
  );
}
