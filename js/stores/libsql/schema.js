// The tables, as the migrations that lead to them. PRAGMA user_version counts those that were applied; a migration that
// was released is never altered.
//
// Every index is paid for with each statement that comes in, so there are only those that a list, a fold or the outbox
// reads. Counts are kept, because SQLite counts a million index entries in more time than a page may take.

import { StoreFormatError } from '../errors.js';

const STATEMENTS = `
CREATE TABLE statements (
  sequence INTEGER PRIMARY KEY, -- in which the store took them in; none is ever deleted
  organisation TEXT NOT NULL,
  id TEXT NOT NULL,
  actor TEXT,
  persona TEXT,
  record TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX statements_id ON statements (organisation, id);
CREATE INDEX statements_actor ON statements (organisation, actor) WHERE actor IS NOT NULL;
CREATE INDEX statements_persona ON statements (organisation, persona) WHERE persona IS NOT NULL;

CREATE TABLE voids (
  organisation TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (organisation, id)
) STRICT, WITHOUT ROWID;

-- Clustered by owner: a fold reads all references of one.
CREATE TABLE statement_references (
  journey TEXT NOT NULL,
  owner TEXT NOT NULL,
  id TEXT NOT NULL,
  organisation TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (journey, owner, id)
) STRICT, WITHOUT ROWID;
-- The ids are nearly unique over all organisations.
CREATE INDEX statement_references_id ON statement_references (id);
`;

const DOCUMENTS = `
CREATE TABLE journeys (
  _id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  baseline INTEGER NOT NULL,
  change INTEGER NOT NULL,
  createdAt TEXT, updatedAt TEXT, description TEXT, owner TEXT, trackBy TEXT, isActive INTEGER, isPublic INTEGER,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX journeys_list ON journeys (organisation, _id);
CREATE INDEX journeys_updated ON journeys (organisation, updatedAt, _id);
CREATE INDEX journeys_change ON journeys (change);
CREATE TABLE journeys_gone (journey TEXT PRIMARY KEY, change INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX journeys_gone_change ON journeys_gone (change);

CREATE TABLE progress (
  row INTEGER PRIMARY KEY,
  journey TEXT NOT NULL,
  owner TEXT NOT NULL,
  organisation TEXT NOT NULL,
  listed TEXT, -- the organisation, where there is a document
  epoch INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  _id TEXT, createdAt TEXT, updatedAt TEXT, startedAt TEXT, completedAt TEXT,
  isCompleted INTEGER, duration REAL, journeyVersion REAL,
  identifier TEXT, -- what identifies the owner (kinds.js)
  document TEXT
) STRICT;
CREATE UNIQUE INDEX progress_owner ON progress (journey, owner);
CREATE UNIQUE INDEX progress_list ON progress (listed, _id);
CREATE INDEX progress_updated ON progress (listed, updatedAt, _id);
CREATE INDEX progress_journey ON progress (listed, journey, _id);
CREATE INDEX progress_journey_updated ON progress (listed, journey, updatedAt, _id);
CREATE INDEX progress_completed ON progress (listed, journey, _id) WHERE isCompleted = 1;
CREATE INDEX progress_identifier ON progress (listed, identifier, _id);

CREATE TABLE deliveries (
  _id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  journey TEXT NOT NULL,
  outcome TEXT NOT NULL,
  state TEXT NOT NULL,
  createdAt TEXT, updatedAt TEXT, nextAttemptAt TEXT, attempts REAL,
  worker TEXT,
  leasedUntil TEXT,
  -- From when on it may be sent: null for one that does not wait.
  dueAt TEXT AS (CASE state WHEN 'pending' THEN max(nextAttemptAt, ifnull(leasedUntil, '')) END) STORED,
  document TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_list ON deliveries (organisation, _id);
CREATE INDEX deliveries_updated ON deliveries (organisation, updatedAt, _id);
CREATE INDEX deliveries_journey ON deliveries (organisation, journey, _id);
CREATE INDEX deliveries_state ON deliveries (organisation, state, updatedAt, _id);
CREATE INDEX deliveries_outcome ON deliveries (state, outcome, dueAt, _id);
CREATE INDEX deliveries_due ON deliveries (dueAt) WHERE dueAt IS NOT NULL;
CREATE INDEX deliveries_pending ON deliveries (createdAt) WHERE state = 'pending';
CREATE INDEX deliveries_worker ON deliveries (worker) WHERE worker IS NOT NULL;
CREATE TABLE delivery_bodies (_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
`;

const OTHERS = `
CREATE TABLE clients (_id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, document TEXT NOT NULL) STRICT;
CREATE TABLE recalculations (journey TEXT PRIMARY KEY, organisation TEXT NOT NULL, after TEXT NOT NULL, epoch INTEGER NOT NULL) STRICT;
CREATE TABLE leases (name TEXT PRIMARY KEY, worker TEXT NOT NULL, until TEXT NOT NULL) STRICT;
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE numbers (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counts (
  kind TEXT NOT NULL, organisation TEXT NOT NULL, journey TEXT NOT NULL, value ANY NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY (kind, organisation, journey, value)
) STRICT, WITHOUT ROWID;
`;

