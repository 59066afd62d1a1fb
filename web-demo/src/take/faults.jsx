// Faults or warnings, each with its place in the journey.

import { placeWords } from './places.js';
import css from './take.module.css';

/** Of very many, the first ones will do. */
const MOST = 20;

/**
 * @param {{
 *   faults: {path: string, message: string}[],
 *   journey: import('../../../js/engine/index.js').JourneyInput,
 * }} props
 */
export function Faults({ faults, journey }) {
  return (
    <ul className={css.faults}>
      {faults.slice(0, MOST).map(({ path, message }) => (
        <li key={path + message}>
          <b title={path}>{placeWords(path, journey)}</b>
          <span>{message}</span>
        </li>
      ))}
      {faults.length > MOST && <li>{faults.length - MOST} more</li>}
    </ul>
  );
}
