// What a store is to the service: where documents are found, and one way to change them. Stores keep and find; they
// decide nothing about journeys. Each passes tests/js/stores/conformance.js.
//
// Ids are 24 hexadecimal digits in lower case, times ISO 8601 in UTC with milliseconds, unless said otherwise. An
// owner is known by a key: the JSON text of the ident, as the engine writes it.

export type Id = string;
export type Time = string;
export type Document = Record<string, any> & { _id: Id };

/** A MongoDB query that the engine has accepted, its dates and ids written as text. */
export type Filter = Record<string, any>;

/** Paths and directions, the most significant first. The last one is always `_id`, so that the order is total. */
export type Sort = [path: string, direction: 1 | -1][];

export type Kind = 'journey' | 'journeyprogress' | 'delivery';

export interface Find {
  filter?: Filter;
  /** Default: by `_id`. Values of different types are ordered as MongoDB orders them; a missing one is like null. */
  sort?: Sort;
  /** The values of the sort's paths at a position: only documents that come after it. */
  after?: unknown[];
  skip?: number;
  limit?: number;
}

/** What compiles a filter: the engine. The test takes a document as an object. */
export type Matching = (filter: Filter) => (document: Document) => boolean;

export interface JourneyRow {
  _id: Id;
  organisation: Id;
  /** As REST shows it, but with `conditions` as objects. */
  document: Document;
  /** Grows when references that were kept no longer do: with `version`, and when the journey becomes active again. */
  epoch: number;
  /** Which statements were there before this epoch began, in the store's own terms: see hasStatementsBefore(). The store
   * sets it when a journey is new and when its epoch changes. */
  baseline: number;
}

export interface StatementRow {
  organisation: Id;
  /** The xAPI id, in lower case. */
  id: string;
  /** Key of the owner by actor and by persona, where there is one. */
  actor: string | null;
  persona: string | null;
  /** The statement record, as JSON text. */
  record: string;
}

export interface ReferenceRow {
  journey: Id;
  organisation: Id;
  owner: string;
  /** The statement's xAPI id. */
  id: string;
  /** The engine's Reference, as JSON text. */
  reference: string;
}

export interface ProgressRow {
  journey: Id;
  organisation: Id;
  owner: string;
  /** The journey's epoch that this owner's references are of. */
  epoch: number;
  /** How many attempts were ever completed: their outcomes have fired. */
  attempts: number;
  /** Null where nothing counts any more. */
  document: Document | null;
}

/** All that a fold of one owner needs. */
export interface Owned {
  journey: Id;
  owner: string;
  progress: ProgressRow | null;
  /** The engine's References, as JSON texts. */
  references: string[];
  /** Those of the references' statements that are voided, by xAPI id. */
  voided: string[];
}

export interface OwnerKey {
  journey: Id;
  owner: string;
}

export type DeliveryState = 'pending' | 'held' | 'delivered' | 'dead';

/** What has to be sent, and what became of it. */
export interface Delivery {
  /** Derived from journey, owner, attempt and outcome: the same delivery is never made twice. */
  _id: Id;
  organisation: Id;
  journey: Id;
  outcome: Id;
  owner: { trackBy: string; ident: object };
  /** From 1. */
  attempt: number;
  type: 'callback' | 'statement';
  state: DeliveryState;
  createdAt: Time;
  updatedAt: Time;
  /** Requests made. */
  attempts: number;
  /** Requests made since it was created or retried by hand: where it stands in the schedule. */
  tries: number;
  nextAttemptAt: Time | null;
  lastStatus: number | null;
  lastError: string | null;
  deliveredAt: Time | null;
}

export interface Client {
  _id: Id;
  /** The Basic user name. */
  key: string;
  /** scrypt, see js/service/secrets.js */
  secret: string;
  title: string;
  organisation: Id;
  scopes: string[];
  user: Id | null;
  lrs_id: Id | null;
  isTrusted: boolean;
  createdAt: Time;
  revokedAt: Time | null;
}

/** Some of the owners who have statements, in an order of the store's own: those after a position up to another. */
export interface OwnerRange {
  /** '' at the start. */
  after: string;
  /** Null for all that there are. */
  until: string | null;
}

