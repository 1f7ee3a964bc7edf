import type { Sql } from './sql';

/**
 * What a row is about. `erasure` and `disconnect` are asked of Drift before anything is done; `lookup` finds the contacts of a
 * row of a CSV dump.
 */
export type ChangeKind = 'conversation' | 'contact' | 'lookup' | 'erasure' | 'disconnect';

/** Something of an org that may have changed. */
export interface Change {
  orgId: string;
  kind: ChangeKind;
  id: string;
}

/** A row that this worker has for a while. When the lease runs out, others may take the row. */
export interface Lease extends Change {
  /** Higher than in every earlier lease. A destination keeps the write with the highest version. */
  version: number;
  /** The newest change that was known when the lease was taken. */
  seq: number;
  /** How often it has failed since it last changed. */
  attempts: number;
}

/** A row of Drift's list of conversations. */
export interface Listed {
  id: string;
  updatedAt: number;
}

/** How far a sweep has come. Cut off, the next one goes on at `cursor`. */
export interface Walk {
  cursor: string | undefined;
  /** The newest `updatedAt` that it has met: the mark that it leaves at its end. */
  top: number;
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
  /** Changes that were given up: a hundred at most. */
  failed: FailedChange[];
  /** Changes that were given up beyond those in `failed`. */
  moreFailed: number;
}

/**
 * The whole state of a sync. A row for each conversation and contact says only that something changed, and up to which
 * change it is done. Every method is durable when it resolves. Times are milliseconds.
 */
export interface Store {
  /** It changed: due `delay` after `at`. Further changes put that off, but no longer than 5 minutes. */
  mark(change: Change, at: number, delay: number): Promise<void>;
  /** Marks contacts or e-mails of a dump, all or none. They wait behind what changes now. */
  markBacklog(changes: readonly Change[], at: number): Promise<void>;
  /**
   * Marks the conversations of a page of Drift's list that are newer than what was written, and books how far the walk is, in
   * one transaction. What waits already keeps its turn, and what was given up in this state stays so.
   */
  markPage(orgId: string, page: readonly Listed[], walk: Walk, at: number): Promise<void>;
  /**
   * Takes the next row that is due, fair between orgs, for so many milliseconds; what changes now comes before what a sweep
   * or a dump has brought. On Postgres, one in eight is the one that has waited longest. `full`: no row of these orgs now.
   */
  lease(at: number, milliseconds: number, full?: readonly string[]): Promise<Lease | undefined>;
  /** Extends the lease by so many milliseconds. False when another worker has the row now. */
  renew(lease: Lease, at: number, milliseconds: number): Promise<boolean>;
  /**
   * Ends a lease. `done` counts even after the lease has expired. Any other outcome of an expired lease is ignored: the next worker has the row.
   * `sql`: inside a transaction of the same database.
   */
  finish(lease: Lease, outcome: Outcome, sql?: Sql): Promise<void>;
  /** When the next row is due; undefined where nothing waits. */
  nextDue(): Promise<number | undefined>;
  counts(at: number): Promise<Counts>;
  /** Makes failed rows due again. Resolves to their number. */
  requeue(at: number): Promise<number>;

  orgs(): Promise<string[]>;
  /**
   * The turn to sweep an org: true at most once in so many milliseconds, whichever worker asks. A walk that is under way puts
   * that off. Times that a jump of the clock has left far ahead are mended here.
   */
  claimSweep(orgId: string, at: number, milliseconds: number): Promise<boolean>;
  /** Up to which `updatedAt` the list has been walked, 0 at first, and the walk that was cut off. */
  sweptTo(orgId: string): Promise<Walk & { mark: number }>;
  /** The walk is at its end. */
  setSweptTo(orgId: string, updatedAt: number): Promise<void>;
  /** The walk that was cut off cannot go on. */
  forgetWalk(orgId: string): Promise<void>;
  /** The rows of the org wait until something of it is marked again. False where they do already. */
  disconnect(orgId: string): Promise<boolean>;

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
