// What few journeys need: which stores statements come from, and whether it is public.

import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { edit, useStore } from '../state/store.js';
import { Icon } from '../ui/icon.jsx';
import { Switch } from '../ui/switch.jsx';
import { TextField } from '../ui/text-field.jsx';
import { findingsAt } from './findings.js';
import css from './outcomes.module.css';

/** @param {string} text */
const idsIn = (text) => text.split(/[\s,;]+/).filter((id) => id !== '');

/** @param {{findings: import('./findings.js').Finding[]}} props */
export function More({ findings }) {
  const sources = useStore((state) => state.history.present.sources);
  const isPublic = useStore((state) => state.history.present.isPublic) ?? false;
  const written = Array.isArray(sources) ? sources.join(' ') : '';
  const [typed, setTyped] = useState(written);
  const [open, setOpen] = useState(false);
  // What is typed stands as long as it says the same: a space at its end need not go.
  const text = idsIn(typed).join(' ') === written ? typed : written;
  const own = findingsAt(findings, 'sources');
  const change = (/** @type {string} */ value) => {
    setTyped(value);
    const ids = idsIn(value);
    edit((journey) => ({ ...journey, sources: ids.length > 0 ? ids : undefined }), 'sources');
  };
  return (
    <Disclosure isExpanded={open || own.length > 0} onExpandedChange={setOpen}>
      <Heading level={3}>
        <AriaButton slot="trigger" className={css.trigger}>
          <Icon name="chevron-right" className={css.arrow} />
          More
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <div className={css.fields}>
          <TextField
            label="Stores that statements come from"
            description="Ids of stores, with spaces between. Empty: every store counts."
            value={text}
            onChange={change}
            isCode
            error={own[0]?.message}
          />
          <Switch
            label="Public"
            isSelected={isPublic}
            onChange={(value) => edit((journey) => ({ ...journey, isPublic: value }))}
          />
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
