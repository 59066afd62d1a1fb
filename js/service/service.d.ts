// What the parts of the service share. Each part is made with one Context and looks at no global state: neither at
// the clock nor at the environment.

import type { Engine } from '../engine/index.js';
import type { Source } from '../stores/source.js';
import type { Client, Document, Id, Matching, Store, Time } from '../stores/store.js';

/** Milliseconds since 1970, and timers. Tests bring their own. */
export interface Clock {
  now(): number;
  /** Calls back after so many milliseconds; the answer cancels. */
  after(milliseconds: number, call: () => void): () => void;
}

/** What pino and the like offer. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Every setting, with its default filled in (js/service/settings.js). */
export interface Settings {
  /** Failed requests in a row after which an outcome trips. */
  maxTripCount: number;
  /** How long a receiver has for its answer, in milliseconds. */
  deliveryTimeout: number;
  /** Deliveries may go to loopback, private and other addresses that are not public. */
  allowPrivateAddresses: boolean;
  /** Signs deliveries (Standard Webhooks): `whsec_` and base64. */
  signingSecret: string | null;
  /** Where outcomes of type `statement` send theirs: an xAPI endpoint and its credentials. */
  outcomeLrs: { endpoint: string; key: string; secret: string } | null;
  /** The most bytes that a request body may have, after decompression. */
  maxBody: number;
  /** The most statements in one request. */
  maxBatch: number;
  /** The base of ids of activities that stand for journeys, in statements that outcomes send. */
  publicUrl: string;
}

export interface Context {
  store: Store;
  engine: Engine;
  clock: Clock;
  log: Log;
  settings: Settings;
  /** Names this process in leases. */
  worker: string;
  metrics: Metrics;
  /** A fresh id of 24 hexadecimal digits. */
  newId(): Id;
}

/** What is counted (js/service/metrics.js keeps it for Prometheus). */
export interface Metrics {
  /** Statements taken in, and how many of them were new. */
  statements(count: number, added: number): void;
  hits(count: number): void;
  /** From the request until all was durable, in seconds. */
  recorded(seconds: number): void;
  /** One request to a receiver. */
  delivery(result: 'delivered' | 'failed', seconds: number): void;
  recalculated(statements: number): void;
  /** Statements that a process left unfinished, recorded anew. */
  mended(statements: number): void;
}

/** Who asks. */
export interface Caller {
  client: Client;
}

export interface Written {
  document: Document;
  warnings: { path: string; message: string }[];
  created: boolean;
}

/** What a writer of a journey expects to find: `__v` from the body, or the ETag that If-Match named. */
export interface Expected {
  v?: number;
  etag?: string;
}

/** Journeys as documents: created, changed, deleted (js/service/journeys.js). All throw ServiceError. */
export interface Journeys {
  create(caller: Caller, body: unknown): Promise<Written>;
  /** Replaces, or creates under that id. */
  replace(caller: Caller, id: Id, body: unknown, expected?: Expected): Promise<Written>;
  patch(caller: Caller, id: Id, body: unknown, expected?: Expected): Promise<Written>;
  remove(caller: Caller, id: Id, expected?: Expected): Promise<void>;
  /** REST's form: `conditions` as strings. */
  toRest(document: Document): Document;
}

/** Takes statements in (js/service/statements.js). */
export interface Statements {
  /**
   * All or nothing; durable, with the progress they cause, when the promise is kept.
   * @param statements JSON as bytes (one statement or an array), or statements and records as objects
   * @returns the xAPI ids, in the order given
   * @throws ServiceError 400 naming index and path, 409 for a known id with other content, 413 for too many
   */
  record(caller: Caller, statements: Uint8Array | object): Promise<{ ids: string[]; added: number; hits: number }>;
}

/** Recomputes journeys in the background (js/service/recalculation.js). */
export interface Recalculations {
  /** The journey with its recalculateStatus. @throws ServiceError 404, 409 */
  start(caller: Caller, journey: Id): Promise<Document>;
  cancel(caller: Caller, journey: Id): Promise<Document>;
  /** One piece of work; false where there is none to do. */
  step(): Promise<boolean>;
}

/** Sends deliveries (js/service/outbox/). */
export interface Outbox {
  /** Sends all that is due now, and waits for the answers; says how many it sent. */
  runDue(): Promise<number>;
  /** Sends what falls due from here on. */
  start(): void;
  /** Lets requests under way end, for so many milliseconds at most, and gives back what was leased. */
  stop(grace?: number): Promise<void>;
  /** To be called when deliveries were added: sends them without waiting for the next look. */
  wake(): void;
  /** Sends a delivery again, whatever its state: due now, from the start of the schedule. */
  retry(caller: Caller, id: Id): Promise<Document>;
}

/** Answers `/`, and each GET that the service has no route for: null where the page has nothing there either. Nobody is asked
 * who they are. */
export type Page = (request: Request) => Response | null | Promise<Response | null>;

export interface ServiceOptions {
  /** Opens the store; default: one in memory. */
  openStore?: (options: { matching: Matching }) => Store | Promise<Store>;
  /** Where others put statements that are to be recorded as a part of the background work, with the store that was opened. */
  source?: (store: any) => Source;
  engine?: Engine;
  clock?: Clock;
  log?: Log;
  settings?: Partial<Settings>;
  worker?: string;
  /** The preview page; openPage() gives the one that comes with the package. */
  page?: Page;
  /** Resolves names of receivers; default: the system's. */
  lookup?: (
    hostname: string,
    options: object,
    answer: (error: Error | null, addresses: { address: string; family: number }[]) => void,
  ) => void;
}

export interface FollowOptions {
  /** The LRS's xAPI endpoint. */
  url: string;
  key: string;
  secret: string;
  /** On whose behalf statements are recorded. */
  caller: Caller;
  /** Until it looks again when it has caught up, in milliseconds. */
  interval?: number;
}

export interface FollowStatus {
  /** All that the LRS stored until then is recorded. */
  position: string | null;
  /** The LRS had no more when it was asked last. */
  caughtUp: boolean;
  /** Why it gets no further now; null when it does. */
  lastError: { at: Time; message: string; failures: number } | null;
  /** Statements that were new, since this process began. */
  recorded: number;
  /** Statements that were left out. */
  refused: number;
}

/** What follows an LRS (js/service/follow/). */
export interface Follower {
  status(): FollowStatus;
  /** Reads one page; whether there are more at once. */
  step(): Promise<boolean>;
  run(): void;
  stop(): Promise<void>;
}

export interface Service {
  /** A web-standard handler: all of the HTTP interfaces. */
  fetch(request: Request): Promise<Response>;
  /** Takes statements in on behalf of a client, for a host that has them in hand; see Statements.record. */
  record(statements: Uint8Array | object, by: Caller): Promise<{ ids: string[]; added: number; hits: number }>;
  /** Begins the background work, unless `work` is false: deliveries, recalculations, what others left behind, and following
   * where follow() was called. Without it the service serves all the same, and leaves the work to other processes. */
  start(options?: { work?: boolean }): void;
  /** Follows an LRS as a part of the background work. */
  follow(options: FollowOptions): Follower;
  /** Lets what is under way end, for so many milliseconds at most. */
  stop(grace?: number): Promise<void>;
  /** Stops and closes the store. */
  close(): Promise<void>;
  readonly context: Context;
  readonly journeys: Journeys;
  readonly statements: Statements;
  readonly recalculations: Recalculations;
  readonly outbox: Outbox;
}
