// A node of a condition's tree with what is below it. Large trees begin closed below the second level, and what is closed is
// not there at all.

import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useStore } from '../../state/store.js';
import { Button } from '../../ui/button.jsx';
import { classNames } from '../../ui/class-names.js';
import { count } from '../../ui/format.js';
import { Icon } from '../../ui/icon.jsx';
import { pathWords, valueName } from '../path-words.js';
import { metWords, nodesOf, traceWords } from '../trace-words.js';
import { Held } from './held.jsx';
import css from './trace.module.css';

const OPEN_DEPTH = 2;
const SMALL = 40;
const CHILDREN = 50;

/** @typedef {import('../../../../js/engine/index.js').ConditionTrace} ConditionTrace */

/** @param {{trace: ConditionTrace, depth: number}} props */
export function Trace({ trace, depth }) {
  const { held, children = [], cut } = trace;
  const isBranch = children.length > 0;
  const [isOpen, setIsOpen] = useState(depth < OPEN_DEPTH || nodesOf(trace, SMALL) < SMALL);
  const facets = useStore((state) => state.facets);
  const met = metWords(trace, (value) => valueName(trace.path, value, facets));
  const node = (
    <>
      <Held held={held} isWordHidden />
      <NodeWords trace={trace} facets={facets} />
    </>
  );
  return (
    <li className={css.node}>
      {isBranch ? (
        <AriaButton className={css.row} aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {node}
          <Icon name="chevron-right" size={14} className={classNames(css.arrow, isOpen && css.turned)} />
        </AriaButton>
      ) : (
        <div className={css.row}>{node}</div>
      )}
      {met && <p className={css.met}>{met}</p>}
      {cut && <p className={css.met}>The tree is very large: not all of it is shown.</p>}
      {isBranch && isOpen && <Children nodes={children} depth={depth + 1} />}
    </li>
  );
}

/** @param {{nodes: ConditionTrace[], depth: number}} props */
function Children({ nodes, depth }) {
  const [most, setMost] = useState(CHILDREN);
  const others = nodes.length - most;
  return (
    <ul className={css.children}>
      {nodes.slice(0, most).map((child, index) => (
        <Trace key={index} trace={child} depth={depth} />
      ))}
      {others > 0 && (
        <li>
          <Button size="s" variant="quiet" onPress={() => setMost(most + 4 * CHILDREN)}>
            Show more ({count(others)})
          </Button>
        </li>
      )}
    </ul>
  );
}

/** @param {{trace: ConditionTrace, facets: import('../../study/study.js').Facet[] | null}} props */
function NodeWords({ trace, facets }) {
  const { path, words, operand } = traceWords(trace);
  const name = valueName(path, trace.operand, facets);
  return (
    <span className={css.words}>
      {path !== undefined && (
        <span className={css.path} title={path}>
          {pathWords(path, facets)}{' '}
        </span>
      )}
      {words}
      {name && <span className={css.name}> {name}</span>}
      {operand !== undefined && <code className={css.operand}> {operand}</code>}
    </span>
  );
}
