import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createApp } from '../web/web-app';
import type { Message } from '../protocol';
import { say } from '../visitor/chat';
import type { Body, Row } from './rest-for-test';
import { createRestSubject } from './rest-for-test';

/** Both halves over HTTP, with one browser whose session is open. */
function createBoth() {
  const rest = createRestSubject({ signedIdentities: 'disabled', assumptions: { rateLimit: 'none' } });
  const { world } = rest;
  const web = createApp(world, { assets: { read: (name) => Promise.resolve(name) } });
  const call = async <T>(path: string, body: unknown, token?: string): Promise<T> => {
    const response = await web.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    return (await response.json().catch(() => ({}))) as T;
  };
  const visit = async (aid: string): Promise<{ token: string; contactId: number }> => {
    const body = { aid, identity: null, cookie: null, url: 'https://acme.example/' };
    const { tokenResult } = await call<{ tokenResult: { accessToken: string; contactId: number } }>(
      '/widget/bootstrap',
      body,
    );
    return { token: tokenResult.accessToken, contactId: tokenResult.contactId };
  };
  return { ...rest, call, visit };
}

interface SentAnswer {
  conversation: { id: number; messages: Message[] };
}

test('what a visitor writes is in the messages, with the page on which it was written', async () => {
  const { call, visit, get } = createBoth();
  const { token, contactId } = await visit('aid-1');
  const view = {
    cause: 'load',
    url: 'https://acme.example/pricing',
    title: 'Pricing',
    referrer: '',
    pageName: null,
  };
  await call('/widget/page', view, token);
  const sent = await call<SentAnswer>('/widget/messages', { conversationId: null, text: 'Hello' }, token);
  const { body } = await get(`/conversations/${sent.conversation.id}/messages`);
  expect(body.data.messages).toMatchObject([
    {
      body: 'Hello',
      author: { id: contactId, type: 'contact' },
      context: { href: 'https://acme.example/pricing', title: 'Pricing' },
    },
  ]);
});

describe('what an app posts', () => {
  test('reaches the open chat at once, as text, with its buttons', async () => {
    const { call, visit, post, world } = createBoth();
    const { token, contactId } = await visit('aid-1');
    const { conversation } = await call<SentAnswer>(
      '/widget/messages',
      { conversationId: null, text: 'Hello' },
      token,
    );
    const mail = vi.fn();
    world.mail.add(mail);
    await post(`/conversations/${conversation.id}/messages`, {
      type: 'chat',
      body: '<p>See <a href="https://acme.example/a">our page</a> &amp; tell</p><script>alert(1)</script>',
      buttons: [{ label: 'Yes', value: 'Yes', type: 'reply' }],
    });
    expect(mail).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        contactId,
        message: {
          type: 'message',
          inboxId: 1,
          message: expect.objectContaining({
            text: 'See our page (https://acme.example/a) & tell\nalert(1)',
            card: { type: 'buttons', buttons: ['Yes'], answer: null },
          }) as unknown,
        },
      }),
    );
  });

  test('only agents see a private note: no page, no history and no playbook has it', async () => {
    const { call, visit, post, get, world } = createBoth();
    const { token, contactId } = await visit('aid-1');
    const { conversation } = await call<SentAnswer>(
      '/widget/messages',
      { conversationId: null, text: 'Hello' },
      token,
    );
    const mail = vi.fn();
    world.mail.add(mail);
    await post(`/conversations/${conversation.id}/messages`, {
      type: 'private_note',
      body: 'A secret',
      userId: 101,
    });
    await call('/sandbox/reply', {
      conversationId: conversation.id,
      text: 'Another secret',
      type: 'private_note',
    });
    await call('/sandbox/reply', { conversationId: conversation.id, text: '/secret command' });
    expect(mail).not.toHaveBeenCalled();
    const answers = [
      await call('/widget/messages', { conversationId: conversation.id, text: 'Hello?' }, token),
      await call('/widget/bootstrap', { aid: 'aid-1', identity: null, cookie: null, url: '' }),
      await call('/widget/identify', { aid: 'aid-1', userId: 'u', attributes: {}, when: 'session' }, token),
    ];
    expect(JSON.stringify(answers)).toContain('Hello?');
    expect(JSON.stringify(answers)).not.toContain('ecret');
    const { data } = (await get(`/conversations/${conversation.id}/messages`)).body;
    expect(data.messages.filter(({ type }) => type === 'private_note')).toHaveLength(3);
    expect(contactId).toBe(conversation.messages[0] && world.conversations.get(conversation.id)?.contactId);
  });
});

