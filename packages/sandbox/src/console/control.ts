import type {
  App,
  Assumptions,
  ConversationStatus,
  ErrorBody,
  Faults,
  SignedIdentities,
  StoredMessage,
} from '../protocol';

/** What a person can do to the sandbox. Each resolves when it is done and rejects with a sentence that says why not. */
export interface Control {
  reply(conversationId: number, text: string, type: StoredMessage['type']): Promise<void>;
  setStatus(conversationId: number, status: ConversationStatus): Promise<void>;
  firePlaybook(interactionId: number, contactId: number): Promise<void>;
  setMode(mode: SignedIdentities): Promise<void>;
  setCookieDomains(cookieDomains: string[]): Promise<void>;
  setAssumptions(changes: Partial<Assumptions>): Promise<void>;
  setFaults(changes: Partial<Faults>): Promise<void>;
  forgetEverything(): Promise<void>;
  /** Resolves with the id of the new app. */
  createApp(): Promise<string>;
  changeApp(id: string, changes: AppChanges): Promise<void>;
  actOnApp(id: string, act: 'reconnect' | 'disconnect' | 'rotate' | 'remove'): Promise<void>;
  secretsOf(appId: string): Promise<AppSecrets>;
  emitWebhook(event: string, data: unknown, appId: string): Promise<void>;
  pushConversation(conversationId: number): Promise<void>;
  /** Sends the event of this entry once more. */
  sendAgain(seq: number): Promise<void>;
}

export type AppChanges = Partial<Pick<App, 'name' | 'scopes' | 'redirectUri' | 'requestUrl' | 'events'>>;

/** The secrets of an app, whole. */
export interface AppSecrets {
  accessToken: string | null;
  clientSecret: string;
  verificationToken: string;
}

/** @param origin where the sandbox is, as `http://127.0.0.1:4100` */
export function createControl(origin: string): Control {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${origin}/sandbox/${path}`, init).catch(() => {
      throw new Error('The sandbox does not answer. Is it still running?');
    });
    if (!response.ok) throw new Error(await sentenceOf(response));
    return response.status === 204 ? undefined : response.json();
  };
  const send = (path: string, body: unknown): Promise<unknown> =>
    ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  const post = async (path: string, body: unknown): Promise<void> => void (await send(path, body));
  const ofApp = (id: string): string => `apps/${encodeURIComponent(id)}`;
  return {
    reply: (conversationId, text, type) => post('reply', { conversationId, text, type }),
    setStatus: (conversationId, status) => post('status', { conversationId, status }),
    firePlaybook: (interactionId, contactId) => post('playbooks/fire', { interactionId, contactId }),
    setMode: (signedIdentities) => post('settings', { signedIdentities }),
    setCookieDomains: (cookieDomains) => post('settings', { cookieDomains }),
    setAssumptions: (assumptions) => post('settings', { assumptions }),
    setFaults: (changes) => post('faults', changes),
    forgetEverything: () => post('reset', {}),
    createApp: async () => ((await send('apps', {})) as { id: string }).id,
    changeApp: (id, changes) => post(ofApp(id), changes),
    actOnApp: (id, act) => post(`${ofApp(id)}/${act}`, {}),
    secretsOf: async (id) => (await ask(`${ofApp(id)}/secrets`)) as AppSecrets,
    emitWebhook: (event, data, appId) => post('webhooks/emit', { event, data, appId }),
    pushConversation: (conversationId) => post('webhooks/push', { conversationId }),
    sendAgain: (seq) => post('webhooks/again', { seq }),
  };
}

async function sentenceOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as ErrorBody | null;
  return body?.error.message ?? `The sandbox answered ${response.status}.`;
}
