// What a database is to the service into which others write statements: where they are taken from, to be recorded.

/** A statement record that a source gives, `_id` and `statement` in it at least, and what the source knows it by. */
export interface Taken {
  record: Record<string, any>;
  key: unknown;
}

export interface SourcePage {
  taken: Taken[];
  /** Where to go on when these are recorded. */
  position: { id: string | null } | null;
  /** There was no more when it was asked for. */
  caughtUp: boolean;
  /** The reader has come to its end: a later one goes on from the position. */
  isEnd: boolean;
  /** Why it reads anew what it has read already, for the operator. */
  warning?: string;
}

export interface SourceReader {
  /** The next ones. It may wait for some, for a few seconds. */
  page(): Promise<SourcePage>;
  /** What was recorded of the last page, and is durable. */
  done(taken: Taken[]): Promise<void>;
  close(): Promise<void>;
}

/** A database that others write statements into, to be followed. What it gives again does no harm. */
export interface Source {
  readonly name: string;
  /** @param position the last page's that was recorded; null: from the beginning */
  read(position: any): SourceReader;
}
