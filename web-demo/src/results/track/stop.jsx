// One stop of a track as a button: its name, how many got there, and how many stand there.

import { Button, ToggleButton } from 'react-aria-components';
import { classNames } from '../../ui/class-names.js';
import { count, percent } from '../../ui/format.js';
import css from './stop.module.css';

/**
 * @param {{
 *   name: string,
 *   between?: string,
 *   number: number,
 *   of?: number,
 *   note?: React.ReactNode,
 *   isShown?: boolean,
 *   onChange: (isShown: boolean) => void,
 *   className?: string,
 *   children?: React.ReactNode,
 * }} props `between`: read out between the name and the number; `of` whom the number is a share of; `note` stands below;
 *   `isShown` is absent where it is nothing that can be switched off again
 */
export function Stop({ name, between = ' – ', number, of, note, isShown, onChange, className, children }) {
  const shared = { className: classNames(css.stop, className) };
  const content = (
    <>
      {children}
      <span className={css.words}>
        <span className={css.name}>
          {name}
          <span className="visually-hidden">{between}</span>
        </span>
        <span className={css.figures}>
          <span className={css.number}>{count(number)}</span>
          <span className="visually-hidden"> {number === 1 ? 'learner' : 'learners'}, </span>
          {of !== undefined && <span className={css.share}>{percent(number, of)}</span>}
        </span>
        {note && <span className={css.note}>{note}</span>}
      </span>
    </>
  );
  if (isShown === undefined) {
    return (
      <Button {...shared} onPress={() => onChange(true)}>
        {content}
      </Button>
    );
  }
  return (
    <ToggleButton {...shared} isSelected={isShown} onChange={onChange}>
      {content}
    </ToggleButton>
  );
}

/** How many stand at a waypoint. @param {{standing: number}} props */
export const Standing = ({ standing }) => (
  <>
    <span className="visually-hidden"> – </span>
    <span className={classNames(css.standing, standing === 0 && css.nobody)}>{count(standing)} standing here</span>
  </>
);
