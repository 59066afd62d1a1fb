// What is loaded, or how far the next load is; pressed, it opens the dialog.

import { openDialog, useStore } from '../state/store.js';
import { Button } from '../ui/button.jsx';
import { count, counted } from '../ui/format.js';
import { Icon } from '../ui/icon.jsx';
import { IconButton } from '../ui/icon-button.jsx';
import { Progress } from '../ui/progress.jsx';
import css from './chip.module.css';
import { farOf } from './far.js';

export function Chip() {
  const loaded = useStore((state) => state.loaded);
  const loading = useStore((state) => state.loading);
  const far = loading && farOf(loading);
  return (
    <div className={css.place}>
      <div className={css.frame}>
        <Button className={css.chip} onPress={() => openDialog('statements')}>
          <Icon name="statements" className={css.icon} />
          {far ? (
            <Words name={far.label} detail={far.text} />
          ) : loaded ? (
            <What loaded={loaded} />
          ) : (
            <Words name="Bring statements" />
          )}
          <Icon name="chevron-down" className={css.icon} />
        </Button>
        {far && <Progress {...far} isLabelHidden className={css.bar} />}
      </div>
      {loading && <IconButton icon="close" label="Cancel loading" onPress={loading.cancel} />}
    </div>
  );
}

/** @param {{name: string, detail?: string}} props */
function Words({ name, detail }) {
  return (
    <>
      <span className={css.name}>{name}</span>
      {detail && <span className={css.count}>{detail}</span>}
    </>
  );
}

/** @param {{loaded: import('../study/study.js').Loaded}} props */
function What({ loaded }) {
  return (
    <>
      <Words name={loaded.name} detail={counted(loaded.statements, 'statement')} />
      {loaded.invalidCount > 0 && (
        <span className={css.bad}>
          <Icon name="warning" size={14} /> {count(loaded.invalidCount)} bad
        </span>
      )}
    </>
  );
}
