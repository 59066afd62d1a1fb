// Whom a completion is told: the active outcomes of the journey.

import { counted } from '../../ui/format.js';
import { Icon } from '../../ui/icon.jsx';
import { Notice } from '../../ui/notice.jsx';
import css from './panel.module.css';

/** @param {{outcomes: import('../../../../js/engine/index.js').OutcomeInput[]}} props */
export function Receivers({ outcomes }) {
  const active = outcomes.filter(({ isActive }) => isActive !== false);
  const callbacks = active.filter(({ type }) => type !== 'statement');
  const statements = active.length - callbacks.length;
  const off = outcomes.length - active.length;
  return (
    <section aria-label="Receivers" className={css.receivers}>
      {callbacks.length === 0 && (
        <Notice kind="warn" title="Nobody would get it">
          The journey has no active outcome that is a callback.
        </Notice>
      )}
      {callbacks.length > 0 && (
        <ul className={css.list} aria-label="It would be sent to">
          {callbacks.map(({ _id, description, callback }) => (
            <li key={_id}>
              <Icon name="external" />
              <span>
                {description && <b>{description}</b>}
                <span className={css.url}>POST {callback}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={css.note}>
        The service sends it, signed, once for each completed attempt; this page sends nothing.
        {statements > 0 && ` ${counted(statements, 'outcome')} would send a statement to an LRS instead.`}
        {off > 0 && ` ${counted(off, 'outcome')} switched off.`}
      </p>
    </section>
  );
}
