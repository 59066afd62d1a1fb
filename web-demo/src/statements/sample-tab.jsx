// A made-up cohort of learners in a course, of any size.

import { NumberField } from '../ui/number-field.jsx';
import { Select } from '../ui/select.jsx';
import { bring } from './bring.js';
import { type, useForm } from './form.js';
import { SourceForm } from './source-form.jsx';
import { fromSample, SIZES } from './sources.js';
import css from './statements.module.css';

const onSubmit = () => bring(fromSample(useForm.getState()));

export function SampleTab() {
  const { size, learners, seed, faults } = useForm();
  return (
    <SourceForm onSubmit={onSubmit} action="Make the cohort">
      <p className={css.hint}>
        Made-up learners who take a course, with all that makes real statements hard: late ones, repeated ones, voided
        ones.
      </p>
      <div className={css.row}>
        <Select label="Size" value={size} onChange={(id) => type({ size: id })} options={[...SIZES]} />
        {size === 'own' && (
          <NumberField
            label="Learners"
            value={learners}
            onChange={(number) => type({ learners: number })}
            minValue={1}
            maxValue={10_000}
            error={faults.learners}
          />
        )}
        <NumberField
          label="Seed"
          value={seed}
          onChange={(number) => type({ seed: number })}
          minValue={0}
          maxValue={1_000_000}
          formatOptions={{ useGrouping: false }}
          description="Another seed, another cohort"
          error={faults.seed}
        />
      </div>
    </SourceForm>
  );
}
