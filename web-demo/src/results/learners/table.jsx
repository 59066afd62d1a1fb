// A page of learners. A name opens the learner; a completion opens what its callback gets.

import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Button } from '../../ui/button.jsx';
import { classNames } from '../../ui/class-names.js';
import { count, date, dateTime, duration, utc } from '../../ui/format.js';
import { showPanel } from '../../state/store.js';
import css from './learners.module.css';
import { LearnerProgress } from './progress.jsx';
import { SortHead } from './sort.jsx';
import { COLUMNS, PAGE } from './view.js';

/** Narrow screens have no room for these. @type {string[]} */
const WIDE_ONLY = ['startedAt', 'completedAt', 'completions'];
const NUMBERS = ['duration', 'completions'];

/**
 * @param {{
 *   rows: import('./use-learners.js').LearnerRow[] | null,
 *   names: Map<string, string>,
 *   view: import('./view.js').View,
 *   onView: import('./view.js').OnView,
 *   isRepeatable: boolean,
 * }} props `rows` is null until the first are there; `names` are the waypoints'
 */
export function LearnerTable({ rows, names, view, onView, isRepeatable }) {
  const columns = COLUMNS.filter(({ sort }) => sort !== 'completions' || isRepeatable);
  return (
    <table className={css.table}>
      <caption className="visually-hidden">Learners</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <SortHead
              key={column.sort}
              {...{ column, view, onView }}
              className={classNames(
                WIDE_ONLY.includes(column.sort) && css.wide,
                NUMBERS.includes(column.sort) && css.numeric,
              )}
            />
          ))}
          <th scope="col">
            <span className="visually-hidden">Outcome</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows?.map((row) => (
          <Row key={JSON.stringify(row.ident)} {...{ row, names, isRepeatable }} />
        ))}
        {rows === null &&
          Array.from({ length: PAGE }, (_, index) => <Skeleton key={index} columns={columns.length + 1} />)}
      </tbody>
    </table>
  );
}

/** @typedef {{row: import('./use-learners.js').LearnerRow, names: Map<string, string>, isRepeatable: boolean}} RowProps */

/** Each answer has rows of its own, most of which say what they said before: these are not drawn again. */
const Row = memo(
  PlainRow,
  ({ row, ...before }, { row: next, ...now }) =>
    before.names === now.names &&
    before.isRepeatable === now.isRepeatable &&
    JSON.stringify(row) === JSON.stringify(next),
);

/** @param {RowProps} props */
function PlainRow({ row, names, isRepeatable }) {
  const { ident, name, identity, startedAt, completedAt, duration: took, completions, waypoints } = row;
  return (
    <tr>
      <th scope="row">
        <AriaButton className={css.name} onPress={() => showPanel({ kind: 'learner', ident })}>
          {name}
        </AriaButton>
        {identity !== name && <span className={css.identity}>{identity}</span>}
      </th>
      <td className={css.progressCell}>
        <LearnerProgress waypoints={waypoints} names={names} />
      </td>
      <td className={css.wide}>
        <Time at={startedAt} />
      </td>
      <td className={css.wide}>{completedAt === null ? <None /> : <Time at={completedAt} />}</td>
      <td className={css.numeric}>{took === null ? <None /> : duration(took)}</td>
      {isRepeatable && <td className={classNames(css.wide, css.numeric)}>{count(completions)}</td>}
      <td className={css.outcome}>
        {completions > 0 && (
          <Button
            {...{ size: 's', variant: 'quiet', icon: 'code' }}
            aria-label={`Callback of ${name}`}
            onPress={() => showPanel({ kind: 'outcome', ident, attempt: completions - 1 })}
          >
            <span className={css.outcomeWord}>Callback</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

/** @param {{at: number}} props */
const Time = ({ at }) => (
  <time dateTime={new Date(at).toISOString()} title={`${dateTime(at)} (${utc(at)})`}>
    {date(at)}
  </time>
);

const None = () => (
  <span className={css.none}>
    <span aria-hidden="true">–</span>
    <span className="visually-hidden">Not yet</span>
  </span>
);

/** @param {{columns: number}} props */
const Skeleton = ({ columns }) => (
  <tr aria-hidden="true">
    <td colSpan={columns}>
      <span className={css.skeleton} />
    </td>
  </tr>
);
