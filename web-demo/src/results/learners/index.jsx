// The learners as a table: searched, sorted and paged by the study, since there may be very many.

import { useEffect, useMemo } from 'react';
import { Button } from '../../ui/button.jsx';
import { classNames } from '../../ui/class-names.js';
import { Empty } from '../../ui/empty.jsx';
import { Notice } from '../../ui/notice.jsx';
import { Chips } from './chips.jsx';
import css from './learners.module.css';
import { Pager } from './pager.jsx';
import { Search } from './search.jsx';
import { SortSelect } from './sort.jsx';
import { LearnerTable } from './table.jsx';
import { useLearners } from './use-learners.js';
import { pageOf, searchFor, showOnly } from './view.js';

/**
 * @param {{
 *   shown: import('../../study/study.js').Overview,
 *   stations: import('../track/track.js').Station[],
 *   view: import('./view.js').View,
 *   onView: import('./view.js').OnView,
 * }} props
 */
export function Learners({ shown, stations, view, onView }) {
  const { answer, isWaiting } = useLearners(view, shown);
  const total = answer?.total ?? 0;
  const page = pageOf(view.from, total);
  const spelled = JSON.stringify(stations.map(({ id, name }) => [id, name]));
  const names = useMemo(() => new Map(/** @type {[string, string][]} */ (JSON.parse(spelled))), [spelled]);

  // A filter, a search or an instant may leave fewer pages than the one that was open.
  useEffect(() => {
    if (answer && !isWaiting && page.start !== view.from) onView((now) => ({ ...now, from: page.start }));
  }, [answer, isWaiting, page.start, view.from, onView]);

  const isFiltered = view.search !== '' || view.only !== undefined;
  return (
    <div className={css.learners}>
      <div className={css.tools}>
        <Search search={view.search} onView={onView} />
        <Chips only={view.only} stations={stations} onOnly={(only) => onView((now) => showOnly(now, only))} />
        <SortSelect view={view} onView={onView} />
      </div>
      {answer?.error && (
        <Notice kind="bad" title="The learners could not be listed">
          {answer.error}
        </Notice>
      )}
      <div className={classNames(css.rows, isWaiting && css.waiting)} aria-busy={isWaiting}>
        <LearnerTable
          rows={answer?.rows ?? null}
          {...{ names, view, onView, isRepeatable: Boolean(shown.journey.isRepeatable) }}
        />
      </div>
      {answer && total === 0 && !answer.error && (
        <Empty
          title={isFiltered ? 'No learner found' : 'No learner yet'}
          action={
            isFiltered && (
              <Button onPress={() => onView((now) => showOnly(searchFor(now, ''), undefined))}>Show all</Button>
            )
          }
        >
          {isFiltered ? 'Nobody fits what is searched for.' : 'No statement counts for this journey.'}
        </Empty>
      )}
      {answer && total > 0 && <Pager page={page} total={total} onGo={(from) => onView((now) => ({ ...now, from }))} />}
    </div>
  );
}
