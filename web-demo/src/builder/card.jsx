// A waypoint in the list: what it asks for in plain words, how many reached it, and what can be done with it.

import { useMemo } from 'react';
import { Button as AriaButton, GridListItem } from 'react-aria-components';
import { editWaypoint } from '../state/store.js';
import { classNames } from '../ui/class-names.js';
import { count } from '../ui/format.js';
import { IconButton } from '../ui/icon-button.jsx';
import { Icon } from '../ui/icon.jsx';
import { Menu } from '../ui/menu.jsx';
import { Switch } from '../ui/switch.jsx';
import { deleteWaypoint, duplicateWaypoint } from './actions.js';
import css from './card.module.css';
import { summaryOf } from './condition/summary.js';
import { FindingLines } from './finding-lines.jsx';

/** @typedef {import('../../../js/engine/index.js').WaypointInput} Waypoint */
/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {Waypoint} waypoint
 * @property {number} place in the list, from 0
 * @property {boolean} isFirst
 * @property {boolean} isLast
 * @property {import('./findings.js').Finding[]} findings
 * @property {number} [reached]
 */

/** @param {Entry} entry */
export const titleOf = ({ waypoint, place }) => waypoint.description || `Waypoint ${place + 1}`;

/**
 * @param {{
 *   item: Entry,
 *   names: import('./condition/names.js').Names,
 *   learners?: number,
 *   onMove: (id: string, by: -1 | 1) => void,
 * }} props
 */
export function Card({ item, names, learners, onMove }) {
  const { id, waypoint, place, findings } = item;
  const { isActive = true, count: needed = 1 } = waypoint;
  const title = titleOf(item);
  const conditions = String(waypoint.conditions);
  // Playback draws the list anew many times a second.
  const summary = useMemo(() => summaryOf(conditions, names), [conditions, names]);
  return (
    <GridListItem id={id} textValue={title} className={classNames(css.card, !isActive && css.off)}>
      <AriaButton slot="drag" className={css.grip} aria-label={`Drag ${title}`}>
        <Icon name="grip" />
      </AriaButton>
      <span className={css.place}>{place + 1}</span>
      <span className={css.title}>{title}</span>
      <Reached isActive={isActive} reached={item.reached} learners={learners} />
      <Switch
        label={`${title} is active`}
        isLabelHidden
        isSelected={isActive}
        onChange={(value) => editWaypoint(id, { isActive: value })}
      />
      <CardMenu item={item} onMove={onMove} />
      <div className={css.more}>
        <p className={css.summary}>
          {needed !== 1 && (
            <span className={css.times}>
              {count(needed)} ×<span className="visually-hidden"> statements whose</span>{' '}
            </span>
          )}
          {summary}
        </p>
        <FindingLines findings={findings} />
      </div>
    </GridListItem>
  );
}

/** @param {{isActive: boolean, reached?: number, learners?: number}} props */
function Reached({ isActive, reached, learners }) {
  const share = isActive && reached && learners ? reached / learners : 0;
  return (
    <span className={css.reached}>
      {!isActive ? 'off' : reached === undefined ? '–' : count(reached)}
      {isActive && reached !== undefined && <span className="visually-hidden"> learners reached it</span>}
      <span className={css.bar} aria-hidden="true">
        <span className={css.part} style={{ width: `${100 * share}%` }} />
      </span>
    </span>
  );
}

/** @param {{item: Entry, onMove: (id: string, by: -1 | 1) => void}} props */
function CardMenu({ item, onMove }) {
  const { id, isFirst, isLast } = item;
  return (
    <Menu
      label={`What to do with ${titleOf(item)}`}
      placement="bottom end"
      items={[
        { id: 'duplicate', label: 'Duplicate', icon: 'copy', onAction: () => duplicateWaypoint(id) },
        {
          id: 'up',
          label: 'Move up',
          detail: 'Alt+↑',
          icon: 'arrow-up',
          isDisabled: isFirst,
          onAction: () => onMove(id, -1),
        },
        {
          id: 'down',
          label: 'Move down',
          detail: 'Alt+↓',
          icon: 'arrow-down',
          isDisabled: isLast,
          onAction: () => onMove(id, 1),
        },
        { id: 'delete', label: 'Delete', icon: 'trash', isBad: true, onAction: () => deleteWaypoint(id) },
      ]}
    >
      <IconButton size="s" icon="more" label={`More for ${titleOf(item)}`} className={css.menu} />
    </Menu>
  );
}
