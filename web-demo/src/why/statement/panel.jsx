// A statement: what it says, whether it counts at all, and for each waypoint why it meets it or not.

import { ownerName } from '../../../../js/reading/owner-name.js';
import { study } from '../../state/driver.js';
import { openPanel, useStore } from '../../state/store.js';
import { Button } from '../../ui/button.jsx';
import { exactTime, utc } from '../../ui/format.js';
import { Notice } from '../../ui/notice.jsx';
import { Shell } from '../shell.jsx';
import { excludedWords, partsOf } from '../statement-parts.js';
import { useAnswer } from '../use-answer.js';
import { Fate } from './fate.jsx';
import { JsonText } from './json-text.jsx';
import css from './panel.module.css';
import { WaypointTrace } from './waypoint-trace.jsx';

/** @param {{id: string, isLast: boolean}} props */
export function StatementPanel({ id, isLast }) {
  const journey = useStore((state) => state.overview?.journey);
  const state = useAnswer(() => study().statement(id), [id, journey]);
  return (
    <Shell title="Statement" isLast={isLast} state={state} failure="This statement cannot be shown">
      {(view) => <Statement view={view} />}
    </Shell>
  );
}

/** @param {{view: import('../../study/study.js').StatementView}} props */
function Statement({ view }) {
  const { explanation, text } = view;
  const { id, excluded, waypoints } = explanation;
  return (
    <div className={css.statement}>
      <Facts explanation={explanation} text={text} />
      <Fate explanation={explanation} />
      {excluded !== null && (
        <Notice kind="warn" title="It does not count for this journey">
          {excludedWords(excluded)}
        </Notice>
      )}
      <section aria-labelledby={`why-${id}`} className={css.waypoints}>
        <h3 id={`why-${id}`}>What it meets</h3>
        {waypoints.length === 0 && <p className={css.none}>The journey has no waypoints.</p>}
        {waypoints.map((waypoint, index) => (
          <WaypointTrace key={waypoint.waypoint} waypoint={waypoint} index={index} />
        ))}
      </section>
      <JsonText title="As it came" text={text} />
    </div>
  );
}

/** @param {{explanation: import('../../../../js/engine/index.js').StatementExplanation, text: string}} props */
function Facts({ explanation, text }) {
  const { id, at, owner } = explanation;
  const { actor, verb, verbId, object, objectId } = partsOf(text);
  const ident = owner?.ident;
  const time = Date.parse(at);
  return (
    <dl className={css.facts}>
      <dt>Who</dt>
      <dd>
        {ident ? (
          <Button size="s" variant="quiet" className={css.who} onPress={() => openPanel({ kind: 'learner', ident })}>
            {actor ?? ownerName(owner)}
          </Button>
        ) : (
          (actor ?? 'Nobody who can be told')
        )}
        {actor && owner && <span className={css.iri}>{ownerName(owner)}</span>}
      </dd>
      <dt>When</dt>
      <dd>
        <time dateTime={at} title={utc(time)}>
          {exactTime(time)}
        </time>
      </dd>
      <dt>Verb</dt>
      <dd>
        {verb}
        {verbId && <span className={css.iri}>{verbId}</span>}
      </dd>
      <dt>Object</dt>
      <dd>
        {object}
        {objectId && <span className={css.iri}>{objectId}</span>}
      </dd>
      <dt>Id</dt>
      <dd className={css.id}>{id}</dd>
    </dl>
  );
}
