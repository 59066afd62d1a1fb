// What the page asks of the study: the statements that were brought, and a journey put to them by the engine, in workers.
// Shapes that the engine gives are the engine's own (js/engine/index.d.ts). Times are milliseconds since 1970, unless they
// stand in a document of the engine.

import type {
  Ident,
  InvalidStatement,
  JourneyDocument,
  JourneyInput,
  Progress,
  ProgressExplanation,
  Role,
  StatementExplanation,
  Validation,
} from '../../../js/engine/index.js';

/** Where statements come from. */
export type Source =
  | { kind: 'sample'; learners?: number; statements?: number; seed?: number }
  /** `.json`, `.ndjson`, `.jsonl`, each also `.gz`; told apart by content, not by name. */
  | { kind: 'files'; files: File[] }
  | { kind: 'text'; name: string; text: string }
  /** An LRS's xAPI endpoint, or this service. Basic auth; nothing is kept after the tab is closed. `most`: statements. */
  | { kind: 'lrs'; endpoint: string; key: string; secret: string; since?: string; most?: number };

export interface LoadProgress {
  /** `reading` statements, then `gathering` what occurs in them. */
  stage: 'reading' | 'gathering';
  /** Bytes of the files, or statements; `total` is absent where nobody can tell. */
  done: number;
  total?: number;
  statements: number;
}

export interface Loaded {
  /** For people: `Sample cohort`, `course.ndjson`, `2 files`, `lrs.example.com`. */
  name: string;
  statements: number;
  bytes: number;
  /** Bad statements: the first 100, with the file each stands in, and how many there are. */
  invalid: (InvalidStatement & { file: string })[];
  invalidCount: number;
}

/** A path in a statement, and what was found there. */
export interface Facet {
  /** As a query names it: `statement.verb.id`. */
  path: string;
  /** For people: `Verb`, `Activity type`, `Activity`, `Score (scaled)`, or the last part of an extension's key. */
  label: string;
  kind: 'text' | 'number' | 'boolean' | 'date';
  /** Statements that have it. */
  count: number;
  /** Text and booleans: the most frequent ones (at most 500), most frequent first, with a name for people where statements tell one. */
  values: { value: string | boolean; label?: string; count: number }[];
  /** There are more values than are listed. */
  isCut: boolean;
  /** Numbers and dates. */
  range?: { min: number; max: number };
}

/** What one run of a journey tells, as it stood at `instant` (null: at the end). */
export interface Overview {
  journey: JourneyDocument;
  instant: number | null;
  /** Of all statements, whatever the instant. */
  stats: { statements: number; hits: number; skipped: number; invalid: number };
  /** Learners of whom at least one statement counts. */
  learners: number;
  /** Learners who completed the journey at least once; all completions, repeated ones too. */
  completed: number;
  completions: number;
  /** In milliseconds; null where nobody completed. */
  medianDuration: number | null;
  /** The active ones, in order. `reached`: learners who ever reached it; `standing`: learners whose open attempt waits for
   * this one first. Where a journey is not repeatable, those who completed it stand nowhere. */
  waypoints: { _id: string; description: string; count: number; reached: number; standing: number }[];
  /** From start to first completion, ascending. */
  durations: Float64Array;
  /** When attempts were completed, ascending. */
  completionTimes: Float64Array;
  /** First and last instant at which a statement counted, of the whole run; null where nothing counts. */
  span: [number, number] | null;
  /** How long the run took in the workers, in milliseconds. */
  took: number;
}

export interface LearnerRow {
  ident: Ident;
  /** What statements call them, or else what identifies them. */
  name: string;
  /** For people: an address, an account, a persona's id. */
  identity: string;
  startedAt: number;
  completedAt: number | null;
  duration: number | null;
  /** Completed attempts. */
  completions: number;
  /** Of the active waypoints of the open attempt (of the completed one, where the journey is not repeatable), in order:
   * how many statements count, of how many needed. */
  waypoints: { _id: string; have: number; need: number }[];
}

export type LearnerSort = 'name' | 'progress' | 'startedAt' | 'completedAt' | 'duration' | 'completions';

export interface LearnerQuery {
  sort: LearnerSort;
  descending: boolean;
  /** Part of a name or identity, letter case aside. */
  search: string;
  /** Only learners who: completed it; stand at this waypoint (its id). */
  only?: { completed: true } | { standing: string };
  from: number;
  count: number;
  instant: number | null;
}

/** One of a learner's statements, whether it met a waypoint or not. */
export interface LearnerStatement {
  id: string;
  timestamp: number;
  verb: string;
  object: string;
  /** Null: it meets no waypoint. */
  role: Role | null;
  attempt?: number;
  /** Waypoint ids: that it counted for, or else that it met. */
  waypoints: string[];
}

export interface LearnerView {
  ident: Ident;
  name: string;
  identity: string;
  progress: Progress | null;
  explanation: ProgressExplanation;
  /** By time; at most 2,000, those that met a waypoint first of all. */
  statements: LearnerStatement[];
  /** How many statements there are of this learner. */
  total: number;
}

export interface StatementView {
  explanation: StatementExplanation;
  /** As it came, indented. */
  text: string;
}

export interface Study {
  /** Brings statements, in place of those before. A newer load ends an older one. @throws AbortError where `signal` says so,
   * StudyError with a message that helps. What was loaded before stays where a load fails. */
  load(
    source: Source,
    options?: { onProgress?: (progress: LoadProgress) => void; signal?: AbortSignal },
  ): Promise<Loaded>;
  /** What occurs in the statements; waits until that is gathered. Most frequent first. */
  facets(): Promise<Facet[]>;
  /** The engine's own. */
  validate(journey: JourneyInput): Promise<Validation>;
  /** Puts a valid journey to all statements. A newer run ends an older one (AbortError). */
  run(journey: JourneyInput): Promise<Overview>;
  /** The last run as it stood at an instant. */
  at(instant: number | null): Promise<Overview>;
  learners(query: LearnerQuery): Promise<{ total: number; rows: LearnerRow[] }>;
  learner(ident: Ident, instant: number | null): Promise<LearnerView>;
  /** By xAPI id. */
  statement(id: string): Promise<StatementView>;
  /** The body that a completion's callback gets, indented. `attempt` counts from 0. */
  callbackBody(ident: Ident, attempt: number): Promise<string>;
  /** How many of the statements meet a condition (a query's text), for a hint beside it. @throws QueryError */
  count(condition: string, options?: { signal?: AbortSignal }): Promise<number>;
  dispose(): void;
}

export function openStudy(): Promise<Study>;
