import { describe, expect, it } from 'vitest';
import { json } from '../../test/fake-fetch';
import { TOKEN, setUp } from '../../test/setup';
import type { DriftClient } from '../client';

const ODD = '9007199254740993';
const contact = { id: 1, createdAt: 2, attributes: { email: 'a@x.com', externalId: 'u1' } };
const conversation = { status: 'open', contactId: 3, createdAt: 1, id: 4, inboxId: 5, updatedAt: 2 };
const message = {
  id: 6,
  conversationId: 4,
  body: '<p>hi</p>',
  author: { id: 7, type: 'user', bot: true },
  type: 'chat',
  createdAt: 1,
};
const user = { id: 8, orgId: 9, name: 'A' };
const account = { accountId: '12_x.com', ownerId: 8, customProperties: {} };
const ok = { result: 'OK', ok: true };

interface Row {
  call: (drift: DriftClient) => Promise<unknown>;
  /** Method, path with query. */
  sent: string;
  body?: string;
  answers: unknown[];
  gives?: unknown;
}

const rows: Record<string, Row> = {
  'contacts.get': {
    call: (d) => d.contacts.get(ODD),
    sent: `GET /contacts/${ODD}`,
    answers: [{ data: contact }, contact],
    gives: { ...contact, id: '1' },
  },
  'contacts.findByEmail': {
    call: (d) => d.contacts.findByEmail('a+b@x.com').toArray({ limit: 9 }),
    sent: 'GET /contacts?email=a%2Bb%40x.com',
    answers: [{ data: [contact] }],
    gives: [{ ...contact, id: '1' }],
  },
  'contacts.findByExternalId': {
    call: (d) => d.contacts.findByExternalId('u 1'),
    sent: 'GET /contacts?idType=external&id=u+1',
    answers: [{ data: [contact] }],
    gives: { ...contact, id: '1' },
  },
  'contacts.findByExternalId, nobody': {
    call: (d) => d.contacts.findByExternalId('u1'),
    sent: 'GET /contacts?idType=external&id=u1',
    answers: [{ data: [] }],
    gives: undefined,
  },
  'contacts.create': {
    call: (d) => d.contacts.create({ email: 'a@x.com', externalId: 'u1', since: new Date(5), no: undefined }),
    sent: 'POST /contacts',
    body: '{"attributes":{"email":"a@x.com","externalId":"u1","since":5}}',
    answers: [{ data: { ...contact, attributes: { ...contact.attributes, since: 5 } } }],
  },
  'contacts.update': {
    call: (d) => d.contacts.update(1, { big: 9007199254740993n }),
    sent: 'PATCH /contacts/1',
    body: `{"attributes":{"big":${ODD}}}`,
    answers: [`{"data":{"id":1,"attributes":{"big":${ODD}}}}`],
    gives: { id: '1', attributes: { big: ODD }, dropped: [] },
  },
  'contacts.updateByExternalId': {
    call: (d) => d.contacts.updateByExternalId('u1', { plan: 'pro' }),
    sent: 'PATCH /contacts/normalize?idType=external&id=u1',
    body: '{"attributes":{"plan":"pro"}}',
    answers: [{ data: { ...contact, attributes: { plan: 'Pro' } } }],
    gives: { ...contact, id: '1', attributes: { plan: 'Pro' }, dropped: [] },
  },
  'contacts.delete': {
    call: (d) => d.contacts.delete(1n),
    sent: 'DELETE /contacts/1',
    answers: [ok, ''],
    gives: undefined,
  },
  'contacts.unsubscribe': {
    call: (d) => d.contacts.unsubscribe(['a@x.com', 'b@x.com']),
    sent: 'POST /emails/unsubscribe',
    body: '["a@x.com","b@x.com"]',
    answers: [ok],
    gives: undefined,
  },
  'contacts.postEvent': {
    call: (d) =>
      d.contacts.postEvent({
        contactId: ODD,
        event: 'Bought',
        createdAt: new Date(7),
        attributes: { sum: 1 },
      }),
    sent: 'POST /contacts/timeline',
    body: `{"contactId":${ODD},"event":"Bought","createdAt":7,"attributes":{"sum":1}}`,
    answers: [`{"data":{"event":"bought","createdAt":7,"contactId":${ODD}}}`],
    gives: { event: 'bought', createdAt: 7, contactId: ODD },
  },
  'contacts.postEvent by external id': {
    call: (d) => d.contacts.postEvent({ externalId: 'u1', event: 'Bought' }),
    sent: 'POST /contacts/timeline',
    body: '{"externalId":"u1","event":"Bought"}',
    answers: [{ data: { event: 'bought', createdAt: 7, contactId: 1 } }],
  },
  'contacts.listAttributes': {
    call: (d) => d.contacts.listAttributes().toArray({ limit: 5 }),
    sent: 'GET /contacts/attributes',
    answers: [
      { data: { properties: [{ type: 'STRING', displayName: 'City', name: 'city' }] } },
      { properties: [{ type: 'STRING', displayName: 'City', name: 'city' }] },
    ],
    gives: [{ type: 'STRING', displayName: 'City', name: 'city' }],
  },
  'conversations.list': {
    call: (d) => d.conversations.list({ statusId: [1, 2], limit: 5 }).toArray({ limit: 9 }),
    sent: 'GET /conversations/list?statusId=1&statusId=2&limit=5&page_token=',
    answers: [
      { data: [conversation] },
      { data: [conversation], pagination: { more: false }, links: { self: 'x' } },
    ],
    gives: [{ ...conversation, id: '4', contactId: '3', inboxId: '5' }],
  },
  'conversations.get': {
    call: (d) => d.conversations.get(4),
    sent: 'GET /conversations/4',
    answers: [{ data: { ...conversation, participants: [7], relatedPlaybookId: 2 } }],
    gives: {
      ...conversation,
      id: '4',
      contactId: '3',
      inboxId: '5',
      participants: ['7'],
      relatedPlaybookId: '2',
    },
  },
  'conversations.messages': {
    call: (d) => d.conversations.messages(4).toArray({ limit: 9 }),
    sent: 'GET /conversations/4/messages',
    answers: [
      { data: { messages: [message] } },
      { data: { messages: [message] }, pagination: { more: false } },
      { messages: [message] },
    ],
    gives: [{ ...message, id: '6', conversationId: '4', author: { id: '7', type: 'user', bot: true } }],
  },
  'conversations.transcript': {
    call: (d) => d.conversations.transcript(4),
    sent: 'GET /conversations/4/transcript',
    answers: ['Dec 16 Bot (Agent): Hi', '{"data":"Dec 16 Bot (Agent): Hi"}'],
    gives: 'Dec 16 Bot (Agent): Hi',
  },
  'conversations.jsonTranscript': {
    call: (d) => d.conversations.jsonTranscript(4),
    sent: 'GET /conversations/4/json_transcript',
    answers: [{ data: { messages: [{ id: 1 }] } }],
    gives: { messages: [{ id: '1' }] },
  },
  'conversations.stats': {
    call: (d) => d.conversations.stats(),
    sent: 'GET /conversations/stats',
    answers: [{ conversationCount: { OPEN: 1 } }, { data: { conversationCount: { OPEN: 1 } } }],
    gives: { conversationCount: { OPEN: 1 } },
  },
  'conversations.create': {
    call: (d) =>
      d.conversations.create({
        email: 'a@x.com',
        message: { body: 'hi', attributes: { integrationSource: 'shop', autoAssigneeId: ODD } },
      }),
    sent: 'POST /conversations/new',
    body: `{"email":"a@x.com","message":{"body":"hi","attributes":{"integrationSource":"shop","autoAssigneeId":${ODD}}}}`,
    answers: [conversation, { data: conversation }],
    gives: { ...conversation, id: '4', contactId: '3', inboxId: '5' },
  },
  'conversations.sendMessage': {
    call: (d) =>
      d.conversations.sendMessage(4, { body: '<p>hi</p>', buttons: [{ label: 'Yes' }], userId: ODD }),
    sent: 'POST /conversations/4/messages',
    body: `{"type":"chat","body":"<p>hi</p>","buttons":[{"label":"Yes","value":"Yes","type":"reply"}],"userId":${ODD}}`,
    answers: [{ data: message }, { data: { messages: [message] } }],
    gives: { ...message, id: '6', conversationId: '4', author: { id: '7', type: 'user', bot: true } },
  },
  'users.list': {
    call: (d) => d.users.list().toArray({ limit: Infinity }),
    sent: 'GET /users/list',
    answers: [{ data: [user] }, [user]],
    gives: [{ id: '8', orgId: '9', name: 'A' }],
  },
  'users.get': {
    call: (d) => d.users.get(8),
    sent: 'GET /users/8',
    answers: [{ data: user }],
    gives: { id: '8', orgId: '9', name: 'A' },
  },
  'users.getMany': {
    call: (d) => d.users.getMany([8, '8', 9n]),
    sent: 'GET /users?userId=8&userId=9',
    answers: [{ data: { 8: user } }, { data: [user] }],
    gives: new Map([['8', { id: '8', orgId: '9', name: 'A' }]]),
  },
  'users.update': {
    call: (d) => d.users.update(8, { availability: 'OFFLINE' }),
    sent: 'PATCH /users/update?userId=8',
    body: '{"availability":"OFFLINE"}',
    answers: [{ data: user }],
  },
  'meetings.list': {
    call: (d) => d.meetings.list({ minStartTime: 1, maxStartTime: new Date(9) }).toArray({ limit: 9 }),
    sent: 'GET /users/meetings/org?min_start_time=1&max_start_time=9&limit=1000',
    answers: [{ data: [{ agentId: 8, schedulerId: 1, slotStart: 2 }] }],
    gives: [{ agentId: '8', schedulerId: '1', slotStart: 2 }],
  },
  'accounts.create': {
    call: (d) => d.accounts.create({ ownerId: ODD, domain: 'x.com' }),
    sent: 'POST /accounts/create',
    body: `{"ownerId":${ODD},"domain":"x.com"}`,
    answers: [{ data: account }],
    gives: { accountId: '12_x.com', ownerId: '8', customProperties: [] },
  },
  'accounts.get': {
    call: (d) => d.accounts.get('12_x.com'),
    sent: 'GET /accounts/12_x.com',
    answers: [{ data: account }],
    gives: { accountId: '12_x.com', ownerId: '8', customProperties: [] },
  },
  'accounts.list': {
    call: (d) => d.accounts.list({ size: 10 }).toArray({ limit: 9 }),
    sent: 'GET /accounts?index=0&size=10',
    answers: [{ data: { accounts: [account], total: 1 } }],
    gives: [{ accountId: '12_x.com', ownerId: '8', customProperties: [] }],
  },
  'accounts.update': {
    call: (d) => d.accounts.update('12_x.com', { ownerId: 8, name: 'X' }),
    sent: 'PATCH /accounts/update',
    body: '{"ownerId":8,"name":"X","accountId":"12_x.com"}',
    answers: [{ data: account }],
  },
  'accounts.delete': {
    call: (d) => d.accounts.delete('a/b'),
    sent: 'DELETE /accounts/a%2Fb',
    answers: [ok],
    gives: undefined,
  },
  'playbooks.list': {
    call: (d) => d.playbooks.list().first(),
    sent: 'GET /playbooks/list',
    answers: [[{ id: 1, interactionId: 2 }], { data: [{ id: 1, interactionId: 2 }] }],
    gives: { id: '1', interactionId: '2' },
  },
  'playbooks.landingPages': {
    call: (d) => d.playbooks.landingPages().first(),
    sent: 'GET /playbooks/clp',
    answers: [[{ playbookId: 1, landingPageUrl: 'https://x' }]],
    gives: { playbookId: '1', landingPageUrl: 'https://x' },
  },
  'teams.list': {
    call: (d) => d.teams.list().first(),
    sent: 'GET /teams/org',
    answers: [{ data: [{ id: 1, members: [2], owner: 3 }] }],
    gives: { id: '1', members: ['2'], owner: '3' },
  },
  'teams.ofUser': {
    call: (d) => d.teams.ofUser(2).first(),
    sent: 'GET /teams/users/2',
    answers: [{ data: [{ id: 1 }] }],
    gives: { id: '1' },
  },
  'attachments.get': {
    call: (d) => d.attachments.get(3),
    sent: 'GET /attachments/3/data',
    answers: ['<html>'],
    gives: { bytes: new TextEncoder().encode('<html>'), contentType: 'application/json' },
  },
  'reports.conversations': {
    call: (d) =>
      d.reports.conversations({
        filters: [{ property: 'status', operation: 'IN', values: ['closed'] }],
        metrics: ['numAgentMessages', 'lastAgentId'],
      }),
    sent: 'POST /reports/conversations',
    body: '{"filters":[{"property":"status","operation":"IN","values":["closed"]}],"metrics":["numAgentMessages","lastAgentId"]}',
    answers: [`{"count":1,"data":[{"conversationId":4,"metrics":[3,${ODD}]}]}`],
    gives: { count: 1, data: [{ conversationId: '4', metrics: [3, ODD] }] },
  },
  'gdpr.retrieve': {
    call: (d) => d.gdpr.retrieve('a@x.com'),
    sent: 'POST /gdpr/retrieve',
    body: '{"email":"a@x.com"}',
    answers: [{ data: { message: 'm', sentToEmail: 'o@x.com' } }],
    gives: { message: 'm', sentToEmail: 'o@x.com' },
  },
  'gdpr.delete': {
    call: (d) => d.gdpr.delete('a@x.com'),
    sent: 'POST /gdpr/delete',
    body: '{"email":"a@x.com"}',
    answers: [{ data: { message: 'Your delete is processing' } }],
    gives: { message: 'Your delete is processing' },
  },
  'app.tokenInfo': {
    call: (d) => d.app.tokenInfo(),
    sent: 'POST /app/token_info',
    body: `{"access_token":"${TOKEN}"}`,
    answers: [{ id: 'x', expires_in: 0, credential_id: 5 }],
    gives: { id: 'x', expires_in: 0, credential_id: '5' },
  },
  'app.uninstall': {
    call: (d) => d.app.uninstall({ clientId: 'c', clientSecret: 's&t' }),
    sent: 'POST /app/uninstall?clientId=c&clientSecret=s%26t',
    answers: [ok],
    gives: undefined,
  },
};

