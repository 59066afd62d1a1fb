// The callback that a completed attempt causes: who gets it, and exactly what.

import { useState } from 'react';
import { study } from '../../state/driver.js';
import { useStore } from '../../state/store.js';
import { Empty } from '../../ui/empty.jsx';
import { dateTime } from '../../ui/format.js';
import { Select } from '../../ui/select.jsx';
import { Shell } from '../shell.jsx';
import { useAnswer } from '../use-answer.js';
import { Body } from './body.jsx';
import { Receivers } from './receivers.jsx';
import css from './panel.module.css';

/** @param {{ident: import('../../state/store.js').Ident, attempt: number, isLast: boolean}} props `attempt` counts from 0 */
export function OutcomePanel({ ident, attempt: first, isLast }) {
  const shown = useStore((state) => state.shown);
  const [chosen, setChosen] = useState(first);
  const state = useAnswer(() => study().learner(ident, shown?.instant ?? null), [ident, shown]);
  const completions = state.answer?.progress?.completions ?? [];
  const attempt = Math.min(chosen, completions.length - 1);
  return (
    <Shell title="Callback" isLast={isLast} state={state} failure="There is no callback to show">
      {({ name }) =>
        completions.length === 0 || !shown ? (
          <Empty icon="flag" title="No completed attempt">
            {name} has not completed the journey at this time: nothing is sent.
          </Empty>
        ) : (
          <div className={css.outcome}>
            <Select
              label={`Attempt of ${name}`}
              value={String(attempt)}
              onChange={(id) => setChosen(Number(id))}
              options={completions.map(({ completedAt }, index) => ({
                id: String(index),
                label: `Attempt ${index + 1}, completed ${dateTime(Date.parse(completedAt))}`,
              }))}
            />
            <Receivers outcomes={shown.journey.outcomes} />
            <Body ident={ident} name={name} attempt={attempt} of={shown} />
          </div>
        )
      }
    </Shell>
  );
}
