import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReceiver } from '../webhooks/receiver-for-test';
import type { Receiver } from '../webhooks/receiver-for-test';
import type { Subject } from './web-app-for-test';
import { createSubject } from './web-app-for-test';

let receiver: Receiver;
let subject: Subject;
beforeAll(async () => {
  receiver = await createReceiver();
  subject = createSubject();
  subject.world.assemble();
  subject.world.webhooks.begin();
});
afterAll(async () => {
  subject.world.webhooks.close();
  await receiver.close();
});

const post = (path: string, body: unknown = {}): Promise<Response> => subject.post(`/sandbox/${path}`, body);
const made = async (draft: object = {}): Promise<string> =>
  ((await (await post('apps', draft)).json()) as { id: string }).id;
const messageOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { message: string } }).error.message,
];

test('an app is made, changed and taken away', async () => {
  const { apps } = subject.world;
  const id = await made({ name: 'CRM', scopes: ['user_read'] });
  await post(`apps/${id}`, { requestUrl: receiver.url, events: ['new_message'] });
  expect(apps.get(id)).toMatchObject({ name: 'CRM', requestUrl: receiver.url, events: ['new_message'] });
  const before = apps.get(id);
  await post(`apps/${id}/rotate`);
  await post(`apps/${id}/reconnect`);
  expect(apps.get(id)?.previousVerificationToken).toBe(before?.verificationToken);
  expect(apps.get(id)?.token?.value).not.toBe(before?.token?.value);
  await post(`apps/${id}/disconnect`);
  expect(apps.get(id)?.token).toBeNull();
  await post(`apps/${id}/remove`);
  expect(apps.get(id)).toBeUndefined();
});

test.each([
  [{ events: ['nonsense'] }, 'Invalid events of an app'],
  [{ scopes: ['everything'] }, 'Invalid scopes of an app'],
  [{ requestUrl: 'ftp://a' }, 'Invalid requestUrl of an app'],
  [{ requestUrl: 'ftp://a:pass@b' }, 'Invalid requestUrl of an app: "ftp://a:…@b"'],
  [{ requestUrl: 'https://…@crm.example/' }, 'write out what is shown as …'],
  [{ secret: 'x' }, 'An app has no field "secret"'],
])('%j is refused, and changes nothing', async (draft, message) => {
  const id = await made();
  const before = subject.world.apps.get(id);
  const [status, said] = await messageOf(await post(`apps/${id}`, draft));
  expect([status, said]).toEqual([400, expect.stringContaining(message)]);
  expect(subject.world.apps.get(id)).toEqual(before);
});

test('an unknown app is a 404', async () => {
  for (const path of ['', '/rotate', '/disconnect', '/reconnect', '/remove'])
    expect((await post(`apps/nobody${path}`)).status, path).toBe(404);
  expect((await subject.app.request('/sandbox/apps/nobody/secrets')).status).toBe(404);
});

test('an event is raised by hand, and sent again from its entry', async () => {
  const id = await made({ requestUrl: receiver.url });
  const emitted = await post('webhooks/emit', { event: 'chat_to_call', data: { duration: 60 }, appId: id });
  expect(emitted.status).toBe(204);
  await subject.world.webhooks.settled();
  const [entry] = subject.world.ledger.entries({ type: 'webhook', appId: id });
  expect((await post('webhooks/again', { seq: entry?.seq })).status).toBe(204);
  await subject.world.webhooks.settled();
  expect(receiver.received.map(({ data }) => data)).toEqual([{ duration: 60 }, { duration: 60 }]);
});

test('what cannot be raised, pushed or sent again is refused', async () => {
  expect((await post('webhooks/emit', { event: '' })).status).toBe(400);
  expect((await post('webhooks/emit', { event: 'x', appId: 'nobody' })).status).toBe(400);
  expect((await post('webhooks/push', { conversationId: 1 })).status).toBe(404);
  expect((await post('webhooks/again', { seq: 1_000_000 })).status).toBe(404);
});

test('an event whose data is nested too deep is refused, and stands nowhere', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const before = subject.world.ledger.lastSeq;
  const response = await subject.app.request('/sandbox/webhooks/emit', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: `{"event":"x","appId":"${subject.world.apps.list()[0]?.id}","data":${deep}}`,
  });
  expect(await messageOf(response)).toEqual([400, 'The body is nested more than 100 levels deep.']);
  expect(subject.world.ledger.lastSeq).toBe(before);
});
