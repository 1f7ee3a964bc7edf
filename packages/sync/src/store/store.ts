import type { Sql } from './sql';

/** What a row is about. `erasure` and `disconnect` are asked of Drift before anything is done. */
export type ChangeKind = 'conversation' | 'contact' | 'erasure' | 'disconnect';

/** Something of an org that may have changed. */
export interface Change {
  orgId: string;
  kind: ChangeKind;
  id: string;
}

/** A row that this worker has for a while. When the lease runs out, others may take the row. */
export interface Lease extends Change {
  /** Higher than in any lease before, whoever had it: a destination keeps what has the highest. */
  version: number;
  /** The newest change that was known when the lease was taken. */
  seq: number;
  /** How often it has failed since it last changed. */
  attempts: number;
  /** The job of the queue that led to it, where there is a queue. */
  job?: string;
}

export type Outcome =
  /** It is written. `seenAt`: the `updatedAt` of what was written. */
  | { type: 'done'; seenAt?: number }
  /** Nothing of the row is kept. */
  | { type: 'forgotten' }
  | { type: 'again'; at: number; error: string }
  /** Somebody has to look at it. */
  | { type: 'failed'; error: string };

export interface FailedChange extends Change {
  attempts: number;
  error: string;
}

export interface Counts {
  /** Changes that wait for their turn or for another try. */
  waiting: number;
  /** Changes that a worker has now. */
  running: number;
  failed: FailedChange[];
}

/**
 * The whole state of a sync. A row for each conversation and contact says only that something changed, and up to which
 * change it is done. Every method is durable when it resolves. Times are milliseconds.
 */
export interface Store {
  /** It changed: due `delay` after `at`. Further changes put that off, but no longer than 5 minutes. */
  mark(change: Change, at: number, delay: number): Promise<void>;
  /**
   * The same, unless what was written last was as new as `updatedAt`. What waits already keeps its turn, and what was given up
   * in this state stays so.
   */
  markIfNewer(change: Change, updatedAt: number, at: number): Promise<void>;
  /** Takes the next row that is due, fair between orgs, for so many milliseconds. */
  lease(at: number, milliseconds: number): Promise<Lease | undefined>;
  /**
   * Ends a lease. `done` counts even where the lease has run out; any other outcome is then left to whoever has the row.
   * `sql`: inside a transaction of the same database.
   */
  finish(lease: Lease, outcome: Outcome, sql?: Sql): Promise<void>;
  /** When the next row is due; undefined where nothing waits. */
  nextDue(): Promise<number | undefined>;
  counts(at: number): Promise<Counts>;
  /** What has failed is due again. Resolves to how many. */
  requeue(at: number): Promise<number>;

  orgs(): Promise<string[]>;
  /** The turn to sweep an org: true at most once in so many milliseconds, whichever worker asks. */
  claimSweep(orgId: string, at: number, milliseconds: number): Promise<boolean>;
  /** Up to which `updatedAt` the list of conversations has been walked; 0 at first. */
  sweptTo(orgId: string): Promise<number>;
  setSweptTo(orgId: string, updatedAt: number): Promise<void>;
  /** The rows of the org wait until something of it is marked again. */
  disconnect(orgId: string): Promise<void>;

  /** Remembers which contact has this e-mail: of the e-mail, an HMAC alone. */
  knowContact(orgId: string, contactId: string, email: string): Promise<void>;
  contactsWithEmail(orgId: string, email: string): Promise<string[]>;
  /** From now on nothing of this contact is written. What stays is a mark: an HMAC of the id. */
  erase(orgId: string, contactId: string): Promise<void>;
  /** `sql`: inside a transaction of the same database. */
  isErased(orgId: string, contactId: string, sql?: Sql): Promise<boolean>;
  /** The last step of an erasure: until then, one by e-mail that was cut off still finds the contact. */
  forgetEmails(orgId: string, contactId: string): Promise<void>;

  /** The file or address of the database: a destination in the same one writes in the same transaction. */
  readonly name: string;
  close(): Promise<void>;
}
