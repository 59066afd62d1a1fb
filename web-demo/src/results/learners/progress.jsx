// How far a learner is: a bar of as many parts as there are waypoints, each filled as far as its statements go.

import { classNames } from '../../ui/class-names.js';
import css from './learners.module.css';

/** @param {{waypoints: import('./use-learners.js').LearnerRow['waypoints'], names: Map<string, string>}} props */
export function LearnerProgress({ waypoints, names }) {
  const reached = waypoints.filter(({ have, need }) => have >= need).length;
  const next = waypoints.find(({ have, need }) => have < need);
  const ahead = next ? ` Next: ${names.get(next._id) ?? 'a waypoint'}, ${next.have} of ${next.need}.` : '';
  return (
    <div className={css.progress}>
      <div
        className={classNames(css.bar, waypoints.length > 16 && css.fine)}
        role="img"
        aria-label={`${reached} of ${waypoints.length} waypoints reached.${ahead}`}
        title={next && `Next: ${names.get(next._id) ?? 'a waypoint'}, ${next.have} of ${next.need}`}
      >
        {waypoints.map(({ _id, have, need }) => (
          <span key={_id} className={css.part}>
            <span
              className={classNames(css.have, have >= need && css.whole)}
              style={{ width: `${Math.min(1, have / need) * 100}%` }}
            />
          </span>
        ))}
      </div>
      <span className={css.reached} aria-hidden="true">
        {reached}/{waypoints.length}
      </span>
    </div>
  );
}
