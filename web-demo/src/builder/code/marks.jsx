// What is wrong with a text, in words below the editor, each with a way to its place.

import { Button } from '../../ui/button.jsx';
import { Icon } from '../../ui/icon.jsx';
import css from './marks.module.css';

/** @param {string} text @param {number} at */
const lineOf = (text, at) => text.slice(0, at).split('\n').length;

/** @param {{text: string, marks: import('./editor.js').Mark[], onGoTo: (at: number) => void}} props */
export function Marks({ text, marks, onGoTo }) {
  return (
    <ul className={css.marks} aria-live="polite">
      {marks.map(({ from, message, isFault = true }, index) => (
        <li key={index} className={isFault ? css.fault : css.warning}>
          <Icon name={isFault ? 'error' : 'warning'} size={14} />
          <span>
            <Button variant="quiet" size="s" className={css.link} onPress={() => onGoTo(from)}>
              Line {lineOf(text, from)}
            </Button>
            {': '}
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
