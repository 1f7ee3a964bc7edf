import { expect, test } from 'vitest';
import { createSubject } from './web-app-for-test';

const HOSTILE = '<img src=x onerror=alert(1)>';

test.each<[string, unknown]>([
  ['an address that is none', { type: 'email', email: 'jane' }],
  ['an address with markup', { type: 'email', email: `${HOSTILE}@acme.com` }],
  ['an address without end', { type: 'email', email: `${'a'.repeat(300)}@acme.com` }],
  ['a number that is none', { type: 'phone', phone: HOSTILE }],
  ['too few digits', { type: 'phone', phone: '+49 30' }],
  ['a kind nobody knows', { type: 'address', address: 'x' }],
  ['a time that is none', { type: 'meeting', time: '10:00', timeZone: 'UTC' }],
])('POST /widget/answers refuses %s', async (_, answer) => {
  const { app, world } = createSubject({
    playbooks: [{ interactionId: 1, name: 'x', steps: [{ say: 'E-mail?', ask: 'email' }] }],
  });
  const { token } = world.sessions.open('aid-1', world.browsers.visit('aid-1').id);
  const post = (path: string, body: unknown): Response | Promise<Response> =>
    app.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  await post('/widget/interactions', { interactionId: 1 });
  const [conversation] = world.conversations.list();
  const response = await post('/widget/answers', {
    conversationId: conversation?.id,
    messageId: conversation?.messages[0]?.id,
    answer,
  });
  expect(response.status).toBe(400);
  expect(world.conversations.list()[0]?.messages).toHaveLength(1);
});

test.each(['messages', 'answers', 'interactions', 'links', 'targeting', 'attention', 'meetings'])(
  'POST /widget/%s survives garbage, and knows nobody without a token',
  async (path) => {
    const { app, post } = createSubject();
    for (const body of ['', '[]', 'null', '{"a":', '"x"', '{}']) {
      const response = await app.request(`/widget/${path}`, { method: 'POST', body });
      expect(response.status).toBe(400);
    }
    const response = await post(`/widget/${path}`, {
      conversationId: 1,
      text: 'x',
      messageId: 1,
      answer: { type: 'buttons', text: 'x' },
      interactionId: 1,
      link: 'x',
      url: '/',
      pageName: null,
      mayFire: true,
      attention: 'opened',
      agentId: 1,
    });
    expect(response.status).toBe(401);
  },
);

test('playbooks nested without end, and calls too, are refused and survived', async () => {
  const { app, post, world } = createSubject();
  const deep = `${'{"say":"x","buttons":[{"text":"y","then":['.repeat(1200)}{"say":"z"}${']}]}'.repeat(1200)}`;
  const body = `{"playbooks":[{"interactionId":1,"name":"x","steps":[${deep}]}]}`;
  expect((await post('/sandbox/playbooks', body)).status).toBe(400);
  const args = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  const call = `{"aid":"aid-1","method":"track","args":${args},"why":null}`;
  // A page's own calls are cut short before they are sent, see embed/call-arguments.ts.
  expect((await post('/widget/calls', call)).status).toBe(400);
  expect((await app.request('/sandbox/state')).status).toBe(200);
  expect(JSON.stringify(world.ledger.entries()).length).toBeLessThan(1000);
});
