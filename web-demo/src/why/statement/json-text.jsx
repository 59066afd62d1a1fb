// JSON as text: closed at first, with a button that copies it; a long one is cut until it is asked for.

import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { bytes } from '../../ui/format.js';
import { CopyButton } from '../../ui/copy-button.jsx';
import { Icon } from '../../ui/icon.jsx';
import { CutText } from '../../ui/cut-text.jsx';
import css from './json-text.module.css';

/** @param {{title: string, text: string}} props */
export function JsonText({ title, text }) {
  return (
    <Disclosure className={css.json}>
      <div className={css.head}>
        <Heading level={3}>
          <AriaButton slot="trigger" className={css.trigger}>
            <Icon name="chevron-right" className={css.arrow} />
            {title} <span className={css.size}>JSON, {bytes(new Blob([text]).size)}</span>
          </AriaButton>
        </Heading>
        <CopyButton text={text} size="s" variant="quiet" />
      </div>
      <DisclosurePanel>
        <CutText text={text} label={title} />
      </DisclosurePanel>
    </Disclosure>
  );
}
