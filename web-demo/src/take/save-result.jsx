// What became of a saving: the journey's id and address with the service's warnings, or why it was refused.

import { Button } from '../ui/button.jsx';
import { Notice } from '../ui/notice.jsx';
import { Faults } from './faults.jsx';
import css from './take.module.css';

/** @param {{state: import('./use-saving.js').SavingState, onReplace: () => void}} props */
export function SaveResult({ state, onReplace }) {
  if (state.kind === 'saved') {
    const { saved, journey } = state;
    return (
      <>
        <Notice title={saved.isNew ? 'The journey is created' : 'The journey is updated'} isAnnounced>
          Its id is <code>{saved.id}</code>.{' '}
          <a href={saved.url} target="_blank" rel="noreferrer">
            See it in the service
          </a>
        </Notice>
        {saved.warnings.length > 0 && (
          <Notice kind="warn" title="The service warns">
            <Faults faults={saved.warnings} journey={journey} />
          </Notice>
        )}
      </>
    );
  }
  if (state.kind !== 'refused') return null;
  const { error, journey } = state;
  const replace = error.isTaken && <Button onPress={onReplace}>Replace it</Button>;
  return (
    <Notice kind="bad" title={error.title} action={replace || undefined}>
      {error.faults.length > 0 ? (
        <Faults faults={error.faults} journey={journey} />
      ) : (
        <p className={css.told}>{error.message}</p>
      )}
    </Notice>
  );
}