// What SQLite's planner is to expect (rows, then rows for each value of the index's columns from the left): that few
// progress documents are of one owner, more of one journey. Written down instead of measured by ANALYZE, so that plans do
// not depend on when somebody last measured.
const EXPECTATIONS = `
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('progress', 'progress_owner', '1000000 10000 1'),
  ('progress', 'progress_list', '1000000 100000 1'),
  ('progress', 'progress_updated', '1000000 100000 10 1'),
  ('progress', 'progress_journey', '1000000 100000 10000 1'),
  ('progress', 'progress_journey_updated', '1000000 100000 10000 10 1'),
  ('progress', 'progress_completed', '300000 30000 3000 1'),
  ('progress', 'progress_identifier', '1000000 100000 5 1');
`;

/**
 * Triggers that keep `counts` of a kind; -1 stands for null.
 * @param {string} kind
 * @param {string} table
 * @param {string} organisation
 * @param {string} value
 */
function counting(kind, table, organisation, value) {
  const added = `INSERT INTO counts
    SELECT '${kind}', NEW.${organisation}, NEW.journey, ifnull(NEW.${value}, -1), 1 WHERE NEW.${organisation} IS NOT NULL
    ON CONFLICT DO UPDATE SET count = count + 1;`;
  const removed = `UPDATE counts SET count = count - 1 WHERE kind = '${kind}' AND organisation = OLD.${organisation}
    AND journey = OLD.journey AND value = ifnull(OLD.${value}, -1);`;
  return `
CREATE TRIGGER ${table}_added AFTER INSERT ON ${table} BEGIN ${added} END;
CREATE TRIGGER ${table}_removed AFTER DELETE ON ${table} BEGIN ${removed} END;
CREATE TRIGGER ${table}_changed AFTER UPDATE OF ${organisation}, journey, ${value} ON ${table}
  WHEN (OLD.${organisation}, OLD.journey, OLD.${value}) IS NOT (NEW.${organisation}, NEW.journey, NEW.${value})
  BEGIN ${removed} ${added} END;
`;
}

// A recalculation in parts, each of a range of owners (`until`: null for all that there are). One that is under way goes on.
const RECALCULATIONS_IN_PARTS = `
ALTER TABLE recalculations RENAME TO whole_recalculations;
CREATE TABLE recalculations (
  journey TEXT NOT NULL,
  part INTEGER NOT NULL,
  organisation TEXT NOT NULL,
  after TEXT NOT NULL,
  until TEXT,
  epoch INTEGER NOT NULL,
  remaining INTEGER NOT NULL,
  isDone INTEGER NOT NULL,
  PRIMARY KEY (journey, part)
) STRICT, WITHOUT ROWID;
INSERT INTO recalculations
  SELECT w.journey, 0, w.organisation, w.after, NULL, w.epoch,
    ifnull((SELECT document ->> '$.recalculateStatus.remainingCount' FROM journeys WHERE _id = w.journey), 0), 0
  FROM whole_recalculations w;
DROP TABLE whole_recalculations;
`;

/** The SQL that leads from one version to the next. */
export const MIGRATIONS = [
  [
    STATEMENTS,
    DOCUMENTS,
    OTHERS,
    EXPECTATIONS,
    counting('journeyprogress', 'progress', 'listed', 'isCompleted'),
    counting('delivery', 'deliveries', 'organisation', 'state'),
  ].join('\n'),
  RECALCULATIONS_IN_PARTS,
];

/**
 * Whether there is nothing to migrate.
 * @param {{execute: (sql: string) => Promise<import('@libsql/client').ResultSet>}} connection
 * @param {string[]} [migrations]
 */
export async function isCurrent(connection, migrations = MIGRATIONS) {
  return (await connection.execute('PRAGMA user_version')).rows[0][0] === migrations.length;
}

/**
 * Brings a database to the present version, in the write transaction given.
 * @param {import('@libsql/client').Transaction} transaction
 * @param {string[]} [migrations]
 * @throws {StoreFormatError} where it is of a newer version, or something else
 */
export async function migrate(transaction, migrations = MIGRATIONS) {
  const [{ user_version: version }] = (await transaction.execute('PRAGMA user_version')).rows;
  if (typeof version !== 'number' || version > migrations.length) {
    throw new StoreFormatError(
      `the database is of version ${version}, and this program knows versions up to ${migrations.length}: use a newer one`,
    );
  }
  if (version === 0 && (await transaction.execute('SELECT 1 FROM sqlite_schema')).rows.length > 0) {
    throw new StoreFormatError('the database holds something else: it has tables, but they are not ours');
  }
  if (version === migrations.length) return;
  for (const migration of migrations.slice(version)) await transaction.executeMultiple(migration);
  await transaction.execute(`PRAGMA user_version = ${migrations.length}`);
}
