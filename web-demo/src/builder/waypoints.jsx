// The waypoints as a list of cards: selected to be edited, dragged or moved by keys into another order.

import { useEffect, useRef, useState } from 'react';
import { GridList, useDragAndDrop } from 'react-aria-components';
import { select, useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { Empty } from '../ui/empty.jsx';
import { addWaypoint, moveWaypoint, moveWaypointBeside } from './actions.js';
import { Card } from './card.jsx';
import { findingsAt } from './findings.js';
import { useNames } from './use-names.js';
import { listed } from './waypoints.js';
import css from './waypoints.module.css';

/** Drag and drop of RAC: with mouse, touch and keyboard, announced to screen readers. */
function useReordering() {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => Array.from(keys, (key) => ({ 'text/plain': String(key) })),
    getAllowedDropOperations: () => ['move'],
    onReorder({ keys, target }) {
      const [id] = keys;
      moveWaypointBeside(String(id), String(target.key), target.dropPosition === 'after');
    },
  });
  return dragAndDropHooks;
}

/** Alt with an arrow moves the card that has the focus. Its words for screen readers come from here too. */
function useMoves() {
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [moved, setMoved] = useState({ id: '', text: '' });
  const move = (/** @type {string} */ id, /** @type {-1 | 1} */ by) => {
    const place = moveWaypoint(id, by);
    const { length } = useStore.getState().history.present.waypoints ?? [];
    setMoved({ id, text: place === null ? 'It can go no further.' : `Moved to place ${place} of ${length}.` });
  };
  // A row that changes places loses the focus.
  useEffect(() => {
    const row = moved.id && list.current?.querySelector(`[role="row"][data-key="${moved.id}"]`);
    if (row instanceof HTMLElement) row.focus();
  }, [moved]);
  const onKeyDownCapture = (/** @type {React.KeyboardEvent} */ event) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    const row = /** @type {HTMLElement} */ (event.target).closest('[role="row"]');
    const id = row?.getAttribute('data-key');
    if (!event.altKey || by === null || !id) return;
    event.preventDefault();
    event.stopPropagation();
    move(id, by);
  };
  return { list, move, onKeyDownCapture, told: moved.text };
}

/** @param {{findings: import('./findings.js').Finding[]}} props */
export function Waypoints({ findings }) {
  const waypoints = useStore((state) => state.history.present.waypoints);
  const selected = useStore((state) => state.waypoint);
  const shown = useStore((state) => state.shown);
  const names = useNames();
  const dragAndDropHooks = useReordering();
  const { list, move, onKeyDownCapture, told } = useMoves();
  const items = listed(waypoints).map((entry, place, all) => ({
    ...entry,
    id: String(entry.waypoint._id),
    ...{ place, isFirst: place === 0, isLast: place === all.length - 1 },
    findings: findingsAt(findings, `waypoints.${entry.index}`),
    reached: shown?.waypoints.find(({ _id }) => _id === entry.waypoint._id)?.reached,
  }));
  return (
    <div className={css.waypoints}>
      <div className={css.head}>
        <h3>Waypoints</h3>
        {shown && <span className={css.of}>Learners who reached it</span>}
      </div>
      <div ref={list} onKeyDownCapture={onKeyDownCapture}>
        <GridList
          aria-label="Waypoints"
          className={css.list}
          items={items}
          dependencies={[names, shown?.learners, move]}
          dragAndDropHooks={dragAndDropHooks}
          keyboardNavigationBehavior="tab"
          selectionMode="single"
          selectedKeys={selected ? [selected] : []}
          onSelectionChange={(keys) => select(keys === 'all' ? null : (/** @type {any} */ ([...keys][0]) ?? null))}
          renderEmptyState={() => (
            <Empty title="No waypoint yet">A waypoint is reached when statements meet its condition.</Empty>
          )}
        >
          {(item) => <Card item={item} names={names} learners={shown?.learners} onMove={move} />}
        </GridList>
      </div>
      <Button size="s" icon="plus" onPress={addWaypoint} className={css.add}>
        Add waypoint
      </Button>
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </div>
  );
}
