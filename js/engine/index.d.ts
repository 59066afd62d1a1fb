// The public interface of the engine: shapes, units and errors. The rules behind them are in the README,
// "How progress is decided".

/** JSON as bytes (the fast way: no copy into a string), as text, or as a value. */
export type Json = Uint8Array | string | object;

/** One statement, an array of statements, newline-delimited JSON, or an array of such texts as bytes. Raw xAPI
 * statements and Learning Locker statement records may be mixed; each is told apart by its shape. */
export type Statements = Json | Uint8Array[];

/** An xAPI inverse functional identifier, or a persona. */
export type Ident =
  | { objectType: 'Agent' | 'Group'; mbox: string }
  | { objectType: 'Agent' | 'Group'; mbox_sha1sum: string }
  | { objectType: 'Agent' | 'Group'; openid: string }
  | { objectType: 'Agent' | 'Group'; account: { homePage: string; name: string } }
  | { persona: string };

export interface Owner {
  trackBy: 'actor' | 'persona';
  ident: Ident;
}

export interface WaypointInput {
  _id?: string;
  description?: string;
  isActive?: boolean;
  /** A MongoDB query, as an object or as a string that holds its JSON. */
  conditions: string | Record<string, unknown>;
  count?: number;
  order?: number;
}

export interface OutcomeInput {
  _id?: string;
  description?: string;
  isActive?: boolean;
  type?: 'callback' | 'statement';
  callback?: string;
  tripCount?: number;
  deactivatedAt?: string | null;
}

export interface JourneyInput {
  _id?: string;
  description?: string;
  isActive?: boolean;
  sources?: string[];
  waypoints?: WaypointInput[];
  outcomes?: OutcomeInput[];
  isSequential?: boolean;
  isRepeatable?: boolean;
  isPublic?: boolean;
  trackBy?: 'actor' | 'persona';
  [field: string]: unknown;
}

/** A journey with every default filled in and `conditions` as objects. */
export interface JourneyDocument extends JourneyInput {
  _id: string;
  waypoints: Required<WaypointInput>[];
  outcomes: OutcomeInput[];
}

export interface Fault {
  /** Where: `waypoints.0.conditions`. */
  path: string;
  /** What is wrong and what to do. */
  message: string;
  /** What stood there. */
  value?: unknown;
}

export interface Warning {
  path: string;
  message: string;
}

export interface Validation {
  valid: boolean;
  /** Every fault, keyed by its path. */
  errors: Record<string, Fault>;
  warnings: Warning[];
  /** Present when valid. */
  document?: JourneyDocument;
}

/** What every failing call throws. `name` is one of `ValidationError` (a journey; `errors` has every fault),
 * `QueryError` (a query), `StatementError` (statements), `ArgumentError` (a wrong use of this interface),
 * `DisposedError` (a handle used after it was disposed) and `EngineError` (memory exhausted, or a fault of ours;
 * load the engine anew). */
export class JourneysError extends Error {
  constructor(name: JourneysError['name'], path: string, message: string, errors?: Record<string, Fault>);
  name: 'ValidationError' | 'QueryError' | 'StatementError' | 'ArgumentError' | 'DisposedError' | 'EngineError';
  path: string;
  errors?: Record<string, Fault>;
}

/** What a host knows of statements beyond their bytes. */
export interface StatementContext {
  /** When they were received: the time of a statement that has neither `timestamp` nor `stored`. Without it such a
   * statement is invalid: the engine knows no clock. */
  receivedAt?: Date | string;
  /** The organisation and the store of raw statements. Without them a raw statement counts for every organisation,
   * and for every journey that has any source. */
  organisation?: string;
  lrs_id?: string;
}

/** A statement that could not be read. */
export interface InvalidStatement {
  /** Its line in the input, from 1. */
  line: number;
  /** The byte in the input at which it begins, or, where the JSON is broken, the first byte that cannot be. */
  offset: number;
  /** The field at fault, or '' where the JSON is broken. */
  path: string;
  message: string;
}

/** What one statement contributes to one owner's progress on one journey: all that a fold needs to know of it. */
export interface Reference {
  journey: string;
  owner: Owner;
  /** The xAPI id, in lower case: the statement's identity. */
  id: string;
  /** What progress shows: the record's `_id`, or the xAPI id where a record has none. */
  statement: string;
  /** The instant that decides the order, in UTC to the microsecond: `2017-09-20T09:55:50.310800Z`. */
  at: string;
  /** The ids of the active waypoints whose condition it meets. */
  waypoints: string[];
}

/** References, or a JSON array of them as text or bytes. */
export type References = Reference[] | string | Uint8Array;

/** A statement that is voided. */
export interface Void {
  id: string;
  /** The organisation that it is voided in; absent: every one. */
  organisation?: string;
  /** Since when, in UTC to the microsecond; absent: always. */
  at?: string;
}

