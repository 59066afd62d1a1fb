// The view of a condition as rows.

import { useState } from 'react';
import { useStore } from '../../state/store.js';
import { Button } from '../../ui/button.jsx';
import { Notice } from '../../ui/notice.jsx';
import { changeItem } from '../condition/tree.js';
import { useNames } from '../use-names.js';
import { GroupView } from './group.jsx';
import css from './build.module.css';
import { fieldOptions } from './options.js';
import { useTree } from './use-tree.js';

/** @param {import('../condition-editor.jsx').ConditionProps & {onJson: () => void}} props */
export function Build({ text, onChange, onJson }) {
  const [tree, change] = useTree(text, onChange);
  const facets = useStore((state) => state.facets);
  const names = useNames();
  const [made, setMade] = useState(0);
  if (!tree) {
    return (
      <Notice
        title="This condition cannot be shown in rows"
        action={
          <Button size="s" onPress={onJson}>
            Edit as JSON
          </Button>
        }
      >
        It stays as it is.
      </Notice>
    );
  }
  const tools = {
    ...{ names, onJson, fields: fieldOptions(facets), made, onMade: setMade },
    /** @type {import('./group.jsx').Tools['change']} */
    change: (id, how, what) => change(id === tree.id ? how(tree) : changeItem(tree, id, how), what),
  };
  return (
    <div className={css.build}>
      <GroupView group={tree} tools={tools} depth={0} />
    </div>
  );
}
