// A sequence: a line with stations, and about it a band of learners that thins on the way. What goes on is deep, what
// stops before the next station is light.

import { classNames } from '../../ui/class-names.js';
import { count, counted, percent } from '../../ui/format.js';
import { Icon } from '../../ui/icon.jsx';
import css from './line.module.css';
import { Standing, Stop } from './stop.jsx';
import { bandPath, bandWidth } from './track.js';

/** @param {import('./index.jsx').TrackProps} props */
export function Line({ track, isShown, onShow }) {
  const { learners, stations, completed, completions, isRepeatable } = track;
  const last = stations[stations.length - 1];
  return (
    <div className={css.scroll}>
      <ol className={css.line}>
        <li className={css.station}>
          <Leg from={learners} to={stations[0].reached} lost={stations[0].lost} learners={learners} />
          <Stop
            {...{ name: 'All learners', number: learners }}
            note={<span>with a statement that counts</span>}
            onChange={() => onShow(undefined)}
          >
            <span className={css.start} />
          </Stop>
        </li>
        {stations.map((station, index) => (
          <li key={station.id} className={css.station}>
            <Leg
              from={station.reached}
              to={stations[index + 1]?.reached ?? completed}
              lost={stations[index + 1]?.lost ?? last.reached - completed}
              learners={learners}
            />
            <Stop
              {...{ name: station.name, number: station.reached, of: learners }}
              between=" – reached by "
              note={<Standing standing={station.standing} />}
              isShown={isShown({ standing: station.id })}
              onChange={(isOn) => onShow(isOn ? { standing: station.id } : undefined)}
            >
              <span className={css.dot} aria-hidden="true">
                {index + 1}
              </span>
            </Stop>
          </li>
        ))}
        <li className={classNames(css.station, css.terminus)}>
          <Stop
            {...{ name: 'Completed', number: completed, of: learners }}
            note={isRepeatable && <span>{counted(completions, 'completion')}</span>}
            isShown={isShown({ completed: true })}
            onChange={(isOn) => onShow(isOn ? { completed: true } : undefined)}
          >
            <span className={css.end}>
              <Icon name="check" size={14} />
            </span>
          </Stop>
        </li>
      </ol>
    </div>
  );
}

/** From one station to the next. @param {{from: number, to: number, lost: number, learners: number}} props */
function Leg({ from, to, lost, learners }) {
  const [before, after] = [bandWidth(from, learners), bandWidth(to, learners)];
  return (
    <div className={css.leg} aria-hidden="true">
      <svg className={css.band} viewBox="0 0 100 100" preserveAspectRatio="none">
        <g>
          <Outline className={css.stay} path={bandPath(before, before)} />
          <Outline className={css.go} path={bandPath(before, after)} />
        </g>
      </svg>
      <span className={css.arrow} />
      {lost > 0 && (
        <span className={css.lost}>
          −{count(lost)} <span className={css.part}>{percent(lost, from)}</span>
        </span>
      )}
    </div>
  );
}

/** A path that moves calmly to another shape, where the browser can. @param {{className: string, path: string}} props */
const Outline = ({ className, path }) => (
  <path className={className} d={path} style={/** @type {React.CSSProperties} */ ({ d: `path("${path}")` })} />
);
