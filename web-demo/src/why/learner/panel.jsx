// A learner: what is missing, the attempts, and where each of their statements went.

import { study } from '../../state/driver.js';
import { useStore } from '../../state/store.js';
import { Empty } from '../../ui/empty.jsx';
import { attemptsOf, missingWords } from '../learner-words.js';
import { Shell } from '../shell.jsx';
import { useAnswer } from '../use-answer.js';
import { Attempts } from './attempts.jsx';
import css from './panel.module.css';
import { Statements } from './statements.jsx';
import { Standing } from './standing.jsx';

/** @param {{ident: import('../../state/store.js').Ident, isLast: boolean}} props */
export function LearnerPanel({ ident, isLast }) {
  const shown = useStore((state) => state.shown);
  const instant = shown?.instant ?? null;
  const state = useAnswer(() => study().learner(ident, instant), [ident, shown]);
  const title = state.answer?.name ?? 'Learner';
  return (
    <Shell title={title} isLast={isLast} state={state} failure="Nothing is known of this learner">
      {(view) => shown && <Learner view={view} journey={shown.journey} instant={instant} />}
    </Shell>
  );
}

/** @param {{view: import('../../study/study.js').LearnerView, journey: import('../../../../js/engine/index.js').JourneyDocument, instant: number | null}} props */
function Learner({ view, journey, instant }) {
  const { ident, name, identity, explanation, statements, total } = view;
  const attempts = attemptsOf(explanation, journey);
  return (
    <div className={css.learner}>
      {identity !== name && <p className={css.identity}>{identity}</p>}
      <Standing explanation={explanation} missing={missingWords(explanation, journey)} instant={instant} />
      {attempts.length > 0 && <Attempts attempts={attempts} ident={ident} />}
      {statements.length > 0 ? (
        <Statements statements={statements} total={total} attempts={attempts} journey={journey} />
      ) : (
        <Empty icon="statements" title="No statements">
          {instant === null
            ? 'None of the loaded statements is of this learner.'
            : 'This learner had not said anything yet at this time.'}
        </Empty>
      )}
    </div>
  );
}
