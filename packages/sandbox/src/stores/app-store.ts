import { randomUUID } from 'node:crypto';
import { newSecret } from './secret-store';
import type { App } from '../protocol';
import { HIDDEN, withoutPasswords } from '../rules/redact';
import { isScope, SCOPES } from '../rules/scopes';
import { isWebhookEvent, WEBHOOK_EVENTS } from '../webhooks/events';

/** The apps of this account, as a person makes them at dev.drift.com. */
export interface Apps {
  list(): App[];
  get(id: string): App | undefined;
  /** A new app, connected at once. Throws `TypeError` for an invalid value. */
  create(draft?: AppDraft): App;
  /** Changes an app. Its token keeps the scopes with which it was issued: see `reconnect`. */
  update(id: string, changes: AppDraft): App;
  /** Replaces the token by a new one, with the app's present scopes. */
  reconnect(id: string): App;
  /** Takes the token away. */
  disconnect(id: string): App;
  /** A new verification token; from now on webhooks carry it. */
  rotateVerificationToken(id: string): App;
  remove(id: string): void;
}

export type AppDraft = Partial<Pick<App, 'name' | 'scopes' | 'redirectUri' | 'requestUrl' | 'events'>>;

export interface AppStore extends Apps {
  /** The connected app that has this bearer token. */
  byToken(token: string): App | undefined;
  restore(apps: readonly App[]): void;
  /** Adds the first app, or gives it the `accessToken` and the subscription of the options. */
  plant(): void;
  clear(): void;
}

export interface AppStoreOptions {
  now: () => number;
  onChange: (app: App) => void;
  onRemove: (id: string) => void;
  /** The token of the first app. Default: a new random one. */
  accessToken?: string | undefined;
  /** Where the first app has its webhooks sent, and which. */
  first?: Pick<AppDraft, 'requestUrl' | 'events'> | undefined;
}

const FIRST_APP = 'Sandbox app';

export function createAppStore({
  now,
  onChange,
  onRemove,
  accessToken,
  first = {},
}: AppStoreOptions): AppStore {
  const rows = createAppRows(onChange);
  // The same before and after `reset()`, because it may be in an environment variable.
  const firstToken = accessToken ?? newSecret();

  const connect = (app: App, value = newSecret()): App =>
    rows.put({ ...app, token: { value, scopes: [...app.scopes], createdAt: now() } });
  const create = (draft: AppDraft, value?: string): App => {
    assertDraft(draft);
    // Kept apps are sorted by this time. Two apps of one millisecond could change places, and the first app would be another one.
    const latest = Math.max(0, ...rows.list().map(({ createdAt }) => createdAt));
    return connect({ ...newApp(Math.max(now(), latest + 1)), ...structuredClone(draft) }, value);
  };

  return {
    list: () => structuredClone(rows.list()),
    get: (id) => structuredClone(rows.get(id)),
    byToken: rows.byToken,
    create: (draft = {}) => create(draft),
    update(id, changes) {
      assertDraft(changes);
      return rows.put({ ...rows.known(id), ...structuredClone(changes) });
    },
    reconnect: (id) => connect(rows.known(id)),
    disconnect: (id) => rows.put({ ...rows.known(id), token: null }),
    rotateVerificationToken(id) {
      const { verificationToken: previousVerificationToken, ...app } = rows.known(id);
      return rows.put({ ...app, verificationToken: newSecret(), previousVerificationToken });
    },
    remove(id) {
      rows.put({ ...rows.known(id), token: null });
      rows.remove(id);
      onRemove(id);
    },
    restore(kept) {
      for (const app of structuredClone(kept)) rows.put(app);
    },
    plant() {
      const [app] = rows.list();
      if (!app) return void create({ name: FIRST_APP, ...first }, firstToken);
      if (accessToken !== undefined && app.token?.value !== accessToken) connect(app, accessToken);
      if (first.requestUrl !== undefined) rows.put({ ...rows.known(app.id), ...structuredClone(first) });
    },
    clear: rows.clear,
  };
}

interface AppRows {
  list(): App[];
  get(id: string): App | undefined;
  byToken(token: string): App | undefined;
  /** Throws `TypeError` for an unknown app. */
  known(id: string): App;
  /** Takes in the app as it is now. Answers a copy. */
  put(app: App): App;
  remove(id: string): void;
  clear(): void;
}

function createAppRows(onChange: (app: App) => void): AppRows {
  const byId = new Map<string, App>();
  const idOfToken = new Map<string, string>();
  return {
    list: () => [...byId.values()],
    get: (id) => byId.get(id),
    byToken: (token) => byId.get(idOfToken.get(token) ?? ''),
    known(id) {
      const app = byId.get(id);
      if (!app) throw new TypeError(`There is no app ${JSON.stringify(id)}.`);
      return app;
    },
    put(app) {
      const before = byId.get(app.id)?.token;
      if (before) idOfToken.delete(before.value);
      if (app.token) idOfToken.set(app.token.value, app.id);
      byId.set(app.id, app);
      onChange(structuredClone(app));
      return structuredClone(app);
    },
    remove: (id) => void byId.delete(id),
    clear() {
      byId.clear();
      idOfToken.clear();
    },
  };
}

function newApp(createdAt: number): App {
  return {
    id: randomUUID(),
    createdAt,
    name: 'App',
    scopes: [...SCOPES],
    token: null,
    clientId: newSecret(),
    clientSecret: newSecret(),
    redirectUri: null,
    requestUrl: null,
    events: [],
    verificationToken: newSecret(),
    previousVerificationToken: null,
  };
}

const FIELDS: Readonly<Record<keyof AppDraft, (value: unknown) => boolean>> = {
  name: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 100,
  scopes: (value) => Array.isArray(value) && value.every(isScope),
  redirectUri: isAddressOrNull,
  // One that came back from where it is shown has lost a part.
  requestUrl: (value) => isAddressOrNull(value) && !String(value).includes(HIDDEN),
  events: (value) => Array.isArray(value) && value.every(isWebhookEvent),
};

function isAddressOrNull(value: unknown): boolean {
  return value === null || (typeof value === 'string' && /^https?:$/.test(protocolOf(value)));
}

function protocolOf(address: string): string {
  return URL.canParse(address) ? new URL(address).protocol : '';
}

/** Throws `TypeError` for a field or a value that an app cannot have. */
export function assertDraft(draft: AppDraft): void {
  for (const [field, value] of Object.entries(draft)) {
    const isRight = Object.hasOwn(FIELDS, field) ? FIELDS[field as keyof AppDraft] : undefined;
    if (!isRight)
      throw new TypeError(
        `An app has no field ${JSON.stringify(field)}. Fields: ${Object.keys(FIELDS).join(', ')}`,
      );
    if (!isRight(value))
      throw new TypeError(
        `Invalid ${field} of an app: ${withoutPasswords(JSON.stringify(value))}${HINTS[field] ?? ''}`,
      );
  }
}

const HINTS: Readonly<Record<string, string>> = {
  scopes: `. Valid scopes: ${SCOPES.join(', ')}`,
  requestUrl: `. Use an http or https address, or null; write out what is shown as ${HIDDEN}`,
  redirectUri: '. Use an http or https address, or null',
  events: `. Valid events: ${Object.keys(WEBHOOK_EVENTS).join(', ')}`,
};
