// Database files for tests, in folders that go when the test ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibsqlStore } from '../../../js/stores/libsql/index.js';
import { matching } from './samples.js';

/** The path of a database that is not there yet. */
export function newFile(t) {
  const folder = mkdtempSync(join(tmpdir(), 'journeys-store-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'journeys.db');
}

/** A store on a file, which is closed when the test ends. */
export async function openFile(t, file = newFile(t), options = {}) {
  const store = await openLibsqlStore({ file, matching, ...options });
  t.after(() => store.close());
  return store;
}
