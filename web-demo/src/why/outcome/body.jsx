// The body of a callback, exactly as it would be sent, to copy or to keep.

import { study } from '../../state/driver.js';
import { bytes } from '../../ui/format.js';
import { Button } from '../../ui/button.jsx';
import { CopyButton } from '../../ui/copy-button.jsx';
import { Notice } from '../../ui/notice.jsx';
import { Spinner } from '../../ui/spinner.jsx';
import { CutText } from '../../ui/cut-text.jsx';
import { download, fileName } from '../../ui/files.js';
import { useAnswer } from '../use-answer.js';
import css from './panel.module.css';

/** @param {{ident: import('../../state/store.js').Ident, name: string, attempt: number, of: unknown}} props `of`: what was run */
export function Body({ ident, name, attempt, of }) {
  const { answer, error } = useAnswer(() => study().callbackBody(ident, attempt), [ident, attempt, of]);
  if (error) {
    return (
      <Notice kind="bad" title="The body could not be made">
        {error.message}
      </Notice>
    );
  }
  if (answer === null) return <Spinner label="Writing the body" />;
  return (
    <section aria-labelledby="callback-body" className={css.body}>
      <header className={css.head}>
        <h3 id="callback-body">Body</h3>
        <span className={css.size}>application/json, {bytes(new Blob([answer]).size)}</span>
        <CopyButton text={answer} size="s" />
        <Button
          size="s"
          icon="download"
          onPress={() => download(fileName(`${name}-attempt-${attempt + 1}`, 'callback'), answer)}
        >
          Download
        </Button>
      </header>
      <CutText text={answer} label="Body of the callback" />
    </section>
  );
}
