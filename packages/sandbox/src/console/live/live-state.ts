import type {
  App,
  Browser,
  Contact,
  Faults,
  Grant,
  LedgerEntry,
  Playbook,
  SandboxState,
  Settings,
  StoredConversation,
  StreamMessage,
  User,
} from '../../protocol';

/** How many entries the console keeps; the sandbox itself keeps more. */
export const KEPT_ENTRIES = 5000;

export type Connection = { status: 'connecting' } | { status: 'live' } | { status: 'lost'; since: number };

/** The sandbox as it was when it last spoke: all that the console draws. */
export interface Picture {
  url: string;
  apiUrl: string;
  embedId: string;
  settings: Settings;
  faults: Faults;
  browsers: ReadonlyMap<string, Browser>;
  contacts: ReadonlyMap<number, Contact>;
  conversations: ReadonlyMap<number, StoredConversation>;
  playbooks: readonly Playbook[];
  apps: ReadonlyMap<string, App>;
  grants: ReadonlyMap<string, Grant>;
  users: ReadonlyMap<number, User>;
  /** Oldest first, the newest `KEPT_ENTRIES` of them. */
  entries: readonly LedgerEntry[];
  /** Entries up to this seq are still to come from the ledger; null when they have come, or are void. */
  awaitedUpTo: number | null;
  /** Counts the times everything was forgotten: what a view remembers of one epoch means nothing in the next. */
  epoch: number;
}

export interface LiveState {
  connection: Connection;
  /** Null until the sandbox first speaks. */
  picture: Picture | null;
}

export type LiveEvent =
  | { type: 'message'; message: StreamMessage }
  /** What the ledger had before the stream began. */
  | { type: 'history'; entries: readonly LedgerEntry[] }
  | { type: 'lost'; at: number };

export const INITIAL_STATE: LiveState = { connection: { status: 'connecting' }, picture: null };

/** The state after one more event. Nothing that was handed out before is changed. */
export function fold(state: LiveState, event: LiveEvent): LiveState {
  switch (event.type) {
    case 'lost':
      // The first break is when it broke, however many tries have failed since.
      return state.connection.status === 'lost'
        ? state
        : { ...state, connection: { status: 'lost', since: event.at } };
    case 'history':
      return { ...state, picture: state.picture && withHistory(state.picture, event.entries) };
    case 'message':
      if (event.message.type === 'hello') return hello(state.picture, event.message.state);
      return { ...state, picture: state.picture && foldMessage(state.picture, event.message) };
  }
}

function hello(before: Picture | null, state: SandboxState): LiveState {
  const { url, apiUrl, embedId, settings, faults, lastSeq } = state;
  return {
    connection: { status: 'live' },
    picture: {
      url,
      apiUrl,
      embedId,
      settings,
      faults,
      browsers: new Map(state.browsers.map((browser) => [browser.aid, browser])),
      contacts: new Map(state.contacts.map((contact) => [contact.id, contact])),
      conversations: new Map(state.conversations.map((conversation) => [conversation.id, conversation])),
      playbooks: state.playbooks,
      apps: new Map(state.apps.map((app) => [app.id, app])),
      grants: new Map(state.grants.map((grant) => [grant.id, grant])),
      users: new Map(state.users.map((user) => [user.id, user])),
      // What is on the screen stays there until the history comes, unless it is of a sandbox that was restarted.
      entries: before?.entries.filter((entry) => entry.seq <= lastSeq) ?? [],
      awaitedUpTo: lastSeq,
      epoch: before?.epoch ?? 0,
    },
  };
}

function foldMessage(picture: Picture, message: Exclude<StreamMessage, { type: 'hello' }>): Picture {
  switch (message.type) {
    case 'entry':
      return { ...picture, entries: newest([...picture.entries, message.entry]) };
    case 'browser':
      return { ...picture, browsers: withOne(picture.browsers, message.browser.aid, message.browser) };
    case 'contact':
      return { ...picture, contacts: withOne(picture.contacts, message.contact.id, message.contact) };
    case 'conversation':
      return {
        ...picture,
        conversations: withOne(picture.conversations, message.conversation.id, message.conversation),
      };
    case 'playbooks':
      return { ...picture, playbooks: message.playbooks };
    case 'app':
      return { ...picture, apps: withOne(picture.apps, message.app.id, message.app) };
    case 'app_removed':
      return { ...picture, apps: without(picture.apps, [message.id]) };
    case 'grant':
      return { ...picture, grants: withOne(picture.grants, message.grant.id, message.grant) };
    case 'grant_ended':
      return { ...picture, grants: without(picture.grants, [message.id]) };
    case 'user':
      return { ...picture, users: withOne(picture.users, message.user.id, message.user) };
    case 'account':
    case 'attachment':
      return picture;
    case 'erased':
      return {
        ...picture,
        contacts: without(picture.contacts, message.contactIds),
        conversations: without(picture.conversations, message.conversationIds),
        users: without(picture.users, message.userIds),
      };
    case 'settings':
      return { ...picture, settings: message.settings };
    case 'faults':
      return { ...picture, faults: message.faults };
    case 'forgotten':
      return {
        ...picture,
        browsers: without(picture.browsers, [message.aid]),
        contacts: without(picture.contacts, message.contactIds),
      };
    case 'cleared':
      return forgotten(picture);
  }
}

function forgotten(picture: Picture): Picture {
  return {
    ...picture,
    browsers: new Map(),
    contacts: new Map(),
    conversations: new Map(),
    apps: new Map(),
    grants: new Map(),
    users: new Map(),
    entries: [],
    // A history that is still on its way tells of what is forgotten.
    awaitedUpTo: null,
    epoch: picture.epoch + 1,
  };
}

function withHistory(picture: Picture, history: readonly LedgerEntry[]): Picture {
  const { awaitedUpTo, entries } = picture;
  if (awaitedUpTo === null) return picture;
  const old = history.filter((entry) => entry.seq <= awaitedUpTo);
  const streamed = entries.filter((entry) => entry.seq > awaitedUpTo);
  return { ...picture, entries: newest([...old, ...streamed]), awaitedUpTo: null };
}

function newest(entries: LedgerEntry[]): LedgerEntry[] {
  return entries.length > KEPT_ENTRIES ? entries.slice(-KEPT_ENTRIES) : entries;
}

function without<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> {
  return new Map([...map].filter(([key]) => !keys.includes(key)));
}

function withOne<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}