/** A part of a recalculation that is not over: one worker's at a time, and done one after the other or all at once. */
export interface Recalculation extends OwnerRange {
  journey: Id;
  organisation: Id;
  /** From 0. */
  part: number;
  /** The journey's, when it began: what is older at its end is retired. */
  epoch: number;
  /** Statements that are left, as far as is known. */
  remaining: number;
  isDone: boolean;
}

/** Reading, outside of any change: what was committed last. */
export interface Reader {
  find(kind: Kind, organisation: Id, find: Find): Promise<Document[]>;
  count(kind: Kind, organisation: Id, filter?: Filter): Promise<number>;
  get(kind: Kind, organisation: Id, id: Id): Promise<Document | null>;
  /** Grows with every change of any journey that matters to matching or folding (putJourney with `matters`). */
  journeyChange(): Promise<number>;
  /** Of every organisation, changed since that number: all for 0. `gone`: deleted since. */
  journeysSince(change: number): Promise<{ change: number; journeys: JourneyRow[]; gone: Id[] }>;
  /** Records of statements by xAPI id. */
  records(organisation: Id, ids: string[]): Promise<Map<string, string>>;
  countStatements(organisation: Id): Promise<number>;
  /** Records of an organisation's statements, each once, in an order of the store's own: those behind a position (''
   * is the start), `limit` at most, and the position behind them. What comes in meanwhile may be among them or not. */
  statementsAfter(organisation: Id, after: string, limit: number): Promise<{ records: string[]; after: string }>;
  clientByKey(key: string): Promise<Client | null>;
  clients(): Promise<Client[]>;
  /** A delivery's request body. */
  deliveryBody(id: Id): Promise<string | null>;
  /** How many deliveries there are in each state, of every organisation, and since when the oldest pending one waits. */
  deliveryCounts(): Promise<{ counts: Record<DeliveryState, number>; oldestPending: Time | null }>;
  /** All parts of all recalculations, by journey and part. */
  recalculations(): Promise<Recalculation[]>;
  /** Whatever is kept by name: where following an LRS stands, for one. */
  note(name: string): Promise<any>;
}

/** A change: all or nothing, and as if no other were under way. */
export interface Transaction extends Reader {
  // ---- statements
  /** New ones, or others in place of those with the same id. */
  putStatements(rows: StatementRow[]): Promise<void>;
  putVoids(organisation: Id, ids: string[]): Promise<void>;
  /** Those of them that were stored by a change which has not got to its end: what they cause may lack yet, so that they
   * are to be recorded as if they were new. Empty where a change is one transaction of the database. */
  unsettled(organisation: Id, ids: string[]): Promise<Set<string>>;
  /** Whether an owner, of the kind that the journey tracks, has statements that the store took in before the journey's
   * epoch began. */
  hasStatementsBefore(journey: JourneyRow, owner: string): Promise<boolean>;
  /** An owner's statement records. */
  recordsOf(organisation: Id, trackBy: 'actor' | 'persona', owner: string): Promise<string[]>;
  /** Ranges that hold every owner between them: as many as can be worked on at once with profit. */
  ownerRanges(organisation: Id, trackBy: 'actor' | 'persona'): Promise<OwnerRange[]>;
  /** The statements of the first owners of a range, in no order, whole owners until there are at least `enough`
   * statements, and the position behind them; no owners when all are through. */
  ownersAfter(
    journey: JourneyRow,
    range: OwnerRange,
    enough: number,
  ): Promise<{ owners: { owner: string; records: string[] }[]; after: string }>;
  /** How many statements the owners of a range have. */
  countAfter(organisation: Id, trackBy: 'actor' | 'persona', range: OwnerRange): Promise<number>;

  // ---- progress
  /** Whose progress refers to these statements. */
  referringTo(organisation: Id, ids: string[]): Promise<OwnerKey[]>;
  /** Adds references, or replaces those of the same journey, owner and statement. */
  putReferences(rows: ReferenceRow[]): Promise<void>;
  dropReferencesTo(organisation: Id, ids: string[]): Promise<void>;
  /** All references of an owner on a journey. */
  dropReferences(keys: OwnerKey[]): Promise<void>;
  /** In the order asked for. */
  owned(keys: OwnerKey[]): Promise<Owned[]>;
  putProgress(rows: ProgressRow[]): Promise<void>;
  /** What is left of epochs before this one: documents become null and references go, `attempts` and `epoch` stay. */
  retireProgress(journey: Id, epoch: number): Promise<void>;

