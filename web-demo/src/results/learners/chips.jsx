// Which learners the table is narrowed to, as chips that can be taken away.

import { Button } from 'react-aria-components';
import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.jsx';
import css from './learners.module.css';
import { isSame } from './view.js';

/** @typedef {import('./view.js').View['only']} Only */

/**
 * @param {{
 *   only: Only,
 *   stations: import('../track/track.js').Station[],
 *   onOnly: (only: Only) => void,
 * }} props
 */
export function Chips({ only, stations, onOnly }) {
  const completed = /** @type {const} */ ({ completed: true });
  const isCompleted = isSame(only, completed);
  const station = only && 'standing' in only ? stations.find(({ id }) => id === only.standing) : undefined;
  return (
    <>
      <Button
        className={classNames(css.chip, isCompleted && css.on)}
        aria-pressed={isCompleted}
        onPress={() => onOnly(isCompleted ? undefined : completed)}
      >
        Completed {isCompleted && <Icon name="close" size={12} />}
      </Button>
      {station && (
        <Button
          className={classNames(css.chip, css.on)}
          aria-label={`Standing at ${station.name}. Remove`}
          onPress={() => onOnly(undefined)}
        >
          <span className={css.cut}>Standing at {station.name}</span> <Icon name="close" size={12} />
        </Button>
      )}
    </>
  );
}
