import { describe, expect, it } from 'vitest';
import { TOKEN, printed } from '../test/canary';
import { json } from '../test/fake-fetch';
import type { Answerer } from '../test/fake-fetch';
import { setUp } from '../test/setup';
import { createClient } from './client';
import { DriftApiError } from './errors';

const SECRET = 'client-secret & more';

/** Drift, a proxy or a fetch of somebody's own that repeats what it was sent, wherever an error has room. */
const echoes: Record<string, Answerer> = {
  'an error message and type': () =>
    json({ error: { type: TOKEN, message: `Bearer ${TOKEN} with ${SECRET} is unknown` } }, 400),
  'a list of errors': () => json({ errors: [{ type: 'x', message: TOKEN, param: SECRET }] }, 422),
  'the words of the gateway': () => json({ error: TOKEN, error_description: `${TOKEN} ${SECRET}` }, 401),
  'a request id': () => json({}, 500, { 'x-request-id': TOKEN }),
  'a page of HTML': () => new Response(`<html>${TOKEN}</html>`, { status: 200 }),
  'half a body': () => new Response(`{"data":"${TOKEN}`),
  'a redirect': () =>
    new Response(null, { status: 302, headers: { location: `https://evil.example/?${TOKEN}` } }),
  'an error with the request on it': () => {
    const request = {
      headers: { authorization: `Bearer ${TOKEN}` },
      url: `https://x/?s=${encodeURIComponent(SECRET)}`,
    };
    throw Object.assign(new Error(`failed: ${JSON.stringify(request)}`), {
      request,
      config: request,
      code: 'ECONNRESET',
    });
  },
  'an error as its cause': () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(TOKEN), { headers: [TOKEN] }) });
  },
  'a text that is thrown': () => {
    throw TOKEN as unknown as Error;
  },
};

describe('law 29: no token, no secret and no body in what an error, an event or a log shows', () => {
  it.each(Object.entries(echoes))('%s', async (_, answer) => {
    const { drift, world, events } = setUp(answer, { retries: 1 });
    const calls: [call: () => Promise<unknown>, ...secrets: string[]][] = [
      [() => drift.contacts.get(1)],
      [() => drift.conversations.sendMessage(1, { body: 'the body of it' }), 'the body of it'],
      [() => drift.app.uninstall({ clientId: 'c', clientSecret: SECRET }), SECRET, 'client-secret'],
      [() => drift.app.tokenInfo(TOKEN)],
    ];
    for (const [call, ...secrets] of calls) {
      const thrown: unknown = await world.settle(call().catch((reason: unknown) => reason));
      expect(thrown).toBeInstanceOf(DriftApiError);
      const all = printed(thrown) + printed(events);
      for (const secret of [TOKEN, ...secrets]) expect(all).not.toContain(secret);
    }
  });

  it('a client shows nothing of its options', () => {
    const drift = createClient({ accessToken: TOKEN });
    expect(printed(drift)).not.toContain(TOKEN);
    expect(JSON.stringify(drift)).not.toContain(TOKEN);
  });

  it.each([`${TOKEN}\n`, ` ${TOKEN}`, `Bearer ${TOKEN}`, `${TOKEN} x`])(
    'a token that cannot be one is refused without being printed: %j',
    (accessToken) => {
      let thrown: unknown;
      try {
        createClient({ accessToken });
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(TypeError);
      expect(printed(thrown)).not.toContain(TOKEN);
    },
  );

  it.each([
    `https://user:${TOKEN}@driftapi.com`,
    `https://driftapi.com/?token=${TOKEN}`,
    `http://driftapi.com`,
    `ftp://x`,
    `not an address ${TOKEN}`,
  ])('a base address that cannot be one is refused without being printed: %s', (baseUrl) => {
    let thrown: unknown;
    try {
      createClient({ accessToken: TOKEN, baseUrl });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect(printed(thrown)).not.toContain(TOKEN);
  });

  it('what Drift says cannot forge a line of a log', async () => {
    const { drift } = setUp(() =>
      json({ error: { type: 'x', message: 'one\r\n2026 ADMIN logged in\u001b[31m' } }, 400),
    );
    const thrown: unknown = await drift.contacts.get(1).catch((reason: unknown) => reason);
    expect((thrown as Error).message).not.toMatch(/[\u0000-\u001f]/);
  });
});
