// Lists of documents: SQL does what it can exactly, and the engine tries the rest on documents read in pages, so that
// memory stays bounded and other requests get their turn.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { BY_ID, sortKeys, whatCounts } from '../order.js';
import { Selection } from '../selection.js';
import { translate } from './filter-sql.js';
import { KINDS, identifierOf } from './kinds.js';
import { orderBy, rangesAfter, sortsBy } from './seek.js';
import { isIndexed, isServed } from './served.js';

/** @typedef {import('../store.js').Document} Document */
/** @typedef {import('../store.js').Kind} Kind */
/** @typedef {import('../store.js').Sort} Sort */
/** @typedef {import('./sql.js').Sql} Sql */
/** @typedef {{kind: Kind, organisation: string, clause: import('./filter-sql.js').Clause}} Query */
/** Runs on what is committed at one moment. @typedef {<Result>(use: (sql: Sql) => Promise<Result>) => Promise<Result>} Snapshot */

/** The longest list that is not read in pages. */
const MOST_AT_ONCE = 2000;

/** Documents read at once: few at first, then as many as have about so many characters. */
const FIRST_PAGE = 100;
const LARGEST_PAGE = 1000;
const PAGE_CHARACTERS = 2e6;
/** Milliseconds for which the engine may try documents before others get their turn. */
const TURN = 5;

/** Which paths tell an owner: see the column `identifier`. @type {Record<string, (value: any) => any>} */
const OWNERS = {
  'owner.ident': (value) => identifierOf(value),
  'owner.ident.account': (value) => identifierOf({ account: value }),
  'owner.ident.account.name': (value) => value,
  'owner.ident.mbox': (value) => value,
  'owner.ident.mbox_sha1sum': (value) => value,
  'owner.ident.openid': (value) => value,
  'owner.ident.persona': (value) => value,
};

/** @param {string} path @param {any} value */
function ownerHint(path, value) {
  const identifier = Object.hasOwn(OWNERS, path) ? OWNERS[path](value) : null;
  return typeof identifier === 'string' ? identifier : null;
}

/** @param {Kind} kind @param {string} organisation @param {import('../store.js').Filter} [filter] @returns {Query} */
export function queryFor(kind, organisation, filter = {}) {
  const hint = kind === 'journeyprogress' ? ownerHint : undefined;
  return { kind, organisation, clause: translate(filter, { columns: KINDS[kind].columns, hint }) };
}

/**
 * A page of JSON texts, sorted by SQL.
 * @param {Query} query
 * @param {{sort: Sort, after?: unknown[], skip?: number, limit: number}} page
 */
export function pageSql({ kind, organisation, clause }, { sort, after, skip = 0, limit }) {
  const { table, organisation: wall, columns } = KINDS[kind];
  if (!sortsBy(sort, columns)) throw new TypeError('SQL sorts by columns only'); // paths come from clients
  const parts = rangesAfter(sort, columns, after).map((range) => ({
    sql: `SELECT document FROM (SELECT document FROM ${table} WHERE ${wall} = ? AND ${range.sql} AND ${clause.sql}
      ORDER BY ${orderBy(sort)} LIMIT ?)`,
    args: [organisation, ...range.args, ...clause.args, skip + limit],
  }));
  if (parts.length === 0) return null;
  return {
    sql: `${parts.map(({ sql }) => sql).join(' UNION ALL ')} LIMIT ? OFFSET ?`,
    args: [...parts.flatMap(({ args }) => args), limit, skip],
  };
}

/** @param {Sql} sql @param {Query} query @param {Parameters<typeof pageSql>[1]} page @returns {Promise<string[]>} */
async function texts(sql, query, page) {
  const statement = pageSql(query, page);
  return statement ? sql.column(statement.sql, statement.args) : [];
}

/**
 * All documents that the SQL finds, a page at a time.
 * @param {Sql} sql
 * @param {Query} query
 * @param {Sort} sort by columns
 * @param {unknown[]} [after]
 * @returns {AsyncGenerator<Document>}
 */
