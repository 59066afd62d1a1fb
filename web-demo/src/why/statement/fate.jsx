// What became of a statement in its learner's progress: it may meet a waypoint, and yet not count for it.

import { study } from '../../state/driver.js';
import { useStore } from '../../state/store.js';
import { FateWords } from '../fate-words.jsx';
import { namesOf } from '../learner-words.js';
import { useAnswer } from '../use-answer.js';
import css from './panel.module.css';

/** @param {{explanation: import('../../../../js/engine/index.js').StatementExplanation}} props */
export function Fate({ explanation }) {
  const { id, owner } = explanation;
  const shown = useStore((state) => state.shown);
  const instant = shown?.instant ?? null;
  const { answer } = useAnswer(async () => owner && study().learner(owner.ident, instant), [id, shown]);
  const own = answer?.statements.find((each) => each.id === id);
  if (!own || own.role === null || !shown) return null;
  return (
    <div className={css.fate}>
      <FateWords statement={own} names={namesOf(shown.journey)} />
    </div>
  );
}
