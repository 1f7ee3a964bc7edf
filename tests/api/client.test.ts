import { DriftApiError, createClient, escapeHtml, textOf } from '@driftkit/api';
import type { DriftClient } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;

let sandbox: Sandbox;
let drift: DriftClient;
beforeAll(async () => {
  sandbox = await createSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  drift = createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
});

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof DriftApiError ? thrown.code : String(thrown)),
  );

describe('contacts', () => {
  it('are created, read, found, changed, told of and deleted', async () => {
    const made = await drift.contacts.create({ email: 'jane@acme.com', externalId: 'user_1', name: 'Jane' });
    expect(made).toMatchObject({ id: expect.stringMatching(/^\d+$/) as string, dropped: [] });
    const { id } = made;
    expect(await drift.contacts.get(id)).toMatchObject({ id, attributes: { email: 'jane@acme.com' } });
    expect(await drift.contacts.findByExternalId('user_1')).toMatchObject({ id });
    expect(await drift.contacts.findByExternalId('user_2')).toBeUndefined();
    expect(await drift.contacts.findByEmail('jane@acme.com').first()).toMatchObject({ id });
    expect(await drift.contacts.findByEmail('nobody@acme.com').toArray({ limit: 5 })).toEqual([]);

    expect(await drift.contacts.update(id, { plan: 'pro', seats: 3 })).toMatchObject({
      attributes: { plan: 'pro', seats: 3, name: 'Jane' },
      dropped: [],
    });
    expect(await drift.contacts.updateByExternalId('user_1', { plan: 'free' })).toMatchObject({ id });
    const event = await drift.contacts.postEvent({ contactId: id, event: 'Bought A Boat' });
    expect(event.contactId).toBe(id);
    expect(event.event.toLowerCase()).toBe('bought a boat');
    await drift.contacts.unsubscribe('jane@acme.com');
    await drift.contacts.delete(id);
  });

  it('law 30: an attribute of another type is dropped, and the client says which', async () => {
    const { id } = await drift.contacts.create({ email: 'jane@acme.com', externalId: 'user_1', score: 5 });
    const written = await drift.contacts.update(id, { score: 'high', plan: 'pro' });
    expect(written).toMatchObject({ dropped: ['score'], attributes: { score: 5, plan: 'pro' } });
  });

  it('with a known e-mail and no external id are a conflict, and with one are not', async () => {
    await drift.contacts.create({ email: 'jane@acme.com', externalId: 'user_1' });
    expect(await codeOf(drift.contacts.create({ email: 'jane@acme.com' }))).toBe('conflict');
    expect(await codeOf(drift.contacts.create({ email: 'jane@acme.com', externalId: 'user_2' }))).toBe(
      'no error',
    );
    expect(await drift.contacts.findByEmail('jane@acme.com').toArray({ limit: 9 })).toHaveLength(2);
  });

  it('are created once by many upserts at the same time', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        drift.contacts.upsertByExternalId('user_9', { email: 'nine@acme.com', n }),
      ),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  });

  it('are preloaded: the visitor who is identified later is this contact', async () => {
    const { id } = await drift.contacts.create({ email: 'jane@acme.com', externalId: 'user_1' });
    expect(sandbox.contacts.byExternalId('user_1')).toMatchObject({ id: Number(id) });
  });
});