describe('each call', () => {
  it.each(Object.entries(rows))(
    '%s sends what Drift documents, and reads each shape that was seen',
    async (_, row) => {
      for (const answer of row.answers) {
        const { drift, sent } = setUp(() => json(answer));
        const value = await row.call(drift);
        if ('gives' in row) expect(value).toEqual(row.gives);
        expect(sent).toHaveLength(1);
        const [request] = sent;
        expect(`${request?.method} ${request?.url.pathname}${request?.url.search}`).toBe(row.sent);
        expect(request?.body).toBe(row.body);
        expect(request?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
        expect(request?.headers.get('content-type')).toBe(row.body === undefined ? null : 'application/json');
      }
    },
  );

  it('has a row here', () => {
    const { drift } = setUp(() => json({}));
    const methods = Object.entries(drift).flatMap(([resource, calls]) =>
      Object.keys(calls as object).map((name) => `${resource}.${name}`),
    );
    const composed = ['contacts.upsertByExternalId', 'conversations.findSent'];
    expect(methods.filter((name) => !(name in rows) && !composed.includes(name))).toEqual([]);
  });
});

describe('what cannot be right is a TypeError, and nothing is sent', () => {
  const wrong: Record<string, (drift: DriftClient) => unknown> = {
    'an id that was rounded': (d) => d.conversations.get(2 ** 53),
    'an id that leads elsewhere': (d) => d.contacts.get('../users'),
    'an account id of dots': (d) => d.accounts.get('..'),
    'a contact without e-mail': (d) => d.contacts.create({ externalId: 'u' } as never),
    'attributes in an envelope': (d) => d.contacts.update(1, { attributes: { a: 1 } }),
    'an attribute that is no number': (d) => d.contacts.update(1, { age: NaN }),
    'an invalid date': (d) => d.contacts.update(1, { at: new Date('x') }),
    'an empty external id': (d) => d.contacts.findByExternalId(''),
    'an event for nobody': (d) => d.contacts.postEvent({ event: 'x' }),
    'an event for two': (d) => d.contacts.postEvent({ event: 'x', contactId: 1, externalId: 'u' }),
    'no addresses': (d) => d.contacts.unsubscribe([]),
    'an empty message': (d) => d.conversations.sendMessage(1, {}),
    private_prompt: (d) => d.conversations.sendMessage(1, { body: 'x', type: 'private_prompt' as never }),
    'a button whose value differs': (d) =>
      d.conversations.sendMessage(1, { buttons: [{ label: 'Yes', value: 'yes' }] }),
    'a button that is no reply': (d) =>
      d.conversations.sendMessage(1, { buttons: [{ label: 'Yes', type: 'action' as never }] }),
    'a status that is none': (d) => d.conversations.list({ statusId: 4 as never }).first(),
    'a page of 51': (d) => d.conversations.list({ limit: 51 }).first(),
    'a cursor of another list': (d) => d.conversations.list().pages({ cursor: 'index:5' }).next(),
    'a cursor for one page': (d) => d.users.list().pages({ cursor: 'next:5' }).next(),
    'toArray without a limit': (d) => d.users.list().toArray({} as never),
    'a field of a user that Drift does not know': (d) => d.users.update(1, { role: 'admin' } as never),
    'no time': (d) => d.meetings.list({ minStartTime: 1 } as never).first(),
    'an account without a domain': (d) => d.accounts.create({ ownerId: 1 } as never),
    'findSent without a time': (d) => d.conversations.findSent(1, { body: 'x' }, undefined),
    'a timeout that is none': (d) => d.contacts.get(1, { timeout: 0 }),
  };

  it.each(Object.entries(wrong))('%s', async (_, call) => {
    const { drift, sent } = setUp(() => json({}));
    await expect((async () => call(drift))()).rejects.toThrow(TypeError);
    expect(sent).toHaveLength(0);
  });
});