export interface Matches {
  /** Statements read. */
  statements: number;
  /** Pairs of statement and waypoint. */
  hits: number;
  /** Statements that matched but track nobody (an anonymous Group, no person yet), by journey. */
  skipped: number;
  references: Reference[];
  /** Statements that are voided, by a voiding statement or a record's own mark. */
  voided: Void[];
  invalid: InvalidStatement[];
}

/** What a statement is, whether it meets a condition or not. */
export interface ReadStatement {
  id: string;
  /** Whose it is by actor, and by persona; absent where nobody can be told. */
  actor?: Ident;
  persona?: Ident;
}

/** The same, as columns: for hosts that count hits in millions. Row i says that statement number `statement[i]` of
 * the batch meets waypoint number `waypoint[i]` of journey number `journey[i]` (as given to `matcher`). The arrays
 * are views into the engine's memory: read them before the next call. */
export interface HitColumns {
  statements: number;
  invalid: number;
  statement: Uint32Array;
  journey: Uint32Array;
  waypoint: Uint32Array;
}

export interface StatementReference {
  statement: string;
  /** In UTC, with milliseconds. */
  timestamp: string;
}

export interface WaypointProgress {
  waypoint: string;
  order: number;
  isCompleted: boolean;
  completedAt?: string;
  statements: StatementReference[];
}

export interface Completion {
  waypoints: Record<string, WaypointProgress>;
  completedAt: string;
  isCompleted: true;
}

export interface Progress {
  _id: string;
  journey: string;
  organisation?: string;
  createdAt: string;
  updatedAt: string;
  journeyVersion: number;
  owner: Owner;
  startedAt: string | null;
  isCompleted: boolean;
  completedAt: string | null;
  /** `completedAt − startedAt` in milliseconds. */
  duration: number | null;
  pendingProgress: Record<string, WaypointProgress>;
  completions: Completion[];
}

/** Loaded conditions: how many are found through an index, and how many must be tried on every statement. */
export interface IndexShape {
  conditions: number;
  anchored: number;
  unanchored: number;
  longestPosting: number;
}

/** A validated journey inside the engine. */
export interface Journey extends Disposable {
  readonly id: string;
  readonly document: JourneyDocument;
  readonly warnings: Warning[];
  dispose(): void;
}

/** A MongoDB query inside the engine. */
export interface Query extends Disposable {
  matches(document: Json): boolean;
  dispose(): void;
}

/** Matches statements against all conditions of all its journeys at once. Stateless. */
export interface Matcher extends Disposable {
  match(statements: Statements, context?: StatementContext): Matches;
  /** The same, and what each statement is. */
  matchAndRead(statements: Statements, context?: StatementContext): Matches & { read: ReadStatement[] };
  matchColumns(statements: Statements, context?: StatementContext): HitColumns;
  readonly shape: IndexShape;
  dispose(): void;
}

export interface ReplayStats {
  statements: number;
  hits: number;
  skipped: number;
  invalid: number;
}

export interface JourneySummary {
  journey: string;
  description: string;
  /** Owners with at least one counted statement. */
  owners: number;
  completed: number;
  /** The median of `duration` over completed owners, in milliseconds; null where nobody completed. */
  medianDuration: number | null;
  waypoints: { _id: string; description: string; reached: number }[];
}

/** Progress held in the engine's memory. Statements may come in any order, any number of times, in any batches:
 * what it tells depends on their set only. */
export interface Replay extends Disposable {
  add(statements: Statements, context?: StatementContext): { invalid: InvalidStatement[] };
  /** Bytes of a longer stream (NDJSON or one JSON array), cut anywhere. `end` has to be called after the last. */
  write(chunk: Uint8Array, context?: StatementContext): { invalid: InvalidStatement[] };
  end(context?: StatementContext): { invalid: InvalidStatement[] };
  /** Called with each statement that matched a waypoint: its id and its bytes (valid during the call only), to keep
   * full records for callbacks. */
  onHit?: (id: string, reference: string, bytes: Uint8Array, raw: boolean) => void;
  readonly stats: ReplayStats;
  /** All it holds, to be merged into another replay of the same journeys, maybe of another thread's engine: statements
   * can be replayed in parts, side by side. For the same version of this package only. */
  pack(): Uint8Array;
  /** Takes in what another replay of the same journeys packed. @throws {JourneysError} ArgumentError, and takes in
   * nothing, where it was packed by none. */
  merge(packed: Uint8Array): void;
  /** One per journey, in the order given to `replay`. */
  summary(options?: ReplayOptions): JourneySummary[];
  /** How every owner stands on a journey (its place in the order given to `replay`), in columns. */
  overview(journey?: number, options?: ReplayOptions): OverviewColumns;
  /** Who the owners are that an overview numbers. The numbers are this replay's own. */
  idents(owners: ArrayLike<number>): Ident[];
  /** All progress, sorted by journey and owner. Lazy: read in pages. */
  progress(): IterableIterator<Progress>;
  /** Progress of one owner on one journey, or null where none of their statements counts. */
  progressOf(journey: string, owner: Owner, options?: ReplayOptions): Progress | null;
  /** Where each of an owner's statements went, and what is missing. */
  explain(journey: string, owner: Owner, options?: ReplayOptions): ProgressExplanation;
  dispose(): void;
}

