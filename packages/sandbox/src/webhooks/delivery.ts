import { newSecret, maskOf } from '../stores/secret-store';
import type { Scope, WebhookFault } from '../protocol';

/** What an app is to a webhook. */
export interface Subscriber {
  id: string;
  requestUrl: string | null;
  events: readonly string[];
  /** What it may do by the token it has; null where it is not connected. */
  scopes: readonly Scope[] | null;
  verificationToken: string;
  /** The one before the last rotation, if there was one. */
  previousVerificationToken: string | null;
}

/** One event on its way to one app. */
export interface Delivery {
  /** The same in every attempt and every copy. */
  id: number;
  appId: string;
  url: string;
  event: string;
  contactId: number | null;
  /** The body up to its token. */
  head: string;
  /** The app's when the event came about. */
  token: string;
  /** What goes wrong with its first attempt. */
  fault: WebhookFault;
  /** The token that a fault puts into the first attempt. */
  wrongToken: string | null;
}

// The order of Drift's own sample: the token stands last.
const SEAM = ',"token":';

/** The body up to its token. `data` is JSON already. */
export function headOf(orgId: number, event: string, data: string): string {
  return `{"orgId":${orgId},"type":${JSON.stringify(event)},"data":${data}`;
}

/** The head of a body whose token is masked; undefined when there is no token in it. */
export function headIn(body: string): string | undefined {
  const seam = body.lastIndexOf(SEAM);
  return seam === -1 ? undefined : body.slice(0, seam);
}

/** The whole body, as it goes over the wire. */
export function bodyOf(head: string, token: string): string {
  return `${head}${SEAM}${JSON.stringify(token)}}`;
}

/** The token of this attempt. */
export function tokenOf({ token, wrongToken }: Delivery, attempt: number): string {
  return attempt === 1 ? (wrongToken ?? token) : token;
}

/** The body of this attempt as it may be shown. */
export function shownBody(delivery: Delivery, attempt: number): string {
  return bodyOf(delivery.head, maskOf(tokenOf(delivery, attempt)));
}

/** The token that a fault puts in place of the app's. */
export function wrongTokenFor(app: Subscriber, fault: WebhookFault): string | null {
  // An app that never rotated its token has no old one: its receiver gets one it does not know.
  if (fault === 'rotated_token' && app.previousVerificationToken !== null)
    return app.previousVerificationToken;
  return fault === 'wrong_token' || fault === 'rotated_token' ? newSecret() : null;
}
