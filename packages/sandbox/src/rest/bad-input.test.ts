import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRestApp } from './rest-app';
import { createRestSubject } from './rest-for-test';

const RUNS = Number(process.env['DRIFTKIT_RUNS'] ?? 400);
const subject = createRestSubject({
  assumptions: { rateLimit: 'none' },
  seed: { generate: { conversations: 50 } },
});
/** Every route there is, so that a new one is tried without a word here. */
const ROUTES = createRestApp(subject.world)
  .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
  .map(({ method, path }) => ({ method, path }));

const id = fc.constantFrom(
  '1',
  '101',
  '1001',
  '5001',
  '1000000001',
  'abc',
  '-1',
  '1.5',
  '1e9',
  '9'.repeat(40),
  '%00',
  '..',
  '__proto__',
  '',
);
const json = fc.jsonValue({ maxDepth: 3 });
const value = fc.oneof(json, id, fc.constantFrom(1001, 101, 5001, -1, 2 ** 60, 'a@b.example'));
/** Bodies that are nearly right, so that garbage gets past the outermost check. */
const likely = fc.record(
  {
    attributes: fc.oneof(
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('email', 'externalId', '__proto__')), value),
      json,
    ),
    email: value,
    message: fc.oneof(fc.record({ body: value, attributes: value }), json),
    type: fc.constantFrom('chat', 'private_note', 'edit', 7),
    body: value,
    buttons: fc.oneof(fc.array(fc.record({ label: value, value, type: value })), json),
    userId: value,
    contactId: value,
    externalId: value,
    event: value,
    createdAt: value,
    accountId: value,
    ownerId: value,
    domain: value,
    customProperties: value,
    name: value,
    availability: value,
    filters: fc.oneof(
      fc.array(
        fc.record({
          property: value,
          operation: fc.constantFrom('IN', 'BETWEEN', 'HAS_PROPERTY', 'x'),
          values: value,
        }),
      ),
      json,
    ),
    metrics: value,
    access_token: value,
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  likely.map((one) => JSON.stringify(one)),
  json.map((one) => JSON.stringify(one)),
  fc.string(),
  fc.constantFrom(
    '[1234567890123456789',
    '{"a":1,"a":2,"b":1234567890123456789}',
    `${'['.repeat(50_000)}1234567890123456`,
  ),
);
const query = fc.dictionary(
  fc.constantFrom(
    'limit',
    'next',
    'page_token',
    'statusId',
    'email',
    'id',
    'idType',
    'index',
    'size',
    'userId',
    'min_start_time',
    'max_start_time',
    'clientId',
  ),
  fc.oneof(
    id,
    fc.string(),
    fc.constantFrom(
      'external',
      '0',
      '-5',
      '99999999999999999999',
      'c3RhdHVzSWRzPTE',
      'Y29udmVyc2F0aW9uPTEmZnJvbT01MA',
    ),
  ),
);
const request = fc.record({
  route: fc.constantFrom(...ROUTES),
  id,
  query,
  body,
  type: fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', ''),
});

test('no garbage on any route is a 500: every refusal has the documented shape', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ route, id: one, query: asked, body: text, type }) => {
      // An app that uninstalled itself could ask no more.
      if (route.path === '/app/uninstall') return;
      const path = route.path.replace(/:[^/]+/g, encodeURIComponent(one) || 'x');
      const answer = await subject.send(
        route.method,
        `${path}?${new URLSearchParams(asked).toString()}`,
        route.method === 'GET' ? undefined : text,
        { 'Content-Type': type },
      );
      expect(answer.status, `${route.method} ${path} ${text}: ${answer.text}`).toBeLessThan(500);
      if (answer.status >= 400 && !path.startsWith('/oauth2'))
        expect(answer.body.error, answer.text).toEqual({
          type: expect.any(String) as unknown,
          message: expect.any(String) as unknown,
        });
    }),
    { numRuns: RUNS },
  );
  expect((await subject.get('/users/list')).status).toBe(200);
}, 60_000);

const worldNow = (): string =>
  JSON.stringify([
    subject.world.contacts.list(),
    subject.world.conversations.list(),
    subject.world.accounts.list(),
  ]);
const deep = '['.repeat(100_000) + ']'.repeat(100_000);

test.each([
  [
    'a timeline event nested too deep',
    'POST',
    '/contacts/timeline',
    `{"externalId":"e","event":"e","attributes":{"a":${deep}}}`,
    'application/json',
    400,
  ],
  [
    'an account nested too deep',
    'POST',
    '/accounts/create',
    `{"ownerId":101,"domain":"deep.example","customProperties":[{"label":"l","name":"n","type":"STRING","value":${deep}}]}`,
    'application/json',
    400,
  ],
  [
    'a number that no double holds',
    'POST',
    '/contacts',
    '{"attributes":{"email":"inf@b.example","n":1e999}}',
    'application/json',
    400,
  ],
  [
    'an integer that no int64 holds',
    'POST',
    '/contacts',
    '{"attributes":{"email":"inf@b.example","n":9223372036854775808}}',
    'application/json',
    400,
  ],
  ['a body that is no JSON', 'POST', '/contacts', '{"attributes":', 'application/json', 400],
  [
    'another content type',
    'POST',
    '/contacts',
    'email=a@b.example',
    'application/x-www-form-urlencoded',
    415,
  ],
  [
    'a body of 10 MB',
    'POST',
    '/contacts',
    `{"attributes":{"email":"a@b.example","x":"${'x'.repeat(10_000_000)}"}}`,
    'application/json',
    413,
  ],
  ['an unknown path', 'POST', '/contacts/everything', '{}', 'application/json', 404],
  ['another method', 'DELETE', '/users/list', '{}', 'application/json', 404],
  ['an id with letters', 'PATCH', '/contacts/12ab', '{"attributes":{}}', 'application/json', 404],
  ['an id that JSON would round', 'GET', '/contacts/9007199254740993', undefined, '', 404],
  ['a negative limit', 'GET', '/conversations/list?limit=-5', undefined, '', 400],
  ['no limit at all', 'GET', '/conversations/list?limit=0', undefined, '', 400],
  ['an unknown status', 'GET', '/conversations/list?statusId=OPEN', undefined, '', 400],
  [
    'the cursor of messages in a list',
    'GET',
    '/conversations/list?page_token=Y29udmVyc2F0aW9uPTEmZnJvbT01MA',
    undefined,
    '',
    400,
  ],
  ['a cursor of nothing', 'GET', '/conversations/list?page_token=%00', undefined, '', 400],
] as const)(
  '%s is refused in the documented shape, and the world stays as it was',
  async (_name, method, path, text, type, status) => {
    const before = worldNow();
    const answer = await subject.send(method, path, text, { 'Content-Type': type });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(/\w/);
    expect(worldNow()).toBe(before);
  },
);
