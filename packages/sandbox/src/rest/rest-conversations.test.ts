import { beforeEach, describe, expect, test } from 'vitest';
import { say } from '../visitor/chat';
import type { Body, RestSubject } from './rest-for-test';
import { createRestSubject } from './rest-for-test';

let now = 1_700_000_000_000;
let subject: RestSubject;
beforeEach(() => {
  subject = createRestSubject({}, () => (now += 1000));
});

/** A visitor of their own browser writes so many messages into one conversation; answers its id. */
function visitorSays(aid: string, ...texts: string[]): number {
  const { world } = subject;
  const session = world.sessions.open(aid, world.browsers.visit(aid).id);
  let conversationId: number | null = null;
  for (const text of texts) conversationId = say(world, session, { conversationId, text }).conversation.id;
  return conversationId ?? 0;
}

describe('the list', () => {
  test('has the last updated first, without who took part', async () => {
    const [first, second] = [visitorSays('a', 'Hello'), visitorSays('b', 'Hi')];
    visitorSays('c', 'Last');
    await subject.post(`/conversations/${first}/messages`, { type: 'chat', body: 'Yes?' });
    const { body } = await subject.get('/conversations/list');
    expect(body.data.map(({ id }) => id)).toEqual([first, expect.any(Number), second]);
    expect(Object.keys(body.data[0] ?? {}).sort()).toEqual([
      'contactId',
      'createdAt',
      'id',
      'inboxId',
      'status',
      'updatedAt',
    ]);
    expect(body.pagination).toBeUndefined();
  });

  test.each(['next', 'page_token'])('is read whole by %s, each row once', async (dialect) => {
    const ids = Array.from({ length: 23 }, (_, index) => visitorSays(`v${index}`, 'Hello'));
    const seen: number[] = [];
    for (let query = 'limit=4'; query !== '';) {
      const { body } = await subject.get(`/conversations/list?${query}`);
      seen.push(...body.data.map(({ id }) => id));
      if (dialect === 'next') query = body.pagination ? `limit=4&next=${body.pagination.next}` : '';
      else query = body.links.next ? new URL(body.links.next).search.slice(1) : '';
    }
    expect(seen).toEqual(ids.reverse());
  });

  test('links point to api.drift.com, carry the keyset token, and keep filter and limit', async () => {
    const ids = ['a', 'b', 'c'].map((aid) => visitorSays(aid, 'Hello'));
    const { body } = await subject.get('/conversations/list?statusId=1&limit=2');
    expect(body.pagination).toEqual({ more: true, next: '2' });
    const tokens = [body.links.self, body.links.next].map((link = '') => {
      const url = new URL(link);
      expect(url.origin + url.pathname).toBe('https://api.drift.com/conversations/list');
      return Buffer.from(url.searchParams.get('page_token') ?? '', 'base64url').toString();
    });
    const [first, last] = body.data;
    expect(tokens).toEqual([
      `statusIds=1&highestUpdatedAt=${first?.updatedAt}&highestId=${Number(first?.id) - 1}&limit=2`,
      `statusIds=1&highestUpdatedAt=${last?.updatedAt}&highestId=${last?.id}&limit=2`,
    ]);
    const self = await subject.get(`/conversations/list${new URL(body.links.self).search}`);
    expect(self.body.data).toEqual(body.data);
    const rest = await subject.get(
      `/conversations/list${new URL(body.links.next ?? '').search}&limit=1&statusId=2`,
    );
    expect(rest.body.data.map(({ id }) => id)).toEqual([ids[0]]);
  });

  test('under its address of before 2020 too', async () => {
    visitorSays('a', 'Hello');
    const { status, body } = await subject.get('/conversations?limit=1');
    expect([status, body.data]).toEqual([200, (await subject.get('/conversations/list?limit=1')).body.data]);
  });

  test('of one status, or of several', async () => {
    const ids = ['a', 'b', 'c'].map((aid) => visitorSays(aid, 'Hello'));
    subject.world.conversations.setStatus(ids[0] ?? 0, 'closed');
    subject.world.conversations.setStatus(ids[1] ?? 0, 'pending');
    const list = async (query: string): Promise<number[]> =>
      (await subject.get(`/conversations/list?${query}`)).body.data.map(({ id }) => id);
    expect(await list('statusId=1')).toEqual([ids[2]]);
    expect(await list('statusId=2&statusId=3')).toEqual([ids[1], ids[0]]);
  });

  test('25 rows by default, and never more than the highest limit', async () => {
    for (let index = 0; index < 55; index++) visitorSays(`v${index}`, 'Hello');
    expect((await subject.get('/conversations/list')).body.data).toHaveLength(25);
    expect((await subject.get('/conversations/list?limit=500')).body.data).toHaveLength(50);
  });
});

test('one conversation says who took part', async () => {
  const id = visitorSays('a', 'Hello');
  await subject.post(`/conversations/${id}/messages`, { type: 'chat', body: 'Yes?', userId: 101 });
  const { body } = await subject.get(`/conversations/${id}`);
  expect(body.data).toMatchObject({ id, status: 'open', participants: [101], inboxId: 1 });
});

