// Several views of which one is shown.

import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { classNames } from './class-names.js';
import { Icon } from './icon.jsx';
import css from './tabs.module.css';

/** @typedef {{id: string, label: string, icon?: import('./icon.jsx').IconName, content: React.ReactNode}} TabEntry */

/**
 * @param {{
 *   label: string,
 *   items: TabEntry[],
 *   selected?: string,
 *   onSelect?: (id: string) => void,
 *   isKept?: boolean,
 *   className?: string,
 * }} props `isKept`: what is not shown stays as it is, rather than to begin anew
 */
export function Tabs({ label, items, selected, onSelect, isKept, className }) {
  return (
    <AriaTabs
      className={classNames(css.tabs, className)}
      selectedKey={selected}
      onSelectionChange={(key) => onSelect?.(String(key))}
    >
      <TabList aria-label={label} className={css.list}>
        {items.map(({ id, label: text, icon }) => (
          <Tab key={id} id={id} className={css.tab}>
            {icon && <Icon name={icon} />}
            {text}
          </Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={css.panel} shouldForceMount={isKept}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
