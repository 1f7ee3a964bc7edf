import { expect, test } from 'vitest';
import { say } from '../visitor/chat';
import { createSubject } from './web-app-for-test';

test('GET /sandbox/state tells everything a watcher needs, and never the secret', async () => {
  const { app, world } = createSubject({ secret: 'a secret nobody may ever read' });
  world.browsers.associate('aid-1', 'user_1', 'identify');
  const text = await (await app.request('http://localhost:4100/sandbox/state')).text();
  expect(JSON.parse(text)).toMatchObject({
    url: 'http://localhost:4100',
    embedId: 'sandbox0drft',
    settings: { signedIdentities: 'required' },
    faults: { script: 'none' },
    browsers: [{ aid: 'aid-1', history: [{ externalId: 'user_1' }] }],
    contacts: [{ externalId: 'user_1' }],
    conversations: [],
    lastSeq: 0,
  });
  expect(text).not.toContain('a secret nobody');
});

test('GET /sandbox/ledger goes on after a seq, and filters by type', async () => {
  const { app, world } = createSubject();
  const who = { aid: 'aid-1', contactId: 1, externalId: null };
  for (const type of ['ready', 'reset', 'ready'] as const) world.ledger.append({ type, ...who });
  const read = async (query: string): Promise<{ entries: { seq: number }[]; lastSeq: number }> =>
    (await (await app.request(`/sandbox/ledger${query}`)).json()) as never;
  expect((await read('')).entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(await read('?after=2')).toMatchObject({ entries: [{ seq: 3 }], lastSeq: 3 });
  expect((await read('?type=ready')).entries.map(({ seq }) => seq)).toEqual([1, 3]);
  expect((await read('?type=reset,ready&after=1')).entries.map(({ seq }) => seq)).toEqual([2, 3]);
});

test.each(['?after=-1', '?after=x', '?type=redy'])(
  'GET /sandbox/ledger%s is a bad request',
  async (query) => {
    const response = await createSubject().app.request(`/sandbox/ledger${query}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad_request' } });
  },
);

test('POST /sandbox/reply answers as an agent', async () => {
  const { post, world } = createSubject();
  const session = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  const { conversation } = say(world, session, { conversationId: null, text: 'Hello' });
  const response = await post('/sandbox/reply', { conversationId: conversation.id, text: 'Hi!' });
  expect(await response.json()).toMatchObject({ message: { from: 'agent', text: 'Hi!' } });
  expect((await post('/sandbox/reply', { conversationId: 1, text: 'Hi!' })).status).toBe(404);
});

test('POST /sandbox/settings changes the named settings and no others', async () => {
  const { post, world } = createSubject();
  await post('/sandbox/settings', { signedIdentities: 'enabled', assumptions: { unload: false } });
  expect(world.settings.current).toMatchObject({
    signedIdentities: 'enabled',
    assumptions: { unload: false, readyAfterReset: true },
  });
});

test('POST /sandbox/faults switches faults', async () => {
  const { post, world } = createSubject();
  await post('/sandbox/faults', { script: { slow: 10 }, boot: 'refused' });
  expect(world.faults.current).toMatchObject({ script: { slow: 10 }, boot: 'refused' });
});

test('POST /sandbox/reset forgets everybody and undoes every change', async () => {
  const { post, world } = createSubject();
  const session = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  world.ledger.append({ type: 'ready', aid: 'aid-1', contactId: 1, externalId: null });
  world.faults.set({ script: '404' });
  world.settings.set({ signedIdentities: 'disabled' });
  expect(await (await post('/sandbox/reset', {})).json()).toEqual({ lastSeq: 1 });
  expect(world.state('')).toMatchObject({ browsers: [], contacts: [], faults: { script: 'none' } });
  expect(world.settings.current.signedIdentities).toBe('required');
  expect(world.ledger.entries()).toEqual([]);
  expect(world.sessions.get(session.token)).toBeUndefined();
});

test.each([
  ['/sandbox/settings', { signedIdentity: 'enabled' }, 'Unknown setting "signedIdentity"'],
  ['/sandbox/settings', { signedIdentities: 'yes' }, 'signedIdentities must be one of'],
  ['/sandbox/settings', { assumptions: null }, 'assumptions'],
  ['/sandbox/settings', [], 'The body is invalid'],
  ['/sandbox/faults', { script: 'broken' }, 'the fault "script" must be one of'],
  ['/sandbox/faults', { __proto__: null, toString: 1 }, 'unknown fault "toString"'],
  ['/sandbox/reply', { conversationId: '1', text: 'Hi' }, 'conversationId'],
  ['/sandbox/reply', { conversationId: 1, text: '  ' }, 'text'],
  ['/sandbox/reply', 'no json', 'The body is not JSON.'],
])('POST %s %j is a bad request that says why', async (path, body, message) => {
  const response = await createSubject().post(path, body);
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  expect([response.status, error.code]).toEqual([400, 'bad_request']);
  expect(error.message).toContain(message);
});

test('POST /sandbox/playbooks takes a list, and refuses anything else', async () => {
  const { post, world } = createSubject();
  const playbook = { interactionId: 5, name: 'Five', steps: [{ say: 'Hi' }] };
  expect(await (await post('/sandbox/playbooks', { playbooks: [playbook] })).json()).toEqual({
    playbooks: [playbook],
  });
  const refused = await post('/sandbox/playbooks', { playbooks: [{ ...playbook, steps: [] }] });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    error: { message: expect.stringContaining('playbooks.0.steps') as string },
  });
  expect(world.playbooks.list()).toEqual([playbook]);
});

test('POST /sandbox/playbooks/fire lets one fire for a contact', async () => {
  const { post, world } = createSubject();
  const contactId = world.browsers.visit('aid-1').id;
  await post('/sandbox/playbooks/fire', { interactionId: 5, contactId });
  expect(world.conversations.list({ contactId })).toMatchObject([{ playbook: { interactionId: 5 } }]);
  expect((await post('/sandbox/playbooks/fire', { interactionId: 5, contactId: 1 })).status).toBe(404);
});
