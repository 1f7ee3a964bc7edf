import type { Change } from '../store/store';

export type SyncErrorCode =
  /** A change was given up after many tries: `status().failed` has it, `requeue()` tries again. */
  | 'gave_up'
  /** An erasure was asked for, and Drift still has the contact, or the event names nobody. */
  | 'not_erased'
  /** Drift no longer accepts the token of this org, or `client` returns no client. Changes of this org wait until its next event. */
  | 'disconnected'
  /** An event of an org that is not ours. */
  | 'foreign_org'
  /** The file given to `importContacts` is not a CSV dump of contacts. Rows read before the error are kept. */
  | 'unreadable'
  /** The sync was closed, and somebody used it. */
  | 'closed'
  /** A sweep or the store failed, and is tried again; or a scope is missing that only a part needs. */
  | 'failed_for_now';

/** The message says what failed and what to do. It may hold ids, but never a token, an e-mail or chat text. */
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

/** The app no longer has a client for the org. */
export class NoClientError extends Error {
  constructor(orgId: string) {
    super(`client(${JSON.stringify(orgId)}) gave no client`);
  }
}

/** The change without e-mail and external id, so that it can be reported. */
export const shownOf = ({ orgId, kind, id }: Change): Change => ({
  orgId,
  kind,
  id: id.replace(/^(email|external):.*/s, '$1:…'),
});
