import { readFileSync } from 'node:fs';
import { createClient } from '@driftkit/api';
import type { DriftClient } from '@driftkit/api';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bought, ownAttributes, preload, sendOnce } from './recipes';

let sandbox: Awaited<ReturnType<typeof createSandbox>>;
let drift: DriftClient;
beforeAll(async () => {
  sandbox = await createSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  drift = createClient({ accessToken: sandbox.accessToken, baseUrl: sandbox.apiUrl });
});

const jane = { id: 'user_1', email: 'jane@acme.com', name: 'Jane' };

describe('the recipes of the README', () => {
  it('stand there word for word', () => {
    const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
    const readme = here('../../packages/api/README.md');
    const recipes = [...here('recipes.ts').matchAll(/\/\/ recipe: (\S+)\n(.*?)\/\/ end/gs)];
    expect(recipes).toHaveLength(4);
    expect(recipes.filter(([, , code = '']) => !readme.includes(code)).map(([, name]) => name)).toEqual([]);
  });

  it('preload a contact at sign-up, also twice', async () => {
    const { id, dropped } = await preload(drift, jane);
    expect(dropped).toEqual([]);
    expect((await preload(drift, jane)).id).toBe(id);
    expect(sandbox.contacts.byExternalId('user_1')).toMatchObject({ id: Number(id) });
  });

  it('update a contact by your own id after a purchase', async () => {
    await preload(drift, jane);
    await bought(drift, 'user_1', 'pro');
    expect((await drift.contacts.findByExternalId('user_1'))?.attributes['plan']).toBe('pro');
  });

  it('give a page the allowed attributes of its own contact, and nothing else', async () => {
    await preload(drift, jane);
    await bought(drift, 'user_1', 'pro');
    const handler = ownAttributes(drift, async (request) =>
      request.headers.has('cookie') ? { id: 'user_1' } : undefined,
    );
    const page = 'https://shop.example/api/me?id=user_2';
    expect((await handler(new Request(page))).status).toBe(401);
    const answer = await handler(new Request(page, { headers: { cookie: 'session=1' } }));
    expect(await answer.json()).toEqual({ plan: 'pro', support_tier: null });
  });

  it('send a message once, where the answer is lost after it was done, and where it was not done', async () => {
    const { id } = await drift.conversations.create({ email: jane.email, message: { body: 'Hello?' } });
    for (const isDone of [true, false]) {
      let isBroken = true;
      const breaksOnce = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
        if (init?.method !== 'POST' || !isBroken) return fetch(url, init);
        isBroken = false;
        if (isDone) await (await fetch(url, init)).text();
        throw new TypeError('fetch failed', {
          cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
        });
      };
      const unlucky = createClient({
        accessToken: sandbox.accessToken,
        baseUrl: sandbox.apiUrl,
        fetch: breaksOnce,
      });
      await sendOnce(unlucky, id, `On Tuesdays <3 ${isDone}`);
    }
    const bodies = (await drift.conversations.messages(id).toArray({ limit: 9 })).map(({ body }) => body);
    expect(bodies).toHaveLength(3);
  });
});
