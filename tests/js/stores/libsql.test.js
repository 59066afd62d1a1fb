// The libSQL store passes the suite of all stores.
import { describeStore } from './conformance.js';
import { openFile } from './files.js';

describeStore('libSQL', (t) => openFile(t));
