import { createRequire } from 'node:module';
import { createClient } from '@driftkit/api';
import type { DriftClient, Seen, WebhookHandler } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeUnder, runRecipe, serve } from './recipe';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

let sandbox: Sandbox;
let drift: DriftClient;
let server: Awaited<ReturnType<typeof serve>>;
let webhooks: WebhookHandler;

beforeAll(async () => {
  server = await serve(() => webhooks);
  sandbox = await createSandbox({ webhooks: { requestUrl: server.url } });
});
afterAll(async () => {
  await sandbox.close();
  await server.close();
});
beforeEach(() => {
  sandbox.reset();
  const { accessToken, apiUrl, verificationToken } = sandbox;
  Object.assign(process.env, {
    DRIFT_ACCESS_TOKEN: accessToken,
    DRIFT_API_URL: apiUrl,
    DRIFT_VERIFICATION_TOKEN: verificationToken,
  });
  drift = createClient({ accessToken, baseUrl: apiUrl });
});

type Own = Parameters<typeof runRecipe>[1];

/** Puts a recipe of WEBHOOKS.md in place, with the app's own files. */
async function start(heading: string, own: Own): Promise<void> {
  ({ webhooks } = await runRecipe<{ webhooks: WebhookHandler }>(codeUnder('WEBHOOKS.md', heading), own));
}

/** What stands in a conversation, by type and text. */
const said = (conversationId: number | string): string[][] =>
  (sandbox.conversations.get(Number(conversationId))?.messages ?? []).map(({ type, text }) => [type, text]);

/** Nothing was refused; the recipe ran for every delivery. */
async function settled(): Promise<void> {
  await sandbox.webhooks.settled();
  const failed = sandbox.ledger.entries({ type: 'webhook' }).filter(({ outcome }) => outcome === 'refused');
  expect(failed).toEqual([]);
}

describe('the recipe /signup', () => {
  const HEADING = '### A command of your agents: `/signup trial`';

  it('makes the account, and tells the agent and the visitor', async () => {
    const createAccount = vi.fn();
    await start(HEADING, { './accounts.js': { createAccount } });
    const { id } = await drift.conversations.create({
      email: 'tom&co@acme.com',
      message: { body: 'Let me in' },
    });
    const command = sandbox.conversations.reply(Number(id), '/signup trial');
    await settled();
    expect(createAccount.mock.calls).toEqual([
      [{ key: String(command.id), email: 'tom&co@acme.com', plan: 'trial' }],
    ]);
    expect(said(id).slice(2)).toEqual([
      ['private_note', 'tom&co@acme.com has an account (trial).'],
      ['chat', 'Your account is ready: the login is in your mailbox.'],
    ]);
  });

  it('reads the command in a paragraph of HTML, and asks for the plan', async () => {
    sandbox.configure({ assumptions: { agentMessageBody: 'paragraph' } });
    const createAccount = vi.fn();
    await start(HEADING, { './accounts.js': { createAccount } });
    const { id } = await drift.conversations.create({
      email: 'tom@acme.com',
      message: { body: 'Let me in' },
    });
    sandbox.conversations.reply(Number(id), '/signup gold');
    await settled();
    expect(createAccount).not.toHaveBeenCalled();
    expect(said(id).at(-1)).toEqual(['private_note', 'Which plan? /signup trial, monthly, annual']);
  });

  it('asks the agent for an e-mail address where there is none', async () => {
    const createAccount = vi.fn();
    await start(HEADING, { './accounts.js': { createAccount } });
    const { id, contactId } = await drift.conversations.create({ email: 'a@b.co', message: { body: 'Hi' } });
    await drift.contacts.update(contactId, { email: '' });
    sandbox.conversations.reply(Number(id), '/signup annual');
    await settled();
    expect(createAccount).not.toHaveBeenCalled();
    expect(said(id).at(-1)).toEqual([
      'private_note',
      'There is no e-mail address yet. Ask for it, and try again.',
    ]);
  });

  it('runs once, though Drift sends the command twice, and not for a visitor who types it', async () => {
    const createAccount = vi.fn();
    await start(HEADING, { './accounts.js': { createAccount } });
    const { id } = await drift.conversations.create({ email: 'a@b.co', message: { body: '/signup annual' } });
    sandbox.faults.set({ webhook: 'duplicated' });
    sandbox.conversations.reply(Number(id), '/signup monthly');
    await settled();
    expect(createAccount).toHaveBeenCalledTimes(1);
  });
});

