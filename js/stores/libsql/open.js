// Finds a database file and brings it to the present version.

import { pathToFileURL } from 'node:url';
import { StoreFormatError } from '../errors.js';
import { whenFree } from './busy.js';
import { Connection } from './connection.js';
import { isCurrent, migrate } from './schema.js';

/** @param {{url?: string, file?: string}} where @returns {string} */
export function urlOf({ url, file }) {
  const given = url ?? (file === undefined ? '' : pathToFileURL(file).href);
  if (!given.startsWith('file:') || given.startsWith('file::memory:')) {
    throw new TypeError(`the database must be a file: ${given === '' ? 'name one' : given}`);
  }
  return given;
}

/**
 * The connection that writes, with the schema in place.
 * @param {string} url
 * @param {number} patience
 * @param {string[]} [migrations]
 */
export async function openWriter(url, patience, migrations) {
  const connection = new Connection(url);
  try {
    const { rows } = await whenFree(() => connection.execute('PRAGMA journal_mode'), patience);
    if (rows[0][0] !== 'wal') await whenFree(() => connection.script('PRAGMA journal_mode = WAL'), patience);
    if (await whenFree(() => isCurrent(connection, migrations), patience)) return connection;
    const transaction = await whenFree(() => connection.begin('write'), patience);
    try {
      await migrate(transaction, migrations);
      await transaction.commit();
    } finally {
      transaction.close();
    }
    return connection;
  } catch (error) {
    connection.close();
    throw /** @type {any} */ (error)?.code === 'SQLITE_NOTADB'
      ? new StoreFormatError('the file is not a database')
      : error;
  }
}
