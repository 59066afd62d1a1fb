// Waypoints in any order: lanes side by side between a bracket where all learners enter, and one where those leave who have
// them all. Each lane is filled as far as the share of learners who reached its waypoint.

import { classNames } from '../../ui/class-names.js';
import { counted } from '../../ui/format.js';
import { Icon } from '../../ui/icon.jsx';
import css from './lanes.module.css';
import { Standing, Stop } from './stop.jsx';
import { bandWidth } from './track.js';

/** More lanes than these scroll by themselves. */
const MANY = 12;

/** @param {import('./index.jsx').TrackProps} props */
export function Lanes({ track, isShown, onShow }) {
  const { learners, stations, completed, completions, isRepeatable } = track;
  return (
    <div className={css.yard}>
      <Stop className={css.side} {...{ name: 'All learners', number: learners }} onChange={() => onShow(undefined)}>
        <span className={css.dot} />
      </Stop>
      <ul className={classNames(css.lanes, stations.length > MANY && css.many)}>
        {stations.map((station) => (
          <li key={station.id} className={css.lane}>
            <Stop
              className={css.stop}
              {...{ name: station.name, number: station.reached, of: learners }}
              between=" – reached by "
              note={<Standing standing={station.standing} />}
              isShown={isShown({ standing: station.id })}
              onChange={(isOn) => onShow(isOn ? { standing: station.id } : undefined)}
            >
              <span className={css.rail}>
                <span className={css.fill} style={{ width: `${bandWidth(station.reached, learners)}%` }} />
              </span>
            </Stop>
          </li>
        ))}
      </ul>
      <Stop
        className={css.side}
        {...{ name: 'Completed', number: completed, of: learners }}
        note={isRepeatable && <span>{counted(completions, 'completion')}</span>}
        isShown={isShown({ completed: true })}
        onChange={(isOn) => onShow(isOn ? { completed: true } : undefined)}
      >
        <span className={classNames(css.dot, css.end)}>
          <Icon name="check" size={14} />
        </span>
      </Stop>
    </div>
  );
}
