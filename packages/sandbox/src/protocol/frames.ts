import type { IdentifyEntry } from './ledger';
import type { Conversation, Message } from './records';
import type { Assumptions, SignedIdentities } from './settings';

/** A message that was taken, in its conversation as it is now. */
export interface Sent {
  conversation: Conversation;
  message: Message;
  /** The message opened the conversation. */
  started: boolean;
}

/** `POST /widget/prebootstrap`: what the frames must know before they can ask for a session. */
export interface PrebootstrapAnswer {
  embedId: string;
  signedIdentityStatus: Uppercase<SignedIdentities>;
  cookieDomains: string[];
  demandBaseToken: null;
  assumptions: Assumptions;
}

/** `POST /widget/bootstrap`; a null `tokenResult` is a boot failure. */
export interface BootstrapAnswer {
  tokenResult: { accessToken: string; contactId: number } | null;
  embed: { organizationName: string; inboxId: number };
  teamAvailability: Record<number, { isOnline: boolean }>;
  conversations: Conversation[];
}

/** `POST /widget/identify`. */
export interface IdentifyAnswer {
  outcome: IdentifyEntry['outcome'];
  /** The history of whoever the session is now. */
  conversations: Conversation[];
}

/** `/widget/stream?token=…`: first `conversations`, then what happens to this visitor. */
export type VisitorStreamMessage =
  | { type: 'conversations'; conversations: Conversation[] }
  | { type: 'message'; message: Message; inboxId: number }
  | { type: 'emit'; name: string; payload: unknown };