  // ---- journeys
  journey(id: Id): Promise<JourneyRow | null>;
  /** `matters`: journeyChange() grows. */
  putJourney(row: Omit<JourneyRow, 'baseline'>, matters: boolean): Promise<void>;
  /** Sets how much of its recalculation is left, in `recalculateStatus`, while one is in progress. It is only told: that
   * it is lost to somebody who writes the journey at the same time does no harm. */
  putRemaining(journey: Id, remaining: number): Promise<void>;
  /** With its progress, references, recalculation, and what was not delivered, dead deliveries among it. */
  deleteJourney(id: Id): Promise<void>;

  // ---- deliveries
  /** Those that are not there yet; `body` is the request's. */
  addDeliveries(deliveries: { delivery: Delivery; body: string }[]): Promise<void>;
  /** Pending ones that are due and that nobody has leased, leased to `worker` until then. The longest due come first;
   * at most `perOutcome` of one outcome, and none of the outcomes that are named. */
  leaseDeliveries(lease: {
    worker: string;
    now: Time;
    until: Time;
    limit: number;
    perOutcome: number;
    except?: Id[];
  }): Promise<Delivery[]>;
  /** False, and nothing is changed, where the lease is not this worker's any more. Ends the lease. */
  settleDelivery(worker: string, delivery: Delivery): Promise<boolean>;
  putDelivery(delivery: Delivery): Promise<void>;
  /** Gives back what a worker has leased. */
  releaseDeliveries(worker: string): Promise<void>;
  /** Turns all of an outcome's deliveries from one state into another; those that become pending are due at `now`. */
  turnDeliveries(journey: Id, outcome: Id, from: DeliveryState, to: DeliveryState, now: Time): Promise<number>;
  /** When the next pending delivery is due. */
  nextDeliveryAt(): Promise<Time | null>;

  // ---- all else
  putClient(client: Client): Promise<void>;
  /** One part. */
  putRecalculation(recalculation: Recalculation): Promise<void>;
  /** With all its parts. */
  deleteRecalculation(journey: Id): Promise<void>;
  /** The parts of a journey's, in their order; none where it is not being recalculated. */
  recalculation(journey: Id): Promise<Recalculation[]>;
  /** True where nobody else holds the lease at `now`; it is this worker's until then. */
  lease(name: string, worker: string, now: Time, until: Time): Promise<boolean>;
  release(name: string, worker: string): Promise<void>;
  putNote(name: string, value: any): Promise<void>;
}

/** How often processes were in each other's way. */
export interface Conflicts {
  /** Changes that were made. */
  changes: number;
  /** How often they were run, each by itself or with others. */
  runs: number;
  /** Runs that found that somebody else had written the same. */
  conflicts: number;
  /** Owners that were folded in these runs, to be folded again. */
  refolds: number;
}

/** A statement whose change did not get to its end. */
export interface LeftBehind {
  organisation: Id;
  id: string;
  record: string;
}

export interface Store extends Reader {
  /** Runs a change. If it throws, nothing is changed. It may run more than once: it has to begin anew each time.
   *
   * A store whose database writes one document at a time can be cut off amid a change: what is then there is left as a
   * step on the way, and leftBehind() and unsettled() tell of it until the change is made good.
   * @throws {StoreBusyError} where other processes keep the store busy for longer than it waits */
  change<Result>(change: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** @throws where the store cannot be reached */
  check(): Promise<void>;
  /** A copy of the whole, of one moment, while the store is in use; where the store can. */
  backup?(file: string): Promise<void>;
  /** Completes what changes that began before then have left undone, as far as the store can by itself, and tells up to
   * `limit` statements that are to be recorded anew. Not there where a change is one transaction of the database. */
  leftBehind?(before: Time, limit: number): Promise<LeftBehind[]>;
  /** Outcomes that deliveries are held back for: some may have been switched on while these were on their way. Not there
   * where a change is one transaction of the database. */
  heldOutcomes?(): Promise<{ journey: Id; outcome: Id }[]>;
  /** Where processes can be in each other's way without waiting for each other. */
  conflicts?(): Conflicts;
  close(): Promise<void>;
}