describe('messages', () => {
  test('oldest first, fifty to a page, with pagination on each', async () => {
    const texts = Array.from({ length: 120 }, (_, index) => `Message ${index}`);
    const id = visitorSays('a', ...texts);
    const bodies: string[] = [];
    const sizes: number[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const { body }: { body: Body } = await subject.get(`/conversations/${id}/messages?next=${next}`);
      bodies.push(...body.data.messages.map((one) => String(one.body)));
      sizes.push(body.data.messages.length);
      next = body.pagination.next;
      expect(body.pagination.more).toBe(next !== undefined);
    }
    expect(bodies).toEqual(texts);
    expect(sizes).toEqual([50, 50, 20]);
  });

  test('the cursor of another conversation is refused', async () => {
    const [one, other] = [visitorSays('a', ...Array<string>(60).fill('x')), visitorSays('b', 'y')];
    const { body } = await subject.get(`/conversations/${one}/messages`);
    const answer = await subject.get(`/conversations/${other}/messages?next=${body.pagination.next}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { type: 'validation_error' } } });
  });

  test('a visitor’s text is encoded, a bot speaks in paragraphs, and a playbook begins with a row without a body', async () => {
    const { world } = subject;
    const session = world.sessions.open('a', world.browsers.visit('a').id);
    const { startInteraction } = await import('../playbooks/run-playbook');
    const { conversation } = startInteraction(world, session, 1);
    say(world, session, { conversationId: conversation.id, text: '<b>1 & 2</b>' });
    const { body } = await subject.get(`/conversations/${conversation.id}/messages`);
    const rows = body.data.messages;
    expect(rows[0]).not.toHaveProperty('body');
    expect(rows[0]).toMatchObject({ type: 'chat', author: { type: 'contact' }, context: {} });
    expect(rows[1]).toMatchObject({
      author: { id: 100, type: 'user', bot: true },
      body: expect.stringMatching(/^<p>/) as unknown,
    });
    expect(rows.at(-1)).toMatchObject({
      body: '&lt;b&gt;1 &amp; 2&lt;/b&gt;',
      author: { id: conversation.contactId, type: 'contact', bot: false },
    });
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a: number, b: number) => a - b));
  });
});

describe('a message that an app posts', () => {
  test('a posted message is answered alone, written by the bot, with the id of the app', async () => {
    const id = visitorSays('a', 'Hello');
    const buttons = [{ label: 'Yes', value: 'Yes', type: 'reply' }];
    const { status, body } = await subject.post(`/conversations/${id}/messages`, {
      type: 'chat',
      body: '<p>Ready?</p>',
      buttons,
      orgId: 5,
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      conversationId: id,
      body: '<p>Ready?</p>',
      type: 'chat',
      author: { id: 100, type: 'user', bot: true },
      buttons,
      context: { ip: expect.any(String) as unknown, location: {} },
      attributes: { developer_app_id: subject.app.id },
    });
  });

  test('a posted message belongs to the user it names; with an unknown user, to the bot', async () => {
    const id = visitorSays('a', 'Hello');
    const postAs = async (userId: unknown): Promise<unknown> =>
      (await subject.post(`/conversations/${id}/messages`, { type: 'chat', body: 'Hi', userId })).body.data
        .author;
    expect(await postAs(101)).toEqual({ id: 101, type: 'user', bot: false });
    expect(await postAs('101')).toEqual({ id: 101, type: 'user', bot: false });
    expect(await postAs(12345)).toMatchObject({ bot: true });
  });

  test('of a kind that is no longer taken is refused, and nothing is said', async () => {
    const id = visitorSays('a', 'Hello');
    for (const type of ['private_prompt', 'edit', 'suggestion', '', undefined])
      expect((await subject.post(`/conversations/${id}/messages`, { type, body: 'x' })).status).toBe(400);
    expect(subject.world.conversations.get(id)?.messages).toHaveLength(1);
  });
});

describe('a new conversation', () => {
  test('is answered unwrapped, of a contact that is made for it', async () => {
    const given = {
      email: 'new@acme.example',
      message: { body: 'Hello', attributes: { integrationSource: 'Facebook' } },
    };
    const { status, body } = await subject.post('/conversations/new', given);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'open', id: expect.any(Number) as unknown, inboxId: 1 });
    expect(body).not.toHaveProperty('data');
    expect(body).not.toHaveProperty('participants');
    const { body: messages } = await subject.get(`/conversations/${body.id}/messages`);
    expect(messages.data.messages).toMatchObject([
      {
        body: 'Hello',
        author: { id: body.contactId, type: 'contact' },
        attributes: { integrationSource: 'Facebook' },
      },
    ]);
    const again = await subject.post('/conversations/new', given);
    expect(again.body.contactId).toBe(body.contactId);
    expect(again.body.id).not.toBe(body.id);
  });

  test('goes to the agent that it names', async () => {
    const message = { body: 'Hello', attributes: { autoAssigneeId: 101 } };
    const { body } = await subject.post('/conversations/new', { email: 'a@acme.example', message });
    expect(body.participants).toEqual([101]);
  });
});
