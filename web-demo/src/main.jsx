// The page begins: the study's workers are opened, the sample cohort is brought, and the application is shown meanwhile.

import { createRoot } from 'react-dom/client';
import { App } from './app/index.jsx';
import { followLinks } from './app/shared-journey.js';
import { registerOffline } from './offline/register.js';
import { drive, load } from './state/driver.js';
import { useStore } from './state/store.js';
import { messageOf } from './study/errors.js';
import { openStudy } from './study/index.js';
import './ui/base.css';

const problem = await followLinks();
createRoot(/** @type {HTMLElement} */ (document.getElementById('app'))).render(<App />);
registerOffline();

try {
  drive(await openStudy());
  void load({ kind: 'sample' }, 'Sample cohort');
  if (problem) useStore.setState({ problem });
} catch (error) {
  const title = 'The engine could not be started in this browser';
  useStore.setState({ problem: { title, message: messageOf(error) } });
}
