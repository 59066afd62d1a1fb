// What happens when a learner completes the journey: a call of an address, or a statement.

import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { IconButton } from '../ui/icon-button.jsx';
import { Icon } from '../ui/icon.jsx';
import { Segmented } from '../ui/segmented.jsx';
import { Switch } from '../ui/switch.jsx';
import { TextField } from '../ui/text-field.jsx';
import { addOutcome, deleteOutcome, editOutcome } from './actions.js';
import { FindingLines } from './finding-lines.jsx';
import { findingsAt } from './findings.js';
import { outcomeElement } from './findings.jsx';
import { focusBehind } from './focus.js';
import css from './outcomes.module.css';

/** @typedef {import('../../../js/engine/index.js').OutcomeInput} Outcome @typedef {import('./findings.js').Finding} Finding */

const TYPES = [
  { id: 'callback', label: 'Callback' },
  { id: 'statement', label: 'Statement' },
];

/** @param {Outcome} outcome */
function effectOf({ type = 'callback', callback }) {
  if (type === 'statement') return 'Sends an xAPI statement';
  return callback ? `Calls ${callback}` : 'Calls an address that is still missing';
}

/** @param {{findings: Finding[]}} props */
export function Outcomes({ findings }) {
  const outcomes = useStore((state) => state.history.present.outcomes) ?? [];
  const [open, setOpen] = useState(/** @type {string | null} */ (null));
  const [made, setMade] = useState(/** @type {string | null} */ (null));
  const add = () => {
    const id = addOutcome();
    setMade(id);
    setOpen(id);
  };
  return (
    <section className={css.outcomes} aria-labelledby="outcomes-heading">
      <h3 id="outcomes-heading">Outcomes</h3>
      {outcomes.length === 0 ? (
        <p className={css.none}>Nothing happens when a learner completes the journey.</p>
      ) : (
        <ul className={css.list}>
          {outcomes.map((outcome, index) => (
            <OutcomeRow
              key={outcome._id}
              outcome={outcome}
              at={`outcomes.${index}`}
              findings={findingsAt(findings, `outcomes.${index}`)}
              isMade={made === outcome._id}
              isOpen={open === outcome._id}
              onOpen={(isOpen) => setOpen(isOpen ? String(outcome._id) : null)}
            />
          ))}
        </ul>
      )}
      <Button size="s" icon="plus" className={css.add} onPress={add}>
        Add outcome
      </Button>
    </section>
  );
}

/** @param {{outcome: Outcome, at: string, findings: Finding[], isMade: boolean, isOpen: boolean, onOpen: (isOpen: boolean) => void}} props */
function OutcomeRow({ outcome, at, findings, isMade, isOpen, onOpen }) {
  const id = String(outcome._id);
  const { isActive = true } = outcome;
  const title = outcome.description || 'Outcome';
  const remove = (/** @type {import('react-aria-components').PressEvent} */ { target }) => {
    focusBehind(target);
    deleteOutcome(id);
  };
  return (
    <li id={outcomeElement(id)}>
      <Disclosure isExpanded={isOpen || findings.some(({ isFault }) => isFault)} onExpandedChange={onOpen}>
        <div className={css.row}>
          <Heading level={4} className={css.heading}>
            <AriaButton slot="trigger" className={css.trigger}>
              <Icon name="chevron-right" className={css.arrow} />
              <span className={css.words}>
                {title}
                <span className={css.effect}>{effectOf(outcome)}</span>
              </span>
            </AriaButton>
          </Heading>
          <Switch
            label={`${title} is active`}
            isLabelHidden
            isSelected={isActive}
            onChange={(value) => editOutcome(id, { isActive: value })}
          />
          <IconButton size="s" icon="trash" label={`Delete ${title}`} onPress={remove} />
        </div>
        <DisclosurePanel>
          <OutcomeFields outcome={outcome} at={at} findings={findings} isMade={isMade} />
        </DisclosurePanel>
      </Disclosure>
    </li>
  );
}

/** @param {{outcome: Outcome, at: string, findings: Finding[], isMade: boolean}} props */
function OutcomeFields({ outcome, at, findings, isMade }) {
  const id = String(outcome._id);
  const { type = 'callback', callback = '', description = '' } = outcome;
  const ofUrl = findingsAt(findings, `${at}.callback`);
  const isCall = type === 'callback';
  return (
    <div className={css.fields}>
      <Segmented
        label="What happens"
        value={type}
        onChange={(value) => editOutcome(id, { type: /** @type {'callback' | 'statement'} */ (value) })}
        options={TYPES}
      />
      {isCall && (
        <TextField
          label="Address to POST to"
          type="url"
          autoFocus={isMade}
          placeholder="https://"
          value={callback}
          onChange={(value) => editOutcome(id, { callback: value || undefined }, `callback ${id}`)}
          error={ofUrl[0]?.message}
        />
      )}
      <TextField
        label="Description"
        value={description}
        onChange={(value) => editOutcome(id, { description: value }, `outcome ${id}`)}
      />
      <FindingLines findings={findings.filter((each) => !isCall || !ofUrl.includes(each))} />
    </div>
  );
}
