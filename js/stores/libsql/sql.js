// Runs SQL for one reader or one change.

import { ChangeOverError } from '../errors.js';

/** @typedef {import('@libsql/client').InValue} Value */
/** @typedef {import('@libsql/client').Row} Row */

/** Of one statement: SQLite takes 32,766, and preparing a long one costs time. */
const MOST_PARAMETERS = 16_000;

/** Rows that are deleted before others get their turn, where there may be a million. */
export const AT_ONCE = 2000;

export class Sql {
  /** @param {(sql: string, args: Value[]) => Promise<import('@libsql/client').ResultSet>} execute */
  constructor(execute) {
    this.execute = execute;
    this.isOver = false;
  }

  /** From here on it refuses: what comes later would become part of another change. */
  end() {
    this.isOver = true;
  }

  /** @param {string} sql @param {Value[]} args */
  async #run(sql, args) {
    if (this.isOver) throw new ChangeOverError();
    return this.execute(sql, args);
  }

  /** @param {string} sql @param {Value[]} [args] @returns {Promise<Row[]>} */
  async all(sql, args = []) {
    return (await this.#run(sql, args)).rows;
  }

  /** The first column of each row. @param {string} sql @param {Value[]} [args] @returns {Promise<any[]>} */
  async column(sql, args = []) {
    return (await this.#run(sql, args)).rows.map((row) => row[0]);
  }

  /** The first column of the first row, or undefined. @param {string} sql @param {Value[]} [args] @returns {Promise<any>} */
  async one(sql, args = []) {
    return (await this.#run(sql, args)).rows[0]?.[0];
  }

  /** How many rows it changed. @param {string} sql @param {Value[]} [args] @returns {Promise<number>} */
  async run(sql, args = []) {
    return (await this.#run(sql, args)).rowsAffected;
  }

  /**
   * Inserts rows, many with one statement.
   * @param {string} into table and columns
   * @param {Value[][]} rows
   * @param {string} [conflict] what to do with a row that is there
   */
  async insert(into, rows, conflict = '') {
    if (rows.length === 0) return;
    const width = rows[0].length;
    const most = Math.floor(MOST_PARAMETERS / width);
    const row = `(${Array(width).fill('?').join(',')})`;
    for (let start = 0; start < rows.length; start += most) {
      const some = rows.slice(start, start + most);
      await this.run(`INSERT INTO ${into} VALUES ${Array(some.length).fill(row).join(',')} ${conflict}`, some.flat());
    }
  }
}

/** For `json_each(?)`. @param {unknown} values */
export const list = (values) => JSON.stringify(values);
