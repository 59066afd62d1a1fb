// A waypoint and the tree of its condition.

import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from '../../ui/icon.jsx';
import { waypointName } from '../learner-words.js';
import { Held } from './held.jsx';
import { Trace } from './trace.jsx';
import css from './waypoint-trace.module.css';

/** @param {{waypoint: import('../../../../js/engine/index.js').StatementExplanation['waypoints'][number], index: number}} props */
export function WaypointTrace({ waypoint, index }) {
  const { description, waypoint: id, isActive, held, condition } = waypoint;
  return (
    <Disclosure className={css.waypoint} defaultExpanded>
      <Heading level={4} className={css.head}>
        <Button slot="trigger" className={css.trigger}>
          <Icon name="chevron-right" className={css.arrow} />
          <span className={css.name}>{waypointName({ description, _id: id }, index)}</span>
          {!isActive && <span className={css.off}>Switched off</span>}
          <Held held={held} yes="Met" no="Not met" />
        </Button>
      </Heading>
      <DisclosurePanel className={css.panel}>
        <ul className={css.tree} aria-label="Condition">
          <Trace trace={condition} depth={0} />
        </ul>
      </DisclosurePanel>
    </Disclosure>
  );
}
