// Before there is a result: why not, or the outline of what is to come.

import { Empty } from '../ui/empty.jsx';
import { count } from '../ui/format.js';
import { useStore } from '../state/store.js';
import css from './results.module.css';

export function Waiting() {
  const { loading, loaded, validation, problem } = useStore();
  if (loaded && validation && !validation.valid) {
    return (
      <Empty icon="route" title="No result yet">
        What the journey tells is shown here as soon as its faults are corrected.
      </Empty>
    );
  }
  if (problem && !loading) {
    return (
      <Empty icon="route" title="Nothing to show yet">
        What the journey tells is shown here once there are statements.
      </Empty>
    );
  }
  return (
    <div className={css.told}>
      <p className={css.soon} role="status">
        {loading ? `Reading ${loading.name}` : 'Putting the journey to the statements'}
        {loading && loading.statements > 0 && (
          <span aria-hidden="true">: {count(loading.statements)} statements so far</span>
        )}
      </p>
      <div className={css.skeleton} aria-hidden="true">
        <span className={css.line} />
        <span className={css.band} />
        <span className={css.line} />
        <span className={css.rows} />
      </div>
    </div>
  );
}