/** A row for each owner of whom something counts, sorted by identity. Times and durations are milliseconds, NaN where there
 * is none. All columns share one buffer. */
export interface OverviewColumns {
  owner: Uint32Array;
  startedAt: Float64Array;
  /** The first completion. */
  completedAt: Float64Array;
  duration: Float64Array;
  /** The last statement that counts. */
  lastAt: Float64Array;
  /** Completed attempts. */
  completions: Uint32Array;
  /** Of the open attempt, or where a journey that is not repeatable is completed, of that: active waypoints reached. */
  reached: Uint32Array;
  /** Of the same attempt, the first active waypoint that is not reached, or their number. */
  standing: Uint32Array;
  /** Of the same attempt, how many statements count for each active waypoint: `waypoints` numbers a row. */
  have: Uint32Array;
  /** Active waypoints. */
  waypoints: number;
  /** When attempts were completed, of all owners, ascending. */
  completionTimes: Float64Array;
}

export interface ReplayOptions {
  /** Leave out what happened after this instant. */
  until?: Date | string;
}

/** A condition tree: whether each node held, and which values it met. */
export interface ConditionTrace {
  op: string;
  path?: string;
  held: boolean;
  operand?: unknown;
  /** Values that the path offered, the deciding one first, at most 5. */
  met?: unknown[];
  /** How many other values it offered, if it did. */
  more?: number;
  children?: ConditionTrace[];
  /** Stands where children were left out of a very large tree. */
  cut?: true;
}

export interface StatementExplanation {
  id: string;
  at: string;
  owner: Owner | null;
  /** Why it does not count for the journey at all, or null: `inactive journey`, `another organisation`,
   * `not from a source of the journey`, `voided`, `a voiding statement`, `nobody to track`. */
  excluded: string | null;
  waypoints: { waypoint: string; description: string; isActive: boolean; held: boolean; condition: ConditionTrace }[];
}

export type Role = 'counted' | 'surplus' | 'out of turn' | 'voided';

/** Where each of an owner's references went. */
export interface ProgressExplanation {
  progress: Progress | null;
  statements: {
    id: string;
    statement: string;
    timestamp: string;
    role: Role;
    /** For a counted one: the attempt (from 1) and the waypoints. */
    attempt?: number;
    waypoints: string[];
  }[];
  /** What the open attempt still needs: none when a journey that is not repeatable is completed. */
  missing: { waypoint: string; description: string; have: number; need: number; open: boolean }[];
}

export interface FoldOptions {
  /** Statements that are voided: as `match` tells of them, or ids alone. */
  voided?: (Void | string)[];
  /** Leave out what happened after this instant. */
  until?: Date | string;
}

export interface Engine extends Disposable {
  /** The version of the package. */
  readonly version: string;
  /** Checks a journey and reports every fault and every warning. Never throws for what the journey holds. */
  validate(journey: Json): Validation;
  /** @throws {JourneysError} ValidationError, with every fault. */
  compile(journey: Json): Journey;
  matcher(journeys: Journey[]): Matcher;
  replay(journeys: Journey[], options?: ReplayOptions): Replay;
  /** Progress from references alone, in any order, with duplicates: a pure function. `voided` are statement ids.
   * Null where nothing counts. All references must be of one owner. */
  fold(journey: Journey, references: References, options?: FoldOptions): Progress | null;
  /** The body of a completion's callback, as JSON text. `records`: the statements that the attempt lists, as records
   * or raw, in any order (more do no harm). `attempt` counts from 0. */
  callbackBody(journey: Journey, progress: Progress, attempt: number, records: Statements): string;
  /** Why a statement does or does not meet each waypoint of a journey. */
  explain(journey: Journey, statement: Json, context?: StatementContext): StatementExplanation;
  /** Which statement counted where, and what is missing. */
  explainProgress(journey: Journey, references: References, options?: FoldOptions): ProgressExplanation;
  /** Whether a document meets a MongoDB query. @throws {JourneysError} QueryError */
  matches(query: Json, document: Json): boolean;
  /** A query to be put to many documents. @throws {JourneysError} QueryError */
  query(query: Json): Query;
  /** A query's condition tree on a document. @throws {JourneysError} QueryError */
  explainQuery(query: Json, document: Json): ConditionTrace;
  /** Bytes of memory the engine holds. */
  readonly memory: number;
  dispose(): void;
}

export interface LoadOptions {
  /** The compiled module or its bytes, for runtimes where the engine cannot fetch it itself. */
  module?: WebAssembly.Module | BufferSource;
}

/** Loads an engine; each has a memory of its own. */
export function loadEngine(options?: LoadOptions): Promise<Engine>;
