import type { Change } from '../store/store';

export type SyncErrorCode =
  /** A change was given up after many tries: `status().failed` has it, `requeue()` tries again. */
  | 'gave_up'
  /** An erasure was asked for, and Drift still has the contact, or the event names nobody. */
  | 'not_erased'
  /** Drift no longer takes the token of this org: its changes wait until an event of it comes again. */
  | 'disconnected'
  /** An event of an org that is not ours. */
  | 'foreign_org'
  /** The sync was closed, and somebody used it. */
  | 'closed'
  /** A sweep or the store failed; it is tried again. */
  | 'failed_for_now';

/** Its message says what failed and what to do; it holds ids, and never a token, an e-mail or a text of a chat. */
export class SyncError extends Error {
  readonly code: SyncErrorCode;
  readonly change?: Change;

  constructor(code: SyncErrorCode, message: string, options: ErrorOptions & { change?: Change } = {}) {
    super(message, options);
    this.name = 'SyncError';
    this.code = code;
    if (options.change) this.change = options.change;
  }
}

/** A change as it may be reported: the e-mail of an erasure stays out. */
export const shownOf = ({ orgId, kind, id }: Change): Change => ({
  orgId,
  kind,
  id: id.startsWith('email:') ? 'email:…' : id,
});
