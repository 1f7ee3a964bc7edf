import type { App, Assumptions, Grant, Scope, StreamMessage } from '../protocol';
import type { Subscriber } from './delivery';

/** Which apps are connected, and to what they are subscribed. */
export interface Connections {
  begin(): void;
  hear(change: StreamMessage): void;
  subscribers(): Subscriber[];
}

export interface ConnectionsOptions {
  apps: () => readonly App[];
  grantsOf: (appId: string) => readonly Grant[];
  rules: () => Pick<Assumptions, 'newSubscriptions'>;
  /** The app was connected, and is not any more. */
  onDisconnected: (appId: string) => void;
}

/** What an app had when it was connected last. */
interface Connected {
  /** Its token and its grants. */
  by: ReadonlySet<string>;
  events: readonly string[];
}

export function createConnections(options: ConnectionsOptions): Connections {
  const { apps, grantsOf, rules, onDisconnected } = options;
  const connected = new Map<string, Connected>();

  const tokensOf = ({ id, token }: App): Set<string> =>
    new Set([...(token ? [token.value] : []), ...grantsOf(id).map((grant) => grant.id)]);
  const look = (app: App): void => {
    const before = connected.get(app.id);
    const by = tokensOf(app);
    const isAnew = [...by].some((one) => !before?.by.has(one));
    if (by.size > 0) connected.set(app.id, { by, events: isAnew ? app.events : (before?.events ?? []) });
    else if (before) {
      onDisconnected(app.id);
      connected.delete(app.id);
    }
  };
  const find = (id: string): App | undefined => apps().find((app) => app.id === id);
  const eventsOf = ({ id, events }: App): readonly string[] => {
    // ASSUMED: whether an event counts at once, or when the app is connected anew.
    if (rules().newSubscriptions === 'at_once') return events;
    return events.filter((event) => connected.get(id)?.events.includes(event) ?? false);
  };

  const subscriberOf = (app: App): Subscriber => ({
    id: app.id,
    requestUrl: app.requestUrl,
    events: eventsOf(app),
    scopes: scopesOf(app, grantsOf(app.id)),
    verificationToken: app.verificationToken,
    previousVerificationToken: app.previousVerificationToken,
  });
  // Read for every event. Only the changes heard here change it.
  let known: Subscriber[] | undefined;

  return {
    begin() {
      known = undefined;
      connected.clear();
      for (const app of apps()) look(app);
    },
    hear(change) {
      if (!TYPES.has(change.type)) return;
      known = undefined;
      const appId = appOf(change);
      const app = appId === undefined ? undefined : find(appId);
      if (app) look(app);
      if (change.type === 'app_removed') connected.delete(change.id);
      // `look` may have called `subscribers`, so the list is cleared again.
      known = undefined;
    },
    subscribers: () => (known ??= apps().map(subscriberOf)),
  };
}

const TYPES: ReadonlySet<StreamMessage['type']> = new Set([
  'app',
  'app_removed',
  'grant',
  'grant_ended',
  'settings',
  'cleared',
]);

function appOf(change: StreamMessage): string | undefined {
  if (change.type === 'app') return change.app.id;
  if (change.type === 'grant') return change.grant.appId;
  return change.type === 'grant_ended' ? change.appId : undefined;
}

function scopesOf({ token }: App, grants: readonly Grant[]): Scope[] | null {
  if (!token && grants.length === 0) return null;
  return [...new Set([...(token?.scopes ?? []), ...grants.flatMap(({ scopes }) => scopes)])];
}
