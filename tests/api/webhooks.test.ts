import { createWebhookHandler, subjectOf } from '@driftkit/api';
import type { WebhookError, WebhookEvent, WebhookHandlerOptions } from '@driftkit/api';
import { createClient } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serve } from './recipe';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serve>>;
let handler: ReturnType<typeof createWebhookHandler>;
let events: WebhookEvent[];
let errors: WebhookError[];

beforeAll(async () => {
  server = await serve(() => handler);
  sandbox = await createSandbox({ webhooks: { requestUrl: server.url } });
});
afterAll(async () => {
  await sandbox.close();
  await server.close();
});

function receive(options: Partial<WebhookHandlerOptions> = {}): void {
  events = [];
  errors = [];
  handler = createWebhookHandler({
    verificationToken: sandbox.verificationToken,
    onEvent: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  });
}
beforeEach(() => {
  sandbox.reset();
  receive();
});

const drift = () => createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
const typesOf = (): string[] => [...new Set(events.map(({ type }) => type))].sort();
const outcomes = (): string[] => sandbox.ledger.entries({ type: 'webhook' }).map(({ outcome }) => outcome);
const appId = (): string => sandbox.apps.list()[0]?.id ?? '';

/** Everything that raises an event by itself. */
async function makeThingsHappen(): Promise<{ conversationId: string; contactId: string }> {
  const { id, contactId } = await drift().conversations.create({
    email: 'jane@acme.com',
    message: { body: 'Hi' },
  });
  await drift().conversations.sendMessage(id, { body: 'Hello from the app' });
  sandbox.conversations.reply(Number(id), '/signup trial');
  await drift().contacts.update(contactId, { plan: 'pro' });
  await drift().contacts.unsubscribe('jane@acme.com');
  sandbox.webhooks.push(Number(id));
  await sandbox.webhooks.settled();
  return { conversationId: id, contactId };
}

describe('what the sandbox sends', () => {
  it('arrives, fits the types, and leads to what it is about', async () => {
    const { conversationId, contactId } = await makeThingsHappen();
    expect(typesOf()).toEqual(
      expect.arrayContaining([
        'contact_updated',
        'conversation_manual_push',
        'conversation_push',
        'new_command_message',
        'new_conversation',
        'new_message',
        'user_unsubscribed',
      ]),
    );
    expect(errors.map(({ code, message }) => [code, message])).toEqual([]);
    for (const event of events) {
      const { conversationId: about = conversationId, contactId: who = contactId } = subjectOf(event);
      expect([about, who]).toEqual([conversationId, contactId]);
      expect(Object.keys(subjectOf(event))).not.toEqual([]);
    }
    expect(outcomes()).not.toContain('refused');
    expect(JSON.stringify(events)).not.toContain(sandbox.verificationToken);
  });

  it('of every type by hand is taken, whatever it carries', async () => {
    const types = [
      'chat_to_call',
      'gdpr_delete_requested',
      'app_disconnected',
      'button_action',
      'brand_new',
      'new_message',
    ];
    for (const type of types) {
      for (const data of [undefined, null, {}, { id: 1 }, 'text', [1]]) {
        sandbox.webhooks.emit(type, data, { appId: appId() });
      }
    }
    await sandbox.webhooks.settled();
    expect(outcomes().filter((outcome) => outcome !== 'delivered')).toEqual([]);
    expect(typesOf()).toEqual([...types].sort());
  });
});

describe('a delivery of the sandbox', () => {
  it.each(['duplicated', 'reordered'] as const)('that is %s is handled once', async (webhook) => {
    sandbox.faults.set({ webhook });
    const { id } = await drift().conversations.create({ email: 'a@b.co', message: { body: 'Hi' } });
    for (let i = 0; i < 5; i += 1) sandbox.conversations.reply(Number(id), `Answer ${i}`);
    await sandbox.webhooks.settled();
    const ids = events
      .filter(({ type }) => type === 'new_message')
      .map(({ data }) => (data as { id: string }).id);
    expect(new Set(ids).size).toBe(6);
    expect(ids).toHaveLength(6);
  });

  it.each([
    ['wrong_token', 401, 'token_wrong'],
    ['rotated_token', 401, 'token_wrong'],
    ['cut_off', null, 'body_unreadable'],
  ] as const)('with the fault %s reaches nobody', async (webhook, status, code) => {
    sandbox.apps.rotateVerificationToken(appId());
    receive();
    sandbox.faults.set({ webhook });
    sandbox.webhooks.emit('new_message', { id: 1 });
    await sandbox.webhooks.settled();
    const [entry] = sandbox.ledger.entries({ type: 'webhook' });
    expect(entry?.status ?? null).toBe(status);
    await expect.poll(() => errors.map((error) => error.code)).toEqual([code]);
    expect(events).toEqual([]);
  });

  it('under the old token and under the new one is taken while the token is rotated', async () => {
    const old = sandbox.verificationToken;
    sandbox.apps.rotateVerificationToken(appId());
    receive({ verificationToken: [old, sandbox.verificationToken] });
    sandbox.webhooks.emit('new_message', { id: 1 });
    sandbox.faults.set({ webhook: 'rotated_token' });
    sandbox.webhooks.emit('new_message', { id: 2 });
    await sandbox.webhooks.settled();
    expect(events).toHaveLength(2);
  });

  it('that failed is handled when it is sent again, and not a third time', async () => {
    let failures = 1;
    receive({
      onEvent: (event) => {
        if (failures-- > 0) throw new Error('database down');
        events.push(event);
      },
    });
    const { id } = await drift().conversations.create({ email: 'a@b.co', message: { body: 'Hi' } });
    await sandbox.webhooks.settled();
    const refused = sandbox.ledger.entries({ type: 'webhook', outcome: 'refused' });
    expect(refused).toMatchObject([{ status: 500 }]);
    const handled = events.length;
    for (let i = 0; i < 2; i += 1) sandbox.webhooks.sendAgain(refused[0]?.seq ?? 0);
    await sandbox.webhooks.settled();
    expect(events).toHaveLength(handled + 1);
    expect(sandbox.conversations.get(Number(id))?.messages).toHaveLength(1);
  });

  it('is tried again by a Drift that does, until onEvent is done', async () => {
    sandbox.configure({ assumptions: { webhookRetries: 'three' } });
    let failures = 2;
    receive({
      onEvent: (event) => {
        if (failures-- > 0) throw new Error('database down');
        events.push(event);
      },
    });
    sandbox.webhooks.emit('new_message', { id: 1 });
    for (let i = 0; i < 4; i += 1) {
      await sandbox.ledger.waitFor((entry) => entry.type === 'webhook' && entry.attempt > i);
      if (events.length > 0) break;
      sandbox.clock.advance(60 * 60_000);
    }
    expect(events).toHaveLength(1);
    expect(outcomes()).toEqual(['refused', 'refused', 'delivered']);
  });

  it('of another org is refused', async () => {
    receive({ orgIds: ['1'] });
    sandbox.webhooks.emit('new_message', { id: 1 });
    await sandbox.webhooks.settled();
    expect([events, errors.map(({ code }) => code)]).toEqual([[], ['org_not_ours']]);
  });
});
