import type { Change } from '../store/store';

export type SyncErrorCode =
  /** A change was given up after many tries: `status().failed` has it, `requeue()` tries again. */
  | 'gave_up'
  /** An erasure was asked for, and Drift still has the contact, or the event names nobody. */
  | 'not_erased'
  /** Drift no longer takes the token of this org, or `client` gives none: its changes wait until an event of it comes again. */
  | 'disconnected'
  /** An event of an org that is not ours. */
  | 'foreign_org'
  /** The file given to `importContacts` is no dump of contacts. What was read before is kept. */
  | 'unreadable'
  /** The sync was closed, and somebody used it. */
  | 'closed'
  /** A sweep or the store failed, and is tried again; or a scope is missing that only a part needs. */
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

/** The app has no client for an org any more. */
export class NoClientError extends Error {
  constructor(orgId: string) {
    super(`client(${JSON.stringify(orgId)}) gave no client`);
  }
}

/** A change as it may be reported: an e-mail or an external id stays out. */
export const shownOf = ({ orgId, kind, id }: Change): Change => ({
  orgId,
  kind,
  id: id.replace(/^(email|external):.*/s, '$1:…'),
});
