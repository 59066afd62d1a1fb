// A panel of the side: the way back and out, and what is said until there is something to show.

import { backFromPanel, closePanels } from '../state/store.js';
import { Empty } from '../ui/empty.jsx';
import { Panel } from '../ui/panel.jsx';
import { Spinner } from '../ui/spinner.jsx';
import css from './shell.module.css';

/**
 * @template Answer
 * @param {{
 *   title: React.ReactNode,
 *   isLast: boolean,
 *   state: {answer: Answer | null, error: Error | null, isAsking: boolean},
 *   failure: string,
 *   children: (answer: Answer) => React.ReactNode,
 * }} props `isLast`: nothing lies below; `failure`: what is said above an error's own words
 */
export function Shell({ title, isLast, state, failure, children }) {
  const { answer, error } = state;
  return (
    <Panel title={title} onClose={closePanels} onBack={isLast ? undefined : backFromPanel}>
      {answer !== null && children(answer)}
      {answer === null && error !== null && (
        <Empty icon="info" title={failure}>
          {error.message}
        </Empty>
      )}
      {answer === null && error === null && (
        <div className={css.waiting}>
          <Spinner label="Looking it up" />
        </div>
      )}
    </Panel>
  );
}
