// A group of rows: how they are joined, the rows, and groups within.

import { Button } from '../../ui/button.jsx';
import { IconButton } from '../../ui/icon-button.jsx';
import { Select } from '../../ui/select.jsx';
import { writeLine } from '../condition/json-write.js';
import { emptyRow, groupOf } from '../condition/tree.js';
import { focusBehind } from '../focus.js';
import css from './build.module.css';
import { RowView } from './row.jsx';

/**
 * @typedef {import('../condition/tree.js').Group} Group
 * @typedef {import('../condition/tree.js').Item} Item
 *
 * @typedef {object} Tools what every part of the view is given
 * @property {import('../condition/names.js').Names} names
 * @property {import('../../ui/option.jsx').Option[]} fields
 * @property {() => void} onJson
 * @property {number} made the row that was added last: its field takes the focus
 * @property {(row: number) => void} onMade
 * @property {(id: number, change: (item: any) => any, what?: string) => void} change null takes the item out
 */

const JOINS = [
  { id: 'all', label: 'All of these hold' },
  { id: 'any', label: 'Any of these holds' },
  { id: 'none', label: 'None of these holds' },
  { id: 'notAll', label: 'Not all of these hold' },
];

/** Groups within groups that the buttons offer. */
const DEEPEST = 2;

/** @param {{group: Group, tools: Tools, depth: number}} props */
export function GroupView({ group, tools, depth }) {
  const { id, items, join } = group;
  const add = (/** @type {Item} */ item, /** @type {number} */ row) => {
    tools.onMade(row);
    tools.change(id, (/** @type {Group} */ now) => ({ ...now, items: [...now.items, item] }));
  };
  const addRow = () => {
    const row = emptyRow();
    add(row, row.id);
  };
  const addGroup = () => {
    const row = emptyRow();
    add(groupOf(join === 'any' ? 'all' : 'any', [row], true), row.id);
  };
  const remove = (/** @type {import('react-aria-components').PressEvent} */ { target }) => {
    focusBehind(target);
    tools.change(id, () => null);
  };
  return (
    <div className={css.group} role="group" aria-label={depth === 0 ? 'Condition' : 'Group'}>
      <div className={css.join}>
        <Select
          label="How the rows are joined"
          isLabelHidden
          className={css.select}
          value={join}
          onChange={(value) => tools.change(id, (/** @type {Group} */ now) => ({ ...now, join: value }))}
          options={JOINS}
        />
        {depth > 0 && <IconButton icon="trash" size="s" label="Remove the group" onPress={remove} />}
      </div>
      <ul className={css.items}>
        {items.map((item) => (
          <li key={item.id}>
            <ItemView item={item} tools={tools} depth={depth + 1} />
          </li>
        ))}
      </ul>
      <div className={css.add}>
        <Button size="s" variant="quiet" icon="plus" onPress={addRow}>
          Row
        </Button>
        {depth < DEEPEST && (
          <Button size="s" variant="quiet" icon="plus" onPress={addGroup}>
            Group
          </Button>
        )}
      </div>
    </div>
  );
}

/** @param {{item: Item, tools: Tools, depth: number}} props */
function ItemView({ item, tools, depth }) {
  if (item.kind === 'group') return <GroupView group={item} tools={tools} depth={depth} />;
  if (item.kind === 'row') return <RowView row={item} tools={tools} />;
  const remove = (/** @type {import('react-aria-components').PressEvent} */ { target }) => {
    focusBehind(target);
    tools.change(item.id, () => null);
  };
  return (
    <div className={css.raw}>
      <code>{writeLine(item.query)}</code>
      <p>Rows cannot say this. It counts as it is.</p>
      <div className={css.rawTools}>
        <Button size="s" onPress={tools.onJson}>
          Edit as JSON
        </Button>
        <IconButton icon="trash" size="s" label="Remove this part" onPress={remove} />
      </div>
    </div>
  );
}
