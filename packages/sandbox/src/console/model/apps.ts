import type { App, Grant, LedgerEntry, Scope, WebhookEntry } from '../../protocol';
import { scopeOf } from '../../webhooks/events';

/** What an app may do by the tokens it has; null where it is not connected. */
export function scopesOf({ token }: App, grants: readonly Grant[]): Scope[] | null {
  if (!token && grants.length === 0) return null;
  return [...new Set([...(token?.scopes ?? []), ...grants.flatMap(({ scopes }) => scopes)])];
}

/** Whether the app asks for other scopes than its token was issued with. */
export function isOutdated({ token, scopes }: App): boolean {
  if (!token) return false;
  const issued = new Set(token.scopes);
  return issued.size !== scopes.length || scopes.some((scope) => !issued.has(scope));
}

/** Why an event would not be sent to an app with these scopes; null where it would. */
export function missingScope(event: string, scopes: readonly Scope[] | null): Scope | null {
  const scope = scopeOf(event);
  return scope !== null && scopes !== null && !scopes.includes(scope) ? scope : null;
}

/** The deliveries of an app, newest first. */
export function deliveriesOf(entries: readonly LedgerEntry[], appId: string): WebhookEntry[] {
  return entries
    .filter((entry): entry is WebhookEntry => entry.type === 'webhook' && entry.appId === appId)
    .reverse();
}
