// What is open at the side: a learner, a statement, or the body of a callback; what was open before lies below.

import { useStore } from '../state/store.js';
import css from './index.module.css';
import { LearnerPanel } from './learner/panel.jsx';
import { OutcomePanel } from './outcome/panel.jsx';
import { StatementPanel } from './statement/panel.jsx';

const PANELS = { learner: LearnerPanel, statement: StatementPanel, outcome: OutcomePanel };

/** A text that is another for another panel. @param {import('../state/store.js').Panel} panel */
const keyOf = (panel) => JSON.stringify(panel);

export function Why() {
  const panels = useStore((state) => state.panels);
  return panels.map((panel, index) => {
    const Content = /** @type {React.ComponentType<any>} */ (PANELS[panel.kind]);
    // What lies below stays as it was left: its place in a list, its filter, and where the focus was.
    const isTop = index === panels.length - 1;
    return (
      <div key={`${index} ${keyOf(panel)}`} className={isTop ? undefined : css.below}>
        <Content {...panel} isLast={index === 0} />
      </div>
    );
  });
}
