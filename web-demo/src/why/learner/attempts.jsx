// The attempts of a learner, each with its waypoints: which are reached, which is open, and which have to wait.

import { useState } from 'react';
import { openPanel } from '../../state/store.js';
import { Button } from '../../ui/button.jsx';
import { classNames } from '../../ui/class-names.js';
import { counted, date, dateTime, duration, utc } from '../../ui/format.js';
import { Icon } from '../../ui/icon.jsx';
import css from './attempts.module.css';

/** Of many attempts the last ones are shown at first: the one under way, and what was just before. */
const SHOWN = 3;

/**
 * @typedef {import('../learner-words.js').Attempt} Attempt
 * @typedef {import('../learner-words.js').AttemptWaypoint} AttemptWaypoint
 * @typedef {import('../../state/store.js').Ident} Ident
 */

/** @param {{attempts: Attempt[], ident: Ident}} props */
export function Attempts({ attempts, ident }) {
  const [isAll, setIsAll] = useState(false);
  const hidden = isAll ? 0 : Math.max(attempts.length - SHOWN, 0);
  const isOnly = attempts.length === 1;
  return (
    <section aria-label="Attempts" className={css.attempts}>
      {hidden > 0 && (
        <Button size="s" variant="quiet" icon="chevron-up" onPress={() => setIsAll(true)}>
          Show {counted(hidden, 'earlier attempt')}
        </Button>
      )}
      {attempts.slice(hidden).map((attempt) => (
        <AttemptCard key={attempt.number} attempt={attempt} ident={ident} isOnly={isOnly} />
      ))}
    </section>
  );
}

/** @param {{attempt: Attempt, ident: Ident, isOnly: boolean}} props */
function AttemptCard({ attempt, ident, isOnly }) {
  const { number, startedAt, completedAt, waypoints } = attempt;
  return (
    <article className={css.attempt}>
      <header className={css.head}>
        <h3>{isOnly && completedAt === null ? 'Progress' : `Attempt ${number}`}</h3>
        <span className={css.when}>{whenWords(startedAt, completedAt)}</span>
        {completedAt !== null && (
          <Button
            size="s"
            variant="quiet"
            iconAfter="chevron-right"
            onPress={() => openPanel({ kind: 'outcome', ident, attempt: number - 1 })}
          >
            See the callback
          </Button>
        )}
      </header>
      <ol className={css.waypoints}>
        {waypoints.map((waypoint) => (
          <Waypoint key={waypoint.id} waypoint={waypoint} isUnderWay={completedAt === null} />
        ))}
      </ol>
    </article>
  );
}

/** @param {number | null} startedAt @param {number | null} completedAt */
function whenWords(startedAt, completedAt) {
  if (startedAt === null) return 'not begun';
  if (completedAt === null) return `since ${dateTime(startedAt)}`;
  return `completed ${date(completedAt)}, in ${duration(completedAt - startedAt)}`;
}

/** @param {{waypoint: AttemptWaypoint, isUnderWay: boolean}} props */
function Waypoint({ waypoint, isUnderWay }) {
  const { name, have, need, completedAt, isOpen } = waypoint;
  const isReached = completedAt !== null;
  return (
    <li className={classNames(css.waypoint, isReached && css.reached, isOpen && css.open)}>
      <span className={css.dot}>{isReached && <Icon name="check" size={12} />}</span>
      <span className={css.name}>{name}</span>
      <span className={css.count}>
        {have} of {need}
      </span>
      {isReached && (
        <time className={css.state} dateTime={new Date(completedAt).toISOString()} title={utc(completedAt)}>
          {dateTime(completedAt)}
        </time>
      )}
      {!isReached && isUnderWay && <span className={css.state}>{isOpen ? 'Open now' : 'Not open yet'}</span>}
    </li>
  );
}