test('identify, and a PATCH by external id, meet on one contact', async () => {
  const { call, visit, get, post, send } = createBoth();
  const made = await post('/contacts', { attributes: { email: 'jane@acme.example', externalId: 'user_1' } });
  const { token } = await visit('aid-1');
  await call(
    '/widget/identify',
    { aid: 'aid-1', userId: 'user_1', attributes: { plan: 'pro' }, when: 'session' },
    token,
  );
  await send('PATCH', '/contacts/normalize?idType=external&id=user_1', { attributes: { seats: 5 } });
  await call('/widget/attributes', { town: 'Bonn' }, token);
  expect((await get(`/contacts/${made.body.data.id}`)).body.data.attributes).toMatchObject({
    email: 'jane@acme.example',
    externalId: 'user_1',
    external_id: 'user_1',
    plan: 'pro',
    seats: 5,
    town: 'Bonn',
  });
});

test('an unanswered playbook is bulk_sent; an answer opens it, and a message reopens a closed conversation', async () => {
  const { call, visit, get } = createBoth();
  const { token } = await visit('aid-1');
  const { conversation } = await call<SentAnswer>('/widget/interactions', { interactionId: 1 }, token);
  const path = `/conversations/${conversation.id}`;
  const status = async (): Promise<unknown> => (await get(path)).body.data.status;
  expect(await status()).toBe('bulk_sent');
  await call('/widget/messages', { conversationId: conversation.id, text: 'Hello' }, token);
  expect(await status()).toBe('open');
  await call('/sandbox/status', { conversationId: conversation.id, status: 'closed' });
  expect(await status()).toBe('closed');
  await call('/widget/messages', { conversationId: conversation.id, text: 'Still there?' }, token);
  expect(await status()).toBe('open');
});

test('a conversation that an app opens stands in the history of a contact who is here', async () => {
  const { call, visit, post, world } = createBoth();
  const { token, contactId } = await visit('aid-1');
  await call('/widget/attributes', { email: 'jane@acme.example' }, token);
  const opened = await post('/conversations/new', {
    email: 'jane@acme.example',
    message: { body: 'From the form' },
  });
  expect(opened.body.contactId).toBe(contactId);
  const again = await call<{ conversations: unknown[] }>('/widget/bootstrap', {
    aid: 'aid-1',
    identity: null,
    cookie: null,
    url: '',
  });
  expect(again.conversations).toMatchObject([{ id: opened.body.id, messages: [{ text: 'From the form' }] }]);
  expect(world.conversations.list({ contactId })).toHaveLength(1);
});

/** One step of a journey through both halves; the numbers choose among what there is. */
const step = fc.oneof(
  fc.record({ do: fc.constant('say' as const), who: fc.nat(2), where: fc.nat(3) }),
  fc.record({ do: fc.constant('post' as const), where: fc.nat(5), isNote: fc.boolean() }),
  fc.record({ do: fc.constant('open' as const), who: fc.nat(3) }),
  fc.record({ do: fc.constant('identify' as const), who: fc.nat(2), as: fc.nat(2) }),
  fc.record({ do: fc.constant('patch' as const), as: fc.nat(2), value: fc.nat(9) }),
  fc.record({ do: fc.constant('create' as const), as: fc.nat(3) }),
  fc.record({ do: fc.constant('remove' as const), as: fc.nat(2) }),
  fc.record({ do: fc.constant('erase' as const), who: fc.nat(3) }),
  fc.record({ do: fc.constant('status' as const), where: fc.nat(5) }),
);

