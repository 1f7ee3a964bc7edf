import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import type { Conversation, JournalEntry, Mail } from '../../shared/api-types';
import { connectSandbox } from '../connect-sandbox';
import type { ExampleOptions } from '../options';
import type { Example } from '../start-example';
import { createVisitor, startForTest } from '../testing';
import type { Visitor } from '../testing';

export const PASSWORD = 'a long password';

/** Somebody in the chat, as far as Drift's servers can tell. */
export interface Chatter {
  aid: string;
  contactId: number;
  /** Answers with the id of the conversation. */
  say(text: string, conversationId?: number): Promise<number>;
  start(interactionId: number): Promise<number>;
  /** Somebody logs in, in the middle of the visit. */
  identify(externalId: string): Promise<unknown>;
  /** Answers what the bot has asked last. */
  answer(conversationId: number, answer: object): Promise<void>;
}

/** Harbor beside a sandbox of its own, its webhooks registered. */
export interface HarborForTest {
  sandbox: Sandbox;
  example: Example;
  signUp(email: string, name?: string): Promise<Visitor & { id: string }>;
  /** With an external id, a page that has identified; else an anonymous visitor. */
  chatter(externalId?: string, aid?: string): Promise<Chatter>;
  /** What the team sees, the oldest first, as `type: text`. */
  said(conversationId: number): string[];
  close(): Promise<void>;
}

export async function startHarbor(options: Partial<ExampleOptions> = {}): Promise<HarborForTest> {
  const sandbox = await createSandbox({ signedIdentities: 'disabled' });
  const { accessToken, verificationToken, apiUrl, url } = sandbox;
  const drift = { accessToken, verificationToken, apiUrl };
  const example = await startForTest({ drift, consoleUrl: url, erasesInDrift: true, ...options });
  connectSandbox(sandbox, example);
  return {
    sandbox,
    example,
    async signUp(email, name = 'Nia Byrne') {
      const visitor = createVisitor(example);
      await visitor.post('/api/sign-up', { email, name, company: 'Byrne Boats' });
      const token = tokenOf((await mails(visitor)).find(({ to }) => to === email.toLowerCase()));
      const chosen = { token, name, company: 'Byrne Boats', password: PASSWORD };
      const { text } = await visitor.post('/api/welcome', chosen);
      return Object.assign(visitor, { id: (JSON.parse(text) as { user: { id: string } }).user.id });
    },
    chatter: (externalId, aid) => chatter(sandbox, externalId, aid),
    said: (id) => sandbox.conversations.get(id)?.messages.map(({ type, text }) => `${type}: ${text}`) ?? [],
    async close() {
      await sandbox.webhooks.settled();
      await example.close();
      await sandbox.close();
    },
  };
}

async function chatter(
  { url }: Sandbox,
  externalId: string | undefined,
  aid: string = crypto.randomUUID(),
): Promise<Chatter> {
  const post = async (path: string, body: object, token = ''): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/widget/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const identity = externalId === undefined ? null : { userId: externalId };
  if (identity) await post('identify', { aid, ...identity, attributes: {}, when: 'boot' });
  const born = (await post('bootstrap', { aid, identity, cookie: null, url: 'http://localhost/' })) as {
    tokenResult: { accessToken: string; contactId: number };
  };
  const { accessToken, contactId } = born.tokenResult;
  interface Said {
    conversation: { id: number; messages: { id: number }[] };
  }
  const said = (answer: unknown): number => (answer as Said).conversation.id;
  const last = new Map<number, number>();
  const remember = (answer: unknown): number => {
    const { conversation } = answer as Said;
    last.set(conversation.id, conversation.messages.at(-1)?.id ?? 0);
    return said(answer);
  };
  return {
    aid,
    contactId,
    say: async (text, conversationId) =>
      said(await post('messages', { conversationId: conversationId ?? null, text }, accessToken)),
    identify: (userId) => post('identify', { aid, userId, attributes: {}, when: 'session' }, accessToken),
    start: async (interactionId) => remember(await post('interactions', { interactionId }, accessToken)),
    async answer(conversationId, answer) {
      const messageId = last.get(conversationId);
      remember(await post('answers', { conversationId, messageId, answer }, accessToken));
    },
  };
}

export const mails = async (visitor: Visitor): Promise<Mail[]> =>
  (JSON.parse((await visitor.get('/api/mailbox')).text) as { mails: Mail[] }).mails;
export const tokenOf = (mail: Mail | undefined): string => mail?.link?.split('#')[1] ?? 'no mail';
export const conversationsOf = async (visitor: Visitor): Promise<Conversation[]> =>
  (JSON.parse((await visitor.get('/api/conversations')).text) as { conversations: Conversation[] })
    .conversations;
export const journalOf = async (visitor: Visitor): Promise<JournalEntry[]> =>
  (JSON.parse((await visitor.get('/api/journal')).text) as { entries: JournalEntry[] }).entries;
export const userOf = async (visitor: Visitor): Promise<Record<string, unknown> | null> =>
  (JSON.parse((await visitor.get('/api/me')).text) as { user: Record<string, unknown> | null }).user;
