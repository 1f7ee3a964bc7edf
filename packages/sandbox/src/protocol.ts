/**
 * What the sandbox says to the world: ledger entries, state, and the messages of its live streams.
 * Types only, shared by the server, the two frames and whatever watches from outside (a console, a test).
 * All times are epoch milliseconds; ids of contacts, conversations and messages are numbers, as Drift's are.
 */

/** Drift's three modes, lower-cased (devdocs: Signed identities). */
export type SignedIdentities = 'disabled' | 'enabled' | 'required';

/** What a check of a `userJwt` came to. `unchecked`: nobody looked at it. */
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

export type AttributeValue = string | number | boolean;
export type Attributes = Record<string, AttributeValue>;

/** A token taken apart, for people to read. The token itself never leaves the server. */
export interface TokenParts {
  algorithm: string | null;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** How the include script answers. `{ slow }` is a delay in milliseconds. */
export type ScriptFault = 'none' | '404' | '500' | 'hang' | 'no_global' | 'throws' | { slow: number };
/** What happens to a boot: `never_ready` is silence, `refused` a null access token. */
export type BootFault = 'none' | 'never_ready' | 'refused';
/** What happens to `setUserAttributes` on its way to Drift. */
export type AttributesFault = 'none' | 'fail';

export interface Faults {
  script: ScriptFault;
  boot: BootFault;
  attributes: AttributesFault;
}

/** The switches for what Drift's documents do not say; see `assumptions.ts`. */
export interface Assumptions {
  conversationOnIdentify: 'stays' | 'moves';
  readyAfterReset: boolean;
  handlersAfterReset: 'kept' | 'gone';
  handlersAfterUnload: 'kept' | 'gone';
  tokenMidSession: 'checked' | 'ignored';
  identifyDuringReset: 'applied' | 'lost' | 'to_old_contact';
  unload: boolean;
  subMismatch: 'refused' | 'accepted';
  failedSetUserAttributes: 'jams' | 'continues';
  associatedAid: 'contact' | 'anonymous';
  userJwtCookie: 'stored' | 'absent';
  throwingHandler: 'isolated' | 'stops_the_rest';
}

export interface Settings {
  signedIdentities: SignedIdentities;
  cookieDomains: string[];
  assumptions: Assumptions;
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

/** Somebody asked for `/include/<bucket>/<embedId>.js`. */
export interface ScriptEntry extends EntryBase {
  type: 'script';
  embedId: string;
  bucket: string;
  /** The bucket is the one the official snippet computes: now, rounded up to five minutes. */
  timely: boolean;
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
  /** What a check of the token comes to, also where the mode looks at none. */
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
  | UnloadEntry;

export type LedgerType = LedgerEntry['type'];
export type EntryOf<T extends LedgerType> = Extract<LedgerEntry, { type: T }>;

/** An event or page view kept on a contact; names are lower-cased, as Drift's timeline has them. */
export interface ContactEvent {
  at: number;
  name: string;
  attributes: Attributes;
}

export interface Contact {
  id: number;
  createdAt: number;
  /** Null while the contact is an anonymous visitor. */
  externalId: string | null;
  attributes: Attributes;
  /** The newest hundred; the ledger has them all. */
  events: ContactEvent[];
}

export interface Association {
  at: number;
  contactId: number;
  externalId: string | null;
  cause: 'visit' | 'identify' | 'cookie';
}

/** One browser as Drift knows it: a `drift_aid` and the contact it is associated with now. */
export interface Browser {
  aid: string;
  contactId: number;
  firstSeen: number;
  lastSeen: number;
  /** Pages open at this moment. */
  openPages: number;
  /** Every association there was, oldest first; the last one holds. */
  history: Association[];
}

export interface Author {
  id: number;
  name: string;
}

export interface Message {
  id: number;
  conversationId: number;
  at: number;
  from: 'visitor' | 'agent' | 'bot';
  author: Author;
  text: string;
}

export interface Conversation {
  id: number;
  contactId: number;
  inboxId: number;
  createdAt: number;
  messages: Message[];
}

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

/** Everything a watcher needs to draw the sandbox; `GET /sandbox/state`. */
export interface SandboxState {
  url: string;
  embedId: string;
  settings: Settings;
  faults: Faults;
  browsers: Browser[];
  contacts: Contact[];
  conversations: Conversation[];
  /** The seq of the newest ledger entry: ask for the ledger after it to go on without a gap. */
  lastSeq: number;
}

/** `/sandbox/stream`: first `hello`, then everything that changes, each record whole. */
export type StreamMessage =
  | { type: 'hello'; state: SandboxState }
  | { type: 'entry'; entry: LedgerEntry }
  | { type: 'browser'; browser: Browser }
  | { type: 'contact'; contact: Contact }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'settings'; settings: Settings }
  | { type: 'faults'; faults: Faults }
  | { type: 'cleared' };

/** `/widget/stream?token=…`: first `conversations`, then what happens to this visitor. */
export type VisitorStreamMessage =
  | { type: 'conversations'; conversations: Conversation[] }
  | { type: 'message'; message: Message; inboxId: number }
  | { type: 'emit'; name: string; payload: unknown };

/** Every refusal over HTTP has this body. */
export interface ErrorBody {
  error: { code: string; message: string };
}