describe('the recipe of the quote', () => {
  it('answers when the playbook has reached its goal, and no other', async () => {
    const quoteFor = (answers: { vehicle_year: number }) => `$${answers.vehicle_year - 1990} < $100`;
    await start('### A quote when a playbook has asked its questions', { './quotes.js': { quoteFor } });
    const { id, contactId } = await drift.conversations.create({
      email: 'a@b.co',
      message: { body: 'Quote?' },
    });
    await drift.contacts.update(contactId, { vehicle_year: 2020 });
    const goal = { conversationId: Number(id), contactId: Number(contactId), playbookId: 1, goalId: 'f0' };
    sandbox.webhooks.emit('playbook_goal_met', { ...goal, goalName: 'email_captured' });
    sandbox.webhooks.emit('playbook_goal_met', { ...goal, goalId: 'f1', goalName: 'quote_reached' });
    await settled();
    expect(said(id).slice(1)).toEqual([['chat', 'Your quote: $30 < $100']]);
  });
});

describe('the recipe of the bot', () => {
  it('answers the visitor, and neither itself nor the agent', async () => {
    const answerTo = vi.fn((question: string) => `You said <${question}>`);
    await start('### A bot that answers', { './answers.js': { answerTo } });
    const { id, contactId } = await drift.conversations.create({ email: 'a@b.co', message: { body: 'Hi' } });
    sandbox.webhooks.emit('new_message', {
      id: 7,
      conversationId: Number(id),
      body: 'Do you <b>deliver</b>?',
      type: 'chat',
      author: { type: 'contact', id: Number(contactId), bot: false },
    });
    await settled();
    sandbox.conversations.reply(Number(id), 'I am a person');
    await settled();
    expect(answerTo.mock.calls).toEqual([['Do you deliver?']]);
    const answers = sandbox.ledger.entries({ type: 'webhook', event: 'new_message', outcome: 'delivered' });
    expect(answers.some(({ body }) => body.includes('You said'))).toBe(true);
    expect(said(id).slice(1)).toEqual([
      ['chat', 'You said <Do you deliver?>'],
      ['chat', 'I am a person'],
    ]);
  });
});

/** One contract for what remembers events. */
describe.each([
  ['Redis', '### Redis', fakeRedis],
  ['SQL', '### SQL', sqlite],
] as [string, string, () => { client: unknown; expire(): void }][])(
  'the recipe of seen in %s',
  (_, heading, open) => {
    it('lets one begin, until it failed, or its time is over', async () => {
      const { client, expire } = open();
      const { seenIn } = await runRecipe<{ seenIn: (client: unknown) => Seen }>(
        codeUnder('WEBHOOKS.md', heading),
      );
      const [one, other] = [seenIn(client), seenIn(client)];
      const begun = await Promise.all([one.begin('a:%'), other.begin('a:%'), one.begin('b')]);
      expect(begun).toEqual(['new', 'in_progress', 'new']);
      await one.failed('a:%');
      expect(await other.begin('a:%')).toBe('new');
      expire();
      expect(await one.begin('a:%')).toBe('new');
      await one.done('a:%');
      expire();
      expect([await other.begin('a:%'), await other.begin('b')]).toEqual(['done', 'new']);
    });
  },
);

/** The three commands of `redis` that the recipe uses; only marks in progress expire here. */
function fakeRedis() {
  const values = new Map<string, string>();
  return {
    client: {
      set: async (key: string, value: string, { NX = false }) =>
        NX && values.has(key) ? null : (values.set(key, value), 'OK'),
      get: async (key: string) => values.get(key) ?? null,
      del: async (key: string) => Number(values.delete(key)),
    },
    expire: () => {
      for (const [key, value] of values) if (value === 'in_progress') values.delete(key);
    },
  };
}

/** A pool of `pg` on SQLite: the recipe's SQL is of both. */
function sqlite() {
  const require = createRequire(new URL('../../packages/sandbox/package.json', import.meta.url));
  interface Statement {
    all(...values: unknown[]): unknown[];
    run(...values: unknown[]): unknown;
  }
  const Database = require('libsql') as new (path: string) => {
    exec(sql: string): void;
    prepare(sql: string): Statement;
  };
  const database = new Database(':memory:');
  const [, table = ''] = /\/\/ (create table .*)/.exec(codeUnder('WEBHOOKS.md', '### SQL')) ?? [];
  database.exec(table);
  return {
    client: {
      query: async (sql: string, values: unknown[]) => {
        const statement = database.prepare(sql.replace(/\$(\d)/g, '?$1'));
        if (/returning|^select/.test(sql)) return { rows: statement.all(...values) };
        statement.run(...values);
        return { rows: [] };
      },
    },
    expire: () => database.exec('update drift_seen set until = 0'),
  };
}
