import type { Attributes, Message } from './records';
import type { ScriptFault, WebhookFault } from './settings';

/** The result of checking a `userJwt`. `unchecked`: the mode does not check tokens. */
export type TokenVerdict =
  | 'valid'
  | 'missing'
  | 'malformed'
  | 'bad_signature'
  | 'expired'
  | 'not_yet_valid'
  | 'wrong_algorithm'
  | 'wrong_subject'
  | 'unchecked';

/** A token taken apart, for people to read. The token itself never leaves the server. */
export interface TokenParts {
  algorithm: string | null;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

interface EntryBase {
  /** 1, 2, 3, … without gaps; never used twice by one sandbox, not even after `reset()`. */
  seq: number;
  at: number;
  /** The browser: its `drift_aid`. Null where no browser is known, as for a script request. */
  aid: string | null;
  /** The contact this happened to; for `identify`, the contact afterwards. */
  contactId: number | null;
  externalId: string | null;
}

/** A page asked for Drift's script. */
export interface ScriptEntry extends EntryBase {
  type: 'script';
  /** `include` is `/include/<bucket>/<embedId>.js`, `conductor` `/conductor`, `shim` `/dist/shim-window-prod.js`. */
  file: 'include' | 'conductor' | 'shim';
  /** Null where the address names none: then the page names it in `init`. */
  embedId: string | null;
  /** Null where the address has none. */
  bucket: string | null;
  /** Whether the bucket is the one the official snippet computes: now, rounded up to five minutes. Null where there is none. */
  timely: boolean | null;
  answer: 'script' | 'unknown_embed_id' | Exclude<ScriptFault, 'none' | object> | 'slow';
}

/** A visit asked to begin, and what came of it. */
export interface BootstrapEntry extends EntryBase {
  type: 'bootstrap';
  bornAs: 'anonymous' | 'identified' | 'nobody';
  /** What decided: a call of `identify`, a leftover `drift_eid`, or the `drift_aid` alone. */
  source: 'identify' | 'cookie' | 'aid';
  claimedId: string | null;
  verdict: TokenVerdict;
  outcome: 'ready' | 'refused' | 'unanswered';
  why: string | null;
  url: string;
}

export interface IdentifyEntry extends EntryBase {
  type: 'identify';
  userId: string;
  when: 'boot' | 'session' | 'reset';
  verdict: TokenVerdict;
  /** `fell_back`: the token did not count, the unsigned identity did. */
  outcome: 'associated' | 'refused' | 'fell_back';
  /** Null when this browser was never seen before. */
  contactBefore: number | null;
  contactAfter: number | null;
  attributes: Attributes;
  /** Attributes dropped because their type is not the one of their first use. */
  ignored: string[];
  token: TokenParts | null;
  /** The result of checking the token, even in a mode that checks none. */
  tokenVerdict: TokenVerdict;
  movedConversations: number[];
}

/** The page's `ready` handlers are being called. */
export interface ReadyEntry extends EntryBase {
  type: 'ready';
}

/** One call of the browser API as it arrived; `why` says why Drift dropped it. */
export interface CallEntry extends EntryBase {
  type: 'call';
  method: string;
  args: unknown[];
  accepted: boolean;
  why: string | null;
}

export interface TrackEntry extends EntryBase {
  type: 'track';
  event: string;
  attributes: Attributes;
}

export interface AttributesEntry extends EntryBase {
  type: 'attributes';
  attributes: Attributes;
  ignored: string[];
  outcome: 'applied' | 'failed';
}

export interface PageEntry extends EntryBase {
  type: 'page';
  cause: 'load' | 'call';
  url: string;
  title: string;
  referrer: string;
  pageName: string | null;
}

export interface MessageEntry extends EntryBase {
  type: 'message';
  from: Message['from'];
  conversationId: number;
  messageId: number;
  text: string;
}

/** `reset()` ran: the entry's aid is the one let go; a later bootstrap shows the new one. */
export interface ResetEntry extends EntryBase {
  type: 'reset';
}

export interface UnloadEntry extends EntryBase {
  type: 'unload';
}

/** One finished attempt to deliver an event to an app; or why no attempt was made. */
export interface WebhookEntry extends EntryBase {
  type: 'webhook';
  /** The same for every attempt and every copy of one event to one app. */
  deliveryId: number;
  appId: string;
  event: string;
  /** 1 for the first. */
  attempt: number;
  url: string | null;
  /** As it went over the wire, but with its token cut short. */
  body: string;
  /**
   * `delivered`: answered with 2xx; `refused`: with anything else. `dropped` and `cut_off` are faults. `withheld`: Drift
   * would not have sent it, and `why` says why.
   */
  outcome: 'delivered' | 'refused' | 'timed_out' | 'unreachable' | 'cut_off' | 'dropped' | 'withheld';
  status: number | null;
  /** The beginning of what was answered. */
  answer: string | null;
  why: string | null;
  /** Milliseconds. */
  took: number | null;
  /** The fault that was on for it. */
  fault: WebhookFault;
}

/** An app was let in, or asked for tokens. */
export interface OAuthEntry extends EntryBase {
  type: 'oauth';
  step: 'consent' | 'exchange' | 'refresh';
  /** Null for an unknown client. */
  appId: string | null;
  /** `form` is the documented one, `json` that of older samples. */
  dialect: 'form' | 'json' | null;
  /** `denied`: by the admin. `lost`: the tokens were changed, and the answer did not arrive. */
  outcome: 'granted' | 'denied' | 'refused' | 'lost';
  why: string | null;
}

/** A request of the REST half, once it was answered. */
export interface RequestEntry extends EntryBase {
  type: 'request';
  method: string;
  path: string;
  /** Without the question mark. */
  query: string;
  /** The name of the app whose token the request had; null without a valid token. */
  app: string | null;
  /** 0: the fault that is on let it go unanswered. */
  status: number;
}

export type LedgerEntry =
  | ScriptEntry
  | BootstrapEntry
  | IdentifyEntry
  | ReadyEntry
  | CallEntry
  | TrackEntry
  | AttributesEntry
  | PageEntry
  | MessageEntry
  | ResetEntry
  | UnloadEntry
  | WebhookEntry
  | OAuthEntry
  | RequestEntry;

export type LedgerType = LedgerEntry['type'];
export type EntryOf<T extends LedgerType> = Extract<LedgerEntry, { type: T }>;
