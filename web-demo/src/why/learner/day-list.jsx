// Statements in a list, day by day: what was said when, and what became of it.

import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { openPanel } from '../../state/store.js';
import { classNames } from '../../ui/class-names.js';
import { exactTime, utc } from '../../ui/format.js';
import { byDay } from '../days.js';
import { FateWords } from '../fate-words.jsx';
import { Pager } from '../pager.jsx';
import { verbWords } from '../statement-parts.js';
import css from './day-list.module.css';

const PAGE = 50;
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** @typedef {import('../../study/study.js').LearnerStatement} LearnerStatement */

/** @param {{statements: LearnerStatement[], names: Map<string, string>}} props */
export function DayList({ statements, names }) {
  const [page, setPage] = useState(0);
  const last = Math.max(Math.ceil(statements.length / PAGE) - 1, 0);
  const at = Math.min(page, last);
  if (statements.length === 0) return <p className={css.none}>No statements in this part of the time line.</p>;
  return (
    <>
      {byDay(statements.slice(at * PAGE, (at + 1) * PAGE)).map(({ day, things }) => (
        <section key={day} aria-label={day}>
          <h4 className={css.day}>{day}</h4>
          <ul>
            {things.map((statement) => (
              <Line key={statement.id} statement={statement} names={names} />
            ))}
          </ul>
        </section>
      ))}
      <Pager page={at} size={PAGE} total={statements.length} onPage={setPage} what="statements" />
    </>
  );
}

/** @param {{statement: LearnerStatement, names: Map<string, string>}} props */
function Line({ statement, names }) {
  const { id, timestamp, verb, object } = statement;
  return (
    <li>
      <AriaButton className={css.line} onPress={() => openPanel({ kind: 'statement', id })}>
        <time dateTime={new Date(timestamp).toISOString()} title={`${exactTime(timestamp)} (${utc(timestamp)})`}>
          {CLOCK.format(timestamp)}
        </time>
        <span className={classNames(css.words, statement.role !== null && css.lines)}>
          <span className={css.said}>
            <b title={verb}>{verbWords(verb)}</b> {object}
          </span>
          <FateWords statement={statement} names={names} />
        </span>
      </AriaButton>
    </li>
  );
}
