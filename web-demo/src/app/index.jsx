// The page as a whole.

import { I18nProvider } from 'react-aria-components';
import { useStore } from '../state/store.js';
import { Notice } from '../ui/notice.jsx';
import { Why } from '../why/index.jsx';
import { Boundary } from './boundary.jsx';
import { Columns } from './columns.jsx';
import { Header } from './header.jsx';
import css from './index.module.css';
import { Live } from './live.jsx';
import { useMedia } from './use-media.js';

/** The page speaks English, whatever the browser does: its numbers and its controls do so too. */
const LOCALE = 'en-GB';

export function App() {
  return (
    <I18nProvider locale={LOCALE}>
      <Boundary what="The page">
        <Page />
      </Boundary>
    </I18nProvider>
  );
}

function Page() {
  const isOpen = useStore(({ panels }) => panels.length > 0);
  // On a small screen what is open at the side covers the rest.
  const isCovered = useMedia('(width < 700px)') && isOpen;
  return (
    <>
      <div className={css.page} inert={isCovered} data-beside={isOpen || undefined}>
        <Header />
        <Problem />
        <Columns />
      </div>
      <Boundary what="The details">
        <Why />
      </Boundary>
      <Live />
    </>
  );
}

/** What went wrong in the background. */
function Problem() {
  const problem = useStore((state) => state.problem);
  if (!problem) return null;
  return (
    <Notice
      kind="bad"
      title={problem.title}
      onDismiss={() => useStore.setState({ problem: null })}
      className={css.problem}
    >
      {problem.message}
    </Notice>
  );
}
