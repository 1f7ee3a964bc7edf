import { NO_FAULTS } from '../../settings/no-faults';
import type {
  Browser,
  Contact,
  EntryOf,
  LedgerEntry,
  LedgerType,
  SandboxState,
  StoredConversation,
  StoredMessage,
} from '../../protocol';
import type { Picture } from '../live/live-state';
import { fold, INITIAL_STATE } from '../live/live-state';
import { DEFAULT_ASSUMPTIONS } from '../../settings/assumptions';

/** A sandbox that knows nothing yet, or what is given. */
export function stateOf(given: Partial<SandboxState> = {}): SandboxState {
  return {
    url: 'http://127.0.0.1:4100',
    apiUrl: 'http://127.0.0.1:4110',
    embedId: 'sandbox0drft',
    settings: {
      signedIdentities: 'required',
      cookieDomains: [],
      assumptions: { ...DEFAULT_ASSUMPTIONS },
    },
    faults: NO_FAULTS,
    browsers: [],
    contacts: [],
    conversations: [],
    playbooks: [],
    apps: [],
    grants: [],
    users: [],
    lastSeq: 0,
    ...given,
  };
}

export function pictureOf(given: Partial<SandboxState> = {}, entries: readonly LedgerEntry[] = []): Picture {
  const state = stateOf({ lastSeq: entries.at(-1)?.seq ?? 0, ...given });
  const greeted = fold(INITIAL_STATE, { type: 'message', message: { type: 'hello', state } });
  const { picture } = fold(greeted, { type: 'history', entries });
  if (!picture) throw new Error('A sandbox that has said hello is known.');
  return picture;
}

export const browserOf = (aid: string, contactId: number, given: Partial<Browser> = {}): Browser => ({
  aid,
  contactId,
  firstSeen: 0,
  lastSeen: 0,
  openPages: 0,
  history: [{ at: 0, contactId, externalId: null, cause: 'visit' }],
  ...given,
});

export const contactOf = (id: number, given: Partial<Contact> = {}): Contact => ({
  id,
  createdAt: 0,
  externalId: null,
  attributes: {},
  events: [],
  version: 3,
  aid: 'aid-1',
  ...given,
});

export const messageOf = (
  id: number,
  from: StoredMessage['from'],
  text: string,
  at: number = id,
): StoredMessage => ({
  id,
  conversationId: 1,
  at,
  from,
  author: { id: 0, name: from === 'agent' ? 'Avery' : 'You' },
  text,
  type: 'chat',
});

export const conversationOf = (
  id: number,
  contactId: number,
  messages: StoredMessage[],
): StoredConversation => ({
  id,
  contactId,
  inboxId: 1,
  createdAt: 0,
  updatedAt: 0,
  status: 'open',
  participants: [],
  messages,
});

const EXAMPLES: { [T in LedgerType]: Omit<EntryOf<T>, 'seq' | 'at' | 'aid' | 'contactId' | 'externalId'> } = {
  script: {
    type: 'script',
    file: 'include',
    embedId: 'sandbox0drft',
    bucket: '300000',
    timely: true,
    answer: 'script',
  },
  bootstrap: {
    type: 'bootstrap',
    bornAs: 'anonymous',
    source: 'aid',
    claimedId: null,
    verdict: 'unchecked',
    outcome: 'ready',
    why: null,
    url: 'https://app.example/',
  },
  identify: {
    type: 'identify',
    userId: 'user_1',
    when: 'session',
    verdict: 'valid',
    tokenVerdict: 'valid',
    outcome: 'associated',
    contactBefore: 1001,
    contactAfter: 1002,
    attributes: {},
    ignored: [],
    token: null,
    movedConversations: [],
  },
  ready: { type: 'ready' },
  call: { type: 'call', method: 'track', args: ['signed_up'], accepted: true, why: null },
  track: { type: 'track', event: 'signed_up', attributes: {} },
  attributes: { type: 'attributes', attributes: {}, ignored: [], outcome: 'applied' },
  page: {
    type: 'page',
    cause: 'load',
    url: 'https://app.example/',
    title: 'App',
    referrer: '',
    pageName: null,
  },
  message: { type: 'message', from: 'visitor', conversationId: 1, messageId: 1, text: 'Hello' },
  reset: { type: 'reset' },
  unload: { type: 'unload' },
  webhook: {
    type: 'webhook',
    deliveryId: 1,
    appId: 'app-1',
    event: 'new_message',
    attempt: 1,
    url: 'https://crm.example/drift',
    body: '{"orgId":1,"type":"new_message","data":{},"token":"abcd…"}',
    outcome: 'delivered',
    status: 200,
    answer: 'ok',
    why: null,
    took: 12,
    fault: 'none',
  },
  oauth: {
    type: 'oauth',
    step: 'refresh',
    appId: 'app-1',
    dialect: 'form',
    outcome: 'granted',
    why: null,
  },
  request: { type: 'request', method: 'GET', path: '/users/list', query: '', app: 'App', status: 200 },
};

/** An entry of this kind as it comes every day, but for what is given. */
export function entryOf<T extends LedgerType>(
  type: T,
  seq: number,
  given: Partial<EntryOf<T>> = {},
): EntryOf<T> {
  const base = { seq, at: seq * 1000, aid: 'aid-1', contactId: 1001, externalId: null };
  // The table is one per kind, which the compiler cannot see through a type parameter.
  return { ...base, ...EXAMPLES[type], ...given } as unknown as EntryOf<T>;
}
