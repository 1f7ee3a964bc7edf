import type { RestAssumptions } from './rest-settings';

/** Drift's three modes, lower-cased (devdocs: Signed identities). */
export type SignedIdentities = 'disabled' | 'enabled' | 'required';

/** How the include script answers. `{ slow }` is a delay in milliseconds. */
export type ScriptFault =
  'none' | '404' | '500' | 'hang' | 'half_sent' | 'no_global' | 'throws' | { slow: number };
/** What happens to a boot: `never_ready` is silence, `refused` a null access token, `unreachable` a broken network. */
export type BootFault = 'none' | 'never_ready' | 'refused' | 'unreachable';
/** What happens to an identity, from `identify` or an id cookie, whether or not its token is valid. */
export type IdentifyFault = 'none' | 'refused' | 'fail';
/** Whether the browser takes Drift's cookies. Counts from the next load of the script. */
export type CookiesFault = 'none' | 'refused';
/** What happens to `track` and `page` on their way to Drift, as with a tracker blocker. */
export type TrackFault = 'none' | 'lost';
/** Whether handlers given to `drift.on` hear anything but `ready`. Counts from the next load of the script. */
export type EventsFault = 'none' | 'lost';
/** What happens to `setUserAttributes` on its way to Drift. */
export type AttributesFault = 'none' | 'fail';
/**
 * What happens to webhooks: the first attempt of each goes out twice, after the next one, five seconds late, not at all, with an
 * unknown token, with the token before the last rotation, or is cut off in the middle of its body.
 */
export type WebhookFault =
  'none' | 'duplicated' | 'reordered' | 'delayed' | 'dropped' | 'wrong_token' | 'rotated_token' | 'cut_off';
/** What the token endpoint does: a refresh whose answer is lost, one whose answer comes two seconds late, or a 503 for all. */
export type OAuthFault = 'none' | 'refresh_lost' | 'refresh_slow' | 'unavailable';

/**
 * What happens to a request of the REST half. `reset_after`: the line is cut when the write was done. `token_revoked`: the
 * token stops working, from the second request on. `moving_rows`: with each page of conversations that is read,
 * the next row of the list, and one that was listed, are updated.
 */
export type RestFaultKind =
  | 'rate_limited'
  | '500'
  | '502_html'
  | 'half_body'
  | 'hang'
  | 'reset_before'
  | 'reset_after'
  | 'links_foreign_host'
  | 'links_http'
  | 'links_self'
  | 'token_revoked'
  | 'moving_rows';

/** A fault of some requests only. */
export interface RestFault {
  kind: RestFaultKind;
  /** Default: any. */
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Default: any. A `*` at its end stands for any rest. */
  path?: string;
  /** So many of these requests pass first. Default 0; 1 for `token_revoked`. */
  after?: number;
  /** So often it happens. Default: until it is switched off. */
  times?: number;
}

export interface Faults {
  rest: 'none' | RestFaultKind | RestFault;
  script: ScriptFault;
  boot: BootFault;
  identify: IdentifyFault;
  attributes: AttributesFault;
  webhook: WebhookFault;
  oauth: OAuthFault;
  track: TrackFault;
  events: EventsFault;
  cookies: CookiesFault;
}

/** The switches for what Drift's documents do not say; see `assumptions.ts`. */
export interface Assumptions extends RestAssumptions {
  conversationOnIdentify: 'stays' | 'moves';
  readyAfterReset: boolean;
  handlersAfterReset: 'kept' | 'gone';
  handlersAfterUnload: 'kept' | 'gone';
  cookiesAfterReset: 'visit' | 'identity' | 'none';
  tokenMidSession: 'checked' | 'ignored';
  identifyDuringReset: 'applied' | 'lost' | 'to_old_contact';
  unload: boolean;
  subMismatch: 'refused' | 'accepted';
  failedSetUserAttributes: 'jams' | 'continues';
  associatedAid: 'contact' | 'anonymous';
  userJwtCookie: 'stored' | 'absent';
  throwingHandler: 'isolated' | 'stops_the_rest';
  loadedGlobal: 'function' | 'array';
  refusedIdentify: 'ignored' | 'boots_again';
  webhookRetries: 'none' | 'three';
  webhookDeadline: '3s' | '10s' | '30s';
  webhookOrder: 'none' | 'in_order';
  newSubscriptions: 'at_once' | 'after_reconnect';
  newMessageOfApi: 'sent' | 'not_sent';
  agentMessageBody: 'plain' | 'paragraph';
  inactiveAfter: '1min' | '10min' | 'never';
  gdprDeleteRequested: 'email' | 'contact_id' | 'neither';
  usedRefreshToken: 'refused' | 'accepted' | 'ends_grant';
  tokenAnswer: 'full' | 'bare';
  authorizeReturn: 'well_formed' | 'as_documented';
}

export interface Settings {
  signedIdentities: SignedIdentities;
  cookieDomains: string[];
  assumptions: Assumptions;
}