test('any order of REST writes and browser calls leaves one world, on which both halves agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const both = createBoth();
      for (const one of steps) await take(both, one);
      await agree(both);
    }),
    { numRuns: Number(process.env['DRIFTKIT_RUNS'] ?? 40) },
  );
});

type Both = ReturnType<typeof createBoth>;

async function take(
  { call, visit, post, send, world }: Both,
  one: typeof step extends fc.Arbitrary<infer S> ? S : never,
): Promise<void> {
  const ids = world.conversations.list().map(({ id }) => id);
  switch (one.do) {
    case 'say': {
      const session = world.sessions.open(`aid-${one.who}`, world.browsers.visit(`aid-${one.who}`).id);
      const own = world.conversations.ofContact(session.contactId)[one.where]?.id ?? null;
      return void say(world, session, { conversationId: own, text: 'Hello' });
    }
    case 'post': {
      const id = ids[one.where] ?? 1;
      const answer = await post(`/conversations/${id}/messages`, {
        type: one.isNote ? 'private_note' : 'chat',
        body: 'Hi',
      });
      return expect(answer.status).toBe(ids.includes(id) ? 200 : 404);
    }
    case 'open':
      return void (await post('/conversations/new', {
        email: `p${one.who}@acme.example`,
        message: { body: 'New' },
      }));
    case 'identify': {
      const { token } = await visit(`aid-${one.who}`);
      const attributes = { email: `p${one.as}@acme.example` };
      return void (await call(
        '/widget/identify',
        { aid: `aid-${one.who}`, userId: `user_${one.as}`, attributes, when: 'session' },
        token,
      ));
    }
    case 'patch':
      return void (await send('PATCH', `/contacts/normalize?idType=external&id=user_${one.as}`, {
        attributes: { score: one.value },
      }));
    case 'create':
      return void (await post('/contacts', {
        attributes: { email: `p${one.as}@acme.example`, externalId: `user_${one.as}` },
      }));
    case 'remove': {
      const contact = world.contacts.byExternalId(`user_${one.as}`);
      if (contact) await send('DELETE', `/contacts/${contact.id}`);
      return;
    }
    case 'erase':
      return void (await post('/gdpr/delete', { email: `p${one.who}@acme.example` }));
    case 'status':
      return void (await call('/sandbox/status', { conversationId: ids[one.where] ?? 1, status: 'closed' }));
  }
}

async function agree({ get, visit, call, world }: Both): Promise<void> {
  const listed: Row[] = [];
  for (let query: string | undefined = '?limit=3'; query !== undefined;) {
    const { body }: { body: Body } = await get(`/conversations/list${query}`);
    listed.push(...body.data);
    query = body.links.next === undefined ? undefined : new URL(body.links.next).search;
  }
  expect(listed.map(({ id }) => id).sort()).toEqual(
    world.conversations
      .list()
      .map(({ id }) => id)
      .sort(),
  );
  for (const { id, updatedAt } of listed) {
    const messages = (await get(`/conversations/${id}/messages`)).body.data.messages;
    expect(messages.map((one) => one.id)).toEqual(world.conversations.get(id)?.messages.map((one) => one.id));
    expect(updatedAt).toBeGreaterThanOrEqual(Math.max(0, ...messages.map(({ createdAt }) => createdAt)));
  }
  const contacts = world.contacts.list();
  const externalIds = contacts.flatMap((one) =>
    one.deletedAt === undefined && one.externalId ? [one.externalId] : [],
  );
  expect(new Set(externalIds).size).toBe(externalIds.length);
  // Nobody reads what is not theirs, nor a note.
  const { contactId } = await visit('aid-0');
  const { conversations } = await call<{ conversations: { contactId: number; messages: Message[] }[] }>(
    '/widget/bootstrap',
    { aid: 'aid-0', identity: null, cookie: null, url: '' },
  );
  expect(conversations.every((one) => one.contactId === contactId)).toBe(true);
  const chats = world.conversations
    .list({ contactId })
    .flatMap(({ messages }) => messages.filter(({ type }) => type === 'chat'));
  expect(conversations.flatMap(({ messages }) => messages.map(({ id }) => id))).toEqual(
    chats.map(({ id }) => id),
  );
}
