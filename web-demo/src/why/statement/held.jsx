// Whether something held: as a sign and in a word.

import { classNames } from '../../ui/class-names.js';
import { Icon } from '../../ui/icon.jsx';
import css from './held.module.css';

/** @param {{held: boolean, yes?: string, no?: string, isWordHidden?: boolean}} props */
export function Held({ held, yes = 'Held', no = 'Did not hold', isWordHidden }) {
  return (
    <span className={classNames(css.held, held ? css.yes : css.no)}>
      <Icon name={held ? 'check' : 'close'} size={14} />
      <span className={isWordHidden ? 'visually-hidden' : undefined}>{held ? yes : no}</span>
    </span>
  );
}
