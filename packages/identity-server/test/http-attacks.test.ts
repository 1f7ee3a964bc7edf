import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeJwt } from 'jose';
import { createIdentityHandler } from '../src/index';
import { ask } from './ask';
import { FRAMEWORKS } from './frameworks';
import type { Subject } from './frameworks';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const people = Array.from({ length: 1_000 }, (_, i) => `user_${i}`);
const injection = 'a\r\nSet-Cookie: sid=evil\r\n\r\n<script>';
const sessions = new Map<string, unknown>([
  ...people.map((id) => [id, { id }] as const),
  ['later', Promise.resolve({ id: 'later' })],
  ['injection', { id: injection }],
]);

describe.each([
  ['node:http', 1_000],
  ['Express 5', 100],
  ['Fastify', 100],
] as const)('%s', (framework, count) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await (FRAMEWORKS[framework] as NonNullable<(typeof FRAMEWORKS)[string]>)({
      secret,
      sessions,
      onError: () => undefined,
    });
  });
  afterAll(() => subject.close());

  it(`gives each of ${count} people who ask at once their own token`, { timeout: 30_000 }, async () => {
    const asking = people.slice(0, count);
    const answers = await Promise.all(
      asking.map((id) => ask(subject.url, { headers: { cookie: `sid=${id}` } })),
    );
    const subjects = answers.map(({ json }) => decodeJwt((json as { userJwt: string }).userJwt).sub);
    expect(subjects).toEqual(asking);
  });

  it('lets no id into the headers', async () => {
    const { status, headers, json } = await ask(subject.url, { headers: { cookie: 'sid=injection' } });
    expect({ status, json }).toMatchObject({ status: 200, json: { userId: injection } });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['no Host at all', 'GET /drift/token HTTP/1.0\r\n\r\n'],
    ['two hosts', 'GET /drift/token HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n'],
    [
      'two origins',
      'GET /drift/token HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nOrigin: http://b\r\nConnection: close\r\n\r\n',
    ],
    ['a URL in full', 'GET http://evil.example/drift/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    [
      'a URL that begins with two slashes',
      'GET //evil.example/drift/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    ],
    ['TRACE', 'TRACE /drift/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    [
      'a body without a length',
      'POST /drift/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n{"id":"bob"}',
    ],
    [
      'bytes beyond ASCII',
      'GET /drift/token HTTP/1.1\r\nHost: \xff\xfe\r\nOrigin: \x80\r\nConnection: close\r\n\r\n',
    ],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('gives no token and goes on after %s', async (_, bytes) => {
    const { port, hostname } = new URL(subject.url);
    const socket = connect(Number(port), hostname);
    socket.end(Buffer.from(bytes, 'latin1'));
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toContain('userJwt');
    expect((await ask(subject.url, { headers: { cookie: 'sid=later' } })).status).toBe(200);
  });
});

describe('a cache in front', () => {
  /** A shared cache as RFC 9111 allows it: by URL, and everything that does not say no-store. */
  function cached(origin: (cookie: string) => Promise<Response>) {
    const stored = new Map<string, Response>();
    return async (url: string, cookie: string): Promise<Response> => {
      const hit = stored.get(url);
      if (hit) return hit.clone();
      const response = await origin(cookie);
      if (!/no-store/.test(response.headers.get('cache-control') ?? '')) stored.set(url, response.clone());
      return response;
    };
  }

  it('never hands one person the answer of another', async () => {
    const getUser = vi.fn((request: Request) => ({ id: request.headers.get('cookie') ?? '' }));
    const handler = createIdentityHandler({ secret, getUser });
    const ask = cached((cookie) => handler(new Request('https://a/token', { headers: { cookie } })));
    const answers = [await ask('/token', 'jane'), await ask('/token', 'bob')];
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(bodies).toMatchObject([{ userId: 'jane' }, { userId: 'bob' }]);
  });
});
