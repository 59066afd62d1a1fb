// The journey's name and how it is walked.

import { edit, useStore } from '../state/store.js';
import { Segmented } from '../ui/segmented.jsx';
import { Switch } from '../ui/switch.jsx';
import css from './head.module.css';
import { InPlace } from './in-place.jsx';

const TRACK = [
  { id: 'actor', label: 'Actor' },
  { id: 'persona', label: 'Persona' },
];

/** What the switches come to. @param {import('../../../js/engine/index.js').JourneyInput} journey */
function rule({ isActive = true, isSequential, isRepeatable }) {
  if (!isActive) return 'Switched off: no statement counts.';
  const order = isSequential ? 'In order' : 'In any order';
  return `${order}, ${isRepeatable ? 'again and again' : 'once'} for each learner.`;
}

/** @param {Partial<import('../../../js/engine/index.js').JourneyInput>} fields @param {string} [what] */
const change = (fields, what) => edit((journey) => ({ ...journey, ...fields }), what);

export function Head() {
  const journey = useStore((state) => state.history.present);
  const { description = '', isActive = true, isSequential = false, isRepeatable = false, trackBy = 'actor' } = journey;
  return (
    <div className={css.head}>
      <InPlace
        label="Journey name"
        placeholder="Name this journey"
        value={description}
        onChange={(value) => change({ description: value }, 'description')}
      />
      <div className={css.switches}>
        <Switch label="Sequential" isSelected={isSequential} onChange={(value) => change({ isSequential: value })} />
        <Switch label="Repeatable" isSelected={isRepeatable} onChange={(value) => change({ isRepeatable: value })} />
        <Switch label="Active" isSelected={isActive} onChange={(value) => change({ isActive: value })} />
      </div>
      <Segmented
        label="Track by"
        className={css.track}
        value={trackBy}
        onChange={(value) => change({ trackBy: /** @type {'actor' | 'persona'} */ (value) })}
        options={TRACK}
      />
      <p className={css.rule}>{rule(journey)}</p>
    </div>
  );
}