describe('conversations', () => {
  it('are opened, listed, answered and read', async () => {
    const opened = await drift.conversations.create({ email: 'jane@acme.com', message: { body: 'Hello?' } });
    const { id } = opened;
    expect(opened).toMatchObject({ id: expect.stringMatching(/^\d+$/) as string, status: 'open' });

    const typed = '<b>1 < 2 & "3"</b>';
    const sent = await drift.conversations.sendMessage(id, {
      body: escapeHtml(typed),
      buttons: [{ label: 'Yes' }],
    });
    expect(sent).toMatchObject({ conversationId: id, type: 'chat', author: { type: 'user' } });
    expect(textOf(sent.body)).toBe(typed);
    await drift.conversations.sendMessage(id, { type: 'private_note', body: 'for agents' });

    const messages = await drift.conversations.messages(id).toArray({ limit: Infinity });
    expect(messages.map(({ type }) => type)).toEqual(['chat', 'chat', 'private_note']);
    expect(await drift.conversations.get(id)).toMatchObject({ id, contactId: opened.contactId });
    expect(await drift.conversations.list({ statusId: 1 }).first()).toMatchObject({ id });
    expect(await drift.conversations.list({ statusId: [2, 3] }).toArray({ limit: 5 })).toEqual([]);
    expect(
      await drift.conversations.findSent(
        id,
        { body: escapeHtml(typed), buttons: [{ label: 'Yes' }] },
        Date.now(),
      ),
    ).toMatchObject({ id: sent.id });
    expect(await drift.conversations.findSent(id, { body: 'never said' }, Date.now())).toBeUndefined();
  });

  it('are listed to the end, each once, also from a stored cursor', async () => {
    const made: string[] = [];
    for (let n = 0; n < 12; n++) {
      made.push((await drift.conversations.create({ email: `a${n}@x.com`, message: { body: 'hi' } })).id);
    }
    const list = drift.conversations.list({ limit: 5 });
    expect((await list.toArray({ limit: Infinity })).map(({ id }) => id).sort()).toEqual([...made].sort());
    const { value: first } = await list.pages().next();
    const rest: string[] = [];
    for await (const { items } of list.pages({ cursor: first?.cursor }))
      rest.push(...items.map(({ id }) => id));
    expect(rest).toHaveLength(7);
  });

  it('of more than 50 messages are read page by page, the oldest first', async () => {
    const { id } = await drift.conversations.create({ email: 'jane@acme.com', message: { body: '0' } });
    for (let n = 1; n < 120; n++) await drift.conversations.sendMessage(id, { body: String(n) });
    const bodies = await drift.conversations.messages(id).toArray({ limit: Infinity });
    expect(bodies.map(({ body }) => Number(textOf(body)))).toEqual(Array.from({ length: 120 }, (_, n) => n));
  });
});

describe('users', () => {
  it('are listed, and read one by one and together', async () => {
    const users = await drift.users.list().toArray({ limit: Infinity });
    expect(users.length).toBeGreaterThan(0);
    const [first] = users;
    expect(await drift.users.get(first?.id ?? '')).toMatchObject({ id: first?.id });
    const many = await drift.users.getMany([...users.map(({ id }) => id), '999999']);
    expect([...many.keys()].sort()).toEqual(users.map(({ id }) => id).sort());
  });
});

describe('errors', () => {
  it.each([
    ['not_found', () => drift.contacts.get(999_999_999)],
    ['not_found', () => drift.conversations.get(999_999_999)],
    ['not_found', () => drift.contacts.updateByExternalId('nobody', { a: 1 })],
    ['invalid', () => drift.contacts.create({ email: 'no e-mail' })],
  ])('%s', async (code, call) => {
    expect(await codeOf(call())).toBe(code);
  });

  it('a wrong token is unauthorized, and stands nowhere in the error', async () => {
    const wrong = createClient({ accessToken: 'canary-token-7f3a', baseUrl: sandbox.apiUrl });
    const thrown: unknown = await wrong.contacts.get(1).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'unauthorized', status: 401 });
    expect((thrown as Error).message).toContain('invalid or has expired');
    expect((thrown as Error).message).not.toContain('canary');
  });

  it('a missing scope is forbidden, and a reconnect with the scope helps', async () => {
    const app = sandbox.apps.create({ name: 'Reader', scopes: ['contact_read'] });
    const reader = createClient({ accessToken: app.token?.value ?? '', baseUrl: sandbox.apiUrl });
    const thrown: unknown = await reader.contacts
      .create({ email: 'a@x.com' })
      .catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'forbidden', status: 403 });
    expect((thrown as Error).message).toMatch(/contact_write.*reconnect/);
  });
});
