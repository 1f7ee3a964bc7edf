import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSubject } from './web-app-for-test';

/** Every route there is, so that a new one is tried without a word here. */
const ROUTES = createSubject()
  .app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
  .map(({ method, path }) => ({ method, path }));

const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
/** Bodies that are nearly right, so that garbage gets past the outermost check. */
const likely = fc.record(
  {
    aid: fc.oneof(fc.constant('aid-1'), json),
    userId: fc.oneof(fc.string(), json),
    userJwt: json,
    identity: fc.oneof(fc.constant(null), fc.record({ userId: fc.oneof(fc.string(), json), userJwt: json })),
    cookie: fc.oneof(fc.constant(null), json),
    url: fc.oneof(fc.string(), json),
    when: fc.constantFrom('boot', 'session', 'reset', 'never'),
    attributes: fc.oneof(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.double(), fc.boolean())), json),
    method: fc.string(),
    args: fc.array(json),
    why: fc.oneof(fc.constant(null), fc.string()),
    event: fc.oneof(fc.string(), json),
    conversationId: fc.oneof(fc.constantFrom(null, 5001), json),
    messageId: fc.oneof(fc.constantFrom(70_001, 1), json),
    text: fc.oneof(fc.string(), json),
    interactionId: fc.oneof(fc.constantFrom(1, 0, -1), json),
    contactId: fc.oneof(fc.constantFrom(1001, 1), json),
    cause: fc.constantFrom('load', 'call'),
    title: fc.string(),
    referrer: fc.string(),
    pageName: fc.oneof(fc.constant(null), fc.string()),
    playbooks: fc.oneof(fc.array(json), json),
    signedIdentities: fc.oneof(fc.constant('disabled'), json),
    assumptions: json,
    script: fc.oneof(fc.constantFrom('404', '500', 'none'), json),
  },
  { requiredKeys: [] },
);
const body = fc.oneof(
  likely.map((value) => JSON.stringify(value)),
  json.map((value) => JSON.stringify(value)),
  fc.string(),
);
const piece = fc.oneof(fc.string(), fc.constantFrom('..', '%00', '__proto__', 'sandbox0drft.js'));

const request = fc.record({
  route: fc.constantFrom(...ROUTES),
  pieces: fc.array(piece, { minLength: 2, maxLength: 2 }),
  query: fc.dictionary(fc.constantFrom('after', 'type', 'token', 'embedId'), fc.string()),
  body,
  authorized: fc.boolean(),
});

test('no garbage on any route breaks anything: every answer is deliberate', async () => {
  const subject = createSubject({ signedIdentities: 'disabled' });
  const session = subject.world.sessions.open('aid-1', subject.world.browsers.visit('aid-1').id);
  await fc.assert(
    fc.asyncProperty(request, async ({ route, pieces, query, body: text, authorized }) => {
      // A sandbox told to be slow or to hang does so: that is deliberate too, but takes time.
      subject.world.faults.clear();
      const path = route.path.replace(/:[^/]+/g, () => encodeURIComponent(pieces.pop() ?? ''));
      const response = await subject.app.request(`${path}?${new URLSearchParams(query).toString()}`, {
        method: route.method,
        headers: {
          'Content-Type': 'application/json',
          ...(authorized && { Authorization: `Bearer ${session.token}` }),
        },
        ...(route.method === 'POST' && { body: text }),
      });
      const answer = await response.text();
      expect(response.status, `${route.method} ${path} ${text}: ${answer}`).toBeLessThan(500);
    }),
    { numRuns: Number(process.env['DRIFTKIT_RUNS'] ?? 300) },
  );
  // And it still works.
  expect((await subject.app.request('/sandbox/state')).status).toBe(200);
}, 60_000);
