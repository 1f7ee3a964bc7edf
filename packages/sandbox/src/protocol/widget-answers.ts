import type { IdentifyEntry } from './ledger';
import type { Conversation, Message } from './records';
import type { Assumptions, SignedIdentities } from './settings';

/** A message that was taken, in its conversation as it is now. */
export interface Sent {
  conversation: Conversation;
  message: Message;
  /** It is the visitor's first message in this conversation. */
  started: boolean;
}

/** A playbook has fired: it has a conversation, in which the bot spoke first. */
export interface Fired {
  conversation: Conversation;
  message: Message;
}

/** Null: no playbook answers to that. */
export interface FiredAnswer {
  fired: Fired | null;
}

/** What targeting makes of one playbook on one page; `debug('playbooks')` prints them. */
export interface TargetingResult {
  interactionId: number;
  name: string;
  page: string | null;
  matches: boolean;
  /** It fires by itself once for a contact. */
  firedBefore: boolean;
}

export interface TargetingAnswer extends FiredAnswer {
  results: TargetingResult[];
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
  /** The history of the session's present contact. */
  conversations: Conversation[];
}

/** `/widget/stream?token=…`: first `conversations`, then what happens to this visitor. */
export type VisitorStreamMessage =
  | { type: 'conversations'; conversations: Conversation[] }
  | { type: 'message'; message: Message; inboxId: number }
  /** It changed otherwise than by a message: another page of this visitor answered a card. */
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'playbook'; fired: Fired }
  | { type: 'emit'; name: string; payload: unknown };