async function* documents(sql, query, sort, after) {
  let limit = FIRST_PAGE;
  let turnEnds = performance.now() + TURN;
  for (;;) {
    const page = await texts(sql, query, { sort, after, limit });
    let characters = 1;
    let last;
    for (const text of page) {
      characters += text.length;
      last = JSON.parse(text);
      yield last;
      if (performance.now() > turnEnds) {
        await nextTurn();
        turnEnds = performance.now() + TURN;
      }
    }
    if (page.length < limit) return;
    after = sortKeys(last, sort);
    limit = Math.max(1, Math.min(LARGEST_PAGE, Math.floor((PAGE_CHARACTERS * page.length) / characters)));
  }
}

/** A count that is kept in a table. @param {Kind} kind @param {string} organisation @param {import('../store.js').Filter} filter */
function keptCount(kind, organisation, filter) {
  const { counted, columns } = KINDS[kind];
  if (!counted) return null;
  const known = { journey: columns.journey, [counted]: columns[counted] };
  const clause = translate(filter, { columns: known, names: { [counted]: 'value' }, equality: true });
  if (!clause.exact) return null;
  const sql = `SELECT sum(count) FROM counts WHERE kind = ? AND organisation = ? AND ${clause.sql}`;
  return { sql, args: [kind, organisation, ...clause.args] };
}

/**
 * @param {Sql} sql
 * @param {Snapshot} snapshot
 * @param {import('../store.js').Matching} matching
 */
export function findMethods(sql, snapshot, matching) {
  /** @param {Query} query @param {import('../store.js').Filter} [filter] @returns {(document: Document) => boolean} */
  const testOf = ({ clause }, filter = {}) => (clause.exact ? () => true : matching(filter));

  /** @type {Snapshot} */
  const here = (use) => use(sql);

  return {
    /** @param {Kind} kind @param {string} organisation @param {import('../store.js').Find} find @returns {Promise<Document[]>} */
    async find(kind, organisation, { filter = {}, skip = 0, limit = Infinity, ...order }) {
      const { sort, after } = whatCounts(order);
      const query = queryFor(kind, organisation, filter);
      if (limit === 0) return [];
      const read = isServed(kind, filter, sort, ownerHint) && limit <= MOST_AT_ONCE ? here : snapshot;
      return read(async (still) => {
        if (query.clause.exact && limit <= MOST_AT_ONCE && sortsBy(sort, KINDS[kind].columns)) {
          return (await texts(still, query, { sort, after, skip, limit })).map((text) => JSON.parse(text));
        }
        const test = testOf(query, filter);
        if (!isIndexed(kind, sort)) {
          const selection = Selection.bounded({ sort, after, skip, limit });
          for await (const document of documents(still, query, BY_ID)) if (test(document)) selection.add(document);
          return selection.documents();
        }
        const found = [];
        let skipped = 0;
        for await (const document of documents(still, query, sort, after)) {
          if (!test(document) || skipped++ < skip) continue;
          if (found.push(document) === limit) break;
        }
        return found;
      });
    },

    /** @param {Kind} kind @param {string} organisation @param {import('../store.js').Filter} [filter] @returns {Promise<number>} */
    async count(kind, organisation, filter = {}) {
      const kept = keptCount(kind, organisation, filter);
      if (kept) return (await sql.one(kept.sql, kept.args)) ?? 0;
      const query = queryFor(kind, organisation, filter);
      const { table, organisation: wall } = KINDS[kind];
      const read = kind === 'journey' || isServed(kind, filter, BY_ID, ownerHint) ? here : snapshot;
      return read(async (still) => {
        if (query.clause.exact) {
          const all = `SELECT count(*) FROM ${table} WHERE ${wall} = ? AND ${query.clause.sql}`;
          return still.one(all, [organisation, ...query.clause.args]);
        }
        const test = testOf(query, filter);
        let count = 0;
        for await (const document of documents(still, query, BY_ID)) if (test(document)) ++count;
        return count;
      });
    },

    /** @param {Kind} kind @param {string} organisation @param {string} id @returns {Promise<Document | null>} */
    async get(kind, organisation, id) {
      const { table, organisation: wall } = KINDS[kind];
      const text = await sql.one(`SELECT document FROM ${table} WHERE ${wall} = ? AND _id = ?`, [organisation, id]);
      return text === undefined ? null : JSON.parse(text);
    },
  };
}
