/**
 * Drift's side of the page, as Drift defines it: the types of `window.drift`, its queue and its `api`.
 * Types only; nothing here runs. Sources: Drift's developer documents and the behaviour of its snippet 0.3.1.
 */

/** What Drift accepts as the value of an attribute; anything else makes it drop the whole call. */
export type VendorValue = string | number | boolean;
export type VendorAttributes = Record<string, VendorValue>;

/** What driftkit accepts as the value of an attribute: a `Date` is sent as epoch milliseconds, `null` and `undefined` are left out. */
export type AttributeValue = VendorValue | Date | null | undefined;

/** A team's own words: the attributes of its contacts and the events it tracks, each event with its attributes. */
export interface Vocabulary {
  attributes?: object;
  events?: object;
}

/** A kind that Drift does not take cannot be given; what is left out anyway (`null`, `undefined`) always can. */
type Takes<T> = [T] extends [AttributeValue] ? T | null | undefined : never;

type AttributesOf<V extends Vocabulary> = V extends { attributes: infer A extends object }
  ? { [K in keyof A]?: Takes<A[K]> }
  : Record<string, AttributeValue>;

/** Attributes of a contact: a flat map, names are case-sensitive (devdocs: Contact properties). */
export type UserAttributes<V extends Vocabulary = Vocabulary> = AttributesOf<V> & {
  email?: string | null | undefined;
};

/**
 * An app's own type of attributes, field by field: an interface has no index signature, so a map of any name would refuse it.
 * `unknown` is where TypeScript has no fields to go by, as in `Parameters<typeof session.login>`.
 */
export type FlatAttributes<A> = unknown extends A
  ? Record<string, AttributeValue>
  : Partial<Record<keyof A, AttributeValue>>;

/** What a call takes as attributes of a contact: the team's words, else any flat type `A` of the app. */
export type GivenAttributes<V extends Vocabulary, A> = V extends { attributes: object }
  ? UserAttributes<V>
  : FlatAttributes<A> & { email?: string | null | undefined };

/** The names of a team's events; any name where none are declared. */
export type EventName<V extends Vocabulary = Vocabulary> = V extends { events: infer E extends object }
  ? keyof E & string
  : string;

/** The attributes of one tracked event. */
export type EventAttributes<V extends Vocabulary = Vocabulary, K extends string = string> = V extends {
  events: infer E extends object;
}
  ? K extends keyof E
    ? { [P in keyof E[K]]: [E[K][P]] extends [AttributeValue] ? E[K][P] : never }
    : never
  : Record<string, AttributeValue>;

/** The third argument of `identify`: where Drift's signed identities expect the token (devdocs: Signed identities). */
export interface IdentifyOptions {
  userJwt?: string;
}

/** An override layer over the account's settings (devdocs: Configuration and settings). Unknown keys are ignored by Drift. */
export interface DriftConfig {
  /** The domain of Drift's cookies, for example `.example.com`; driftkit's marker follows it. Set it before `load`. */
  cookieDomain?: string;
  /** A BCP 47 code; Drift's default is `en`. */
  locale?: string;
  backgroundColor?: string;
  foregroundColor?: string;
  activeColor?: string;
  textColor?: string;
  widgetBackgroundColor?: string;
  /** Pixels from the widget's corner. */
  verticalOffset?: number;
  horizontalOffset?: number;
  messages?: {
    welcomeMessage?: string;
    awayMessage?: string;
    emailCaptureMessage?: string;
    thankYouMessage?: string;
  };
  enableWelcomeMessage?: boolean;
  enableCampaigns?: boolean;
  enableChatTargeting?: boolean;
  enableSoundNotifications?: boolean;
  autoAssignee?: { name: string; title: string; email: string; avatarUrl?: string };
  autoAssigneeId?: number;
  inboxId?: number;
  disableNewConversations?: boolean;
  enabled?: boolean;
  profileMode?: boolean;
  showDriftBranding?: boolean;
  messageAttributes?: Record<string, unknown>;
  landingPageConfig?: Record<string, unknown>;
  iframeMode?: boolean;
  iframeSandbox?: string;
}

export interface StartInteraction {
  /** The playbook's interaction id; Drift takes a number only. */
  interactionId: number;
  goToConversation?: boolean;
  replaceActiveConversation?: boolean;
}

/** `drift.api`: there from `ready`, fire and forget, returns nothing. */
export interface VendorApi {
  openChat(): void;
  hideChat(): void;
  toggleChat(): void;
  showWelcomeMessage(message?: string): void;
  hideWelcomeMessage(): void;
  showAwayMessage(message?: string): void;
  hideAwayMessage(): void;
  showWelcomeOrAwayMessage(): void;
  hidePreview(): void;
  toggleChatTakeoverModal(): void;
  goToConversation(conversationId: number): void;
  goToConversationList(): void;
  goToNewConversation(message: string): void;
  startInteraction(interaction: StartInteraction): void;
  scheduleMeeting(agentId: number, options?: Record<string, unknown>): void;
  setUserAttributes(attributes: VendorAttributes): void;
  collectFormData(
    data: Record<string, unknown> | string,
    options: { campaignId: number; followupUrl?: string; stageData?: boolean },
  ): void;
  commitFormData(options: { campaignId: number }): void;
  evaluateCampaignTargeting(): void;
  toggleHoursAndTargeting(enabled: boolean): void;
  /** Supplies a token later than `identify`; seen in Drift's library, not documented. */
  setUserJwt?(userJwt: string): void;
  /** Marks the visit as waiting for a token; seen in Drift's library, not documented. */
  waitForUserJwt?(): void;
  widget: { show(): void; hide(): void };
  /** @deprecated V1 names of `openChat`, `hideChat` and `toggleChat`. */
  sidebar: { open(): void; close(): void; toggle(): void };
}

/** An entry of Drift's queue: the method's name, then its arguments, as the snippet's stubs leave it. */
export type QueueEntry = [method: string, ...args: unknown[]];

/** `window.drift`: the snippet's array with its stubs, and once the library is in, the live object. */
export interface VendorDrift extends Array<QueueEntry> {
  /** Set by the snippet: it ran, so a second copy of it does nothing. */
  invoked?: boolean;
  SNIPPET_VERSION?: string;
  methods?: string[];
  factory?: (method: string) => (...args: unknown[]) => VendorDrift;
  load?: (embedId: string) => void;
  /** Installed by the library itself, so its presence means that Drift took over (snippet 0.3.1, first guard). */
  init?: (embedId: string) => void;
  unload?: () => void;
  on?: (event: string, listener: (...args: never[]) => void) => unknown;
  off?: (event: string, listener?: (...args: never[]) => void) => unknown;
  identify?: (userId: string, attributes?: VendorAttributes, options?: IdentifyOptions) => unknown;
  config?: (options: DriftConfig) => unknown;
  track?: (event: string, attributes?: VendorAttributes) => unknown;
  page?: (name?: string) => unknown;
  reset?: () => unknown;
  show?: () => unknown;
  hide?: () => unknown;
  debug?: (command?: string) => unknown;
  /** @deprecated Drift only warns that it is not supported. */
  ping?: () => unknown;
  api?: VendorApi;
  embedId?: string;
  hasInitialized?: boolean;
  apiReady?: boolean;
  chatReady?: boolean;
  controllerReady?: boolean;
  allFramesReady?: boolean;
}

declare global {
  interface Window {
    drift?: VendorDrift;
    driftt?: VendorDrift;
  }
}
