// The editor of the waypoint that is selected.

import { useEffect, useRef } from 'react';
import { editWaypoint, select, useStore } from '../state/store.js';
import { IconButton } from '../ui/icon-button.jsx';
import { NumberField } from '../ui/number-field.jsx';
import { TextField } from '../ui/text-field.jsx';
import { takeMade } from './actions.js';
import { ConditionEditor } from './condition-editor.jsx';
import css from './editor.module.css';
import { findingsAt } from './findings.js';
import { listed } from './waypoints.js';

/** @param {{findings: import('./findings.js').Finding[]}} props */
export function Editor({ findings }) {
  const waypoints = useStore((state) => state.history.present.waypoints);
  const selected = useStore((state) => state.waypoint);
  const place = listed(waypoints).findIndex(({ waypoint }) => waypoint._id === selected);
  if (place < 0) return null;
  const { waypoint, index } = listed(waypoints)[place];
  const own = findingsAt(findings, `waypoints.${index}`);
  return <Fields key={selected} waypoint={waypoint} place={place} findings={own} at={`waypoints.${index}`} />;
}

/**
 * @param {{
 *   waypoint: import('./waypoints.js').Waypoint,
 *   place: number,
 *   findings: import('./findings.js').Finding[],
 *   at: string,
 * }} props
 */
function Fields({ waypoint, place, findings, at }) {
  const region = useRef(/** @type {HTMLElement | null} */ (null));
  const name = useRef(/** @type {HTMLInputElement | null} */ (null));
  const id = String(waypoint._id);
  useEffect(() => {
    void region.current?.scrollIntoView({ block: 'nearest' });
    if (takeMade(id)) name.current?.focus();
  }, [id]);
  const faultOf = (/** @type {string} */ field) => findingsAt(findings, `${at}.${field}`)[0]?.message;
  return (
    <section ref={region} className={css.editor} aria-labelledby="editor-heading">
      <div className={css.head}>
        <h3 id="editor-heading">Waypoint {place + 1}</h3>
        <IconButton icon="close" size="s" label="Close the waypoint" onPress={() => select(null)} />
      </div>
      <div className={css.top}>
        <TextField
          label="Description"
          inputRef={name}
          className={css.description}
          placeholder="What reaching it means"
          value={waypoint.description ?? ''}
          onChange={(description) => editWaypoint(id, { description }, `description ${id}`)}
          error={faultOf('description')}
        />
        <NumberField
          label="Statements needed"
          className={css.count}
          minValue={1}
          step={1}
          value={waypoint.count ?? 1}
          onChange={(count) => editWaypoint(id, { count: Number.isNaN(count) ? 1 : count }, `count ${id}`)}
          error={faultOf('count')}
        />
      </div>
      <ConditionEditor
        text={String(waypoint.conditions)}
        onChange={(conditions, what) => editWaypoint(id, { conditions }, what && `${id} ${what}`)}
        findings={findingsAt(findings, `${at}.conditions`)}
      />
    </section>
  );
}
