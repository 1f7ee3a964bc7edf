import type {
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
}

/** @param origin where the sandbox is, as `http://127.0.0.1:4100` */
export function createControl(origin: string): Control {
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${origin}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => {
      throw new Error('The sandbox does not answer. Is it still running?');
    });
    if (!response.ok) throw new Error(await sentenceOf(response));
  };
  return {
    reply: (conversationId, text, type) => post('reply', { conversationId, text, type }),
    setStatus: (conversationId, status) => post('status', { conversationId, status }),
    firePlaybook: (interactionId, contactId) => post('playbooks/fire', { interactionId, contactId }),
    setMode: (signedIdentities) => post('settings', { signedIdentities }),
    setCookieDomains: (cookieDomains) => post('settings', { cookieDomains }),
    setAssumptions: (assumptions) => post('settings', { assumptions }),
    setFaults: (changes) => post('faults', changes),
    forgetEverything: () => post('reset', {}),
  };
}

async function sentenceOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as ErrorBody | null;
  return body?.error.message ?? `The sandbox answered ${response.status}.`;
}
