// A button with a menu of things to do.

import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { classNames } from './class-names.js';
import { Icon } from './icon.jsx';
import css from './popover.module.css';

/**
 * @typedef {{
 *   id: string,
 *   label: string,
 *   detail?: string,
 *   icon?: import('./icon.jsx').IconName,
 *   onAction: () => void,
 *   isDisabled?: boolean,
 *   isBad?: boolean,
 * }} MenuEntry
 */

/**
 * @param {{
 *   label: string,
 *   items: MenuEntry[],
 *   children: React.ReactElement,
 *   placement?: import('react-aria-components').PopoverProps['placement'],
 *   chosen?: string,
 *   heading?: string,
 * }} props `children` is the button; `chosen`: the id of the one that holds at present, where the menu is a choice
 */
export function Menu({ label, items, children, placement = 'bottom start', chosen, heading }) {
  const choice = chosen === undefined ? {} : { selectionMode: /** @type {const} */ ('single'), selectedKeys: [chosen] };
  const entries = items.map((item) => <Entry key={item.id} item={item} isChosen={item.id === chosen} />);
  return (
    <MenuTrigger>
      {children}
      <Popover className={css.popover} placement={placement} offset={4}>
        <AriaMenu aria-label={label} className={css.list} {...choice}>
          {heading ? (
            <MenuSection>
              <Header className={css.heading}>{heading}</Header>
              {entries}
            </MenuSection>
          ) : (
            entries
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** @param {{item: MenuEntry, isChosen: boolean}} props */
function Entry({ item, isChosen }) {
  const { id, label, detail, icon, onAction, isDisabled, isBad } = item;
  return (
    <MenuItem
      id={id}
      textValue={label}
      onAction={onAction}
      isDisabled={isDisabled}
      className={classNames(css.item, isBad && css.bad)}
    >
      {icon && <Icon name={icon} />}
      <span className={css.words}>
        {label}
        {detail && <span className={css.detail}>{detail}</span>}
      </span>
      {isChosen && <Icon name="check" />}
    </MenuItem>
  );
}
