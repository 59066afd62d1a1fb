// What the engine has against one thing, beside it.

import { Icon } from '../ui/icon.jsx';
import css from './finding-lines.module.css';

/** @param {{findings: import('./findings.js').Finding[]}} props */
export function FindingLines({ findings }) {
  if (findings.length === 0) return null;
  return (
    <ul className={css.list}>
      {findings.map(({ message, isFault }, index) => (
        <li key={index} className={isFault ? css.fault : css.warning}>
          <Icon name={isFault ? 'error' : 'warning'} size={14} />
          <span>
            <span className="visually-hidden">{isFault ? 'Fault: ' : 'Warning: '}</span>
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
