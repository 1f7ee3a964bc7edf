import { createHmac } from 'node:crypto';
import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startExample } from '../../examples/react-app/server';
import type { Example } from '../../examples/react-app/server';
import { JANE, logInAs } from './app';

// Drift itself cannot be asked. What leaves the page for it can be seen, and goes no further than this file.

const EMBED_ID = 'bc7syzubgi8d';
const SECRET = 'a-signing-secret-as-long-as-drifts-own';
const FIVE_MINUTES = 300_000;
const CONSENT = { name: 'harbor-chat-consent', value: 'granted' };

const test = base.extend<object, { app: Example }>({
  app: [
    async ({}, use) => {
      const app = await startExample({ port: 0, embedId: EMBED_ID, secret: SECRET });
      await use(app);
      await app.close();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ app }, use) => use(app.url),
  storageState: ({ app }, use) =>
    use({ cookies: [], origins: [{ origin: app.url, localStorage: [CONSENT] }] }),
});

/** Answers in Drift's place with a script that does nothing but copy the queue it finds. Gives what the page asked for. */
async function interceptDrift(page: Page): Promise<string[]> {
  const asked: string[] = [];
  const isForeign = (url: URL): boolean => url.hostname !== 'localhost';
  await page.route(isForeign, async (route) => {
    asked.push(route.request().url());
    await route.fulfill({
      contentType: 'text/javascript',
      body: 'window.foundInQueue = JSON.parse(JSON.stringify(window.drift))',
    });
  });
  return asked;
}

type QueueEntry = [method: string, ...args: unknown[]];

async function foundInQueue(page: Page): Promise<QueueEntry[]> {
  const found = await page.waitForFunction(() => (window as { foundInQueue?: QueueEntry[] }).foundInQueue);
  return (await found.jsonValue()) ?? [];
}

test(
  'the page asks the real Drift for its script of these five minutes, and for nothing else',
  { tag: '@long' },
  async ({ page }) => {
    const asked = await interceptDrift(page);
    const before = Date.now();
    await page.goto('/');
    await foundInQueue(page);

    const [, bucket = '', embedId] =
      /^https:\/\/js\.driftt\.com\/include\/(\d+)\/(\w+)\.js$/.exec(asked.join()) ?? [];
    expect(embedId).toBe(EMBED_ID);
    expect(Number(bucket) % FIVE_MINUTES).toBe(0);
    expect(Number(bucket)).toBeGreaterThanOrEqual(before);
    expect(Number(bucket)).toBeLessThan(Date.now() + FIVE_MINUTES);
  },
);

test('the identity that leaves for the real Drift carries a token signed with its secret', async ({
  page,
}) => {
  await interceptDrift(page);
  await logInAs(page, JANE);
  await page.reload();

  const identify = (await foundInQueue(page)).filter(([method]) => method === 'identify');
  expect(identify).toEqual([
    ['identify', JANE.id, expect.objectContaining({ name: JANE.name }), { userJwt: expect.any(String) }],
  ]);
  const { userJwt = '' } = identify[0]?.[3] as { userJwt?: string };
  const [header = '', payload = '', signature] = userJwt.split('.');
  expect(signature).toBe(createHmac('sha256', SECRET).update(`${header}.${payload}`).digest('base64url'));
  expect(decode(header)).toMatchObject({ alg: 'HS256' });
  const { sub, exp } = decode(payload);
  expect(sub).toBe(JANE.id);
  expect(exp).toBeGreaterThan(Date.now() / 1000);
});

test('the policy lets the real Drift in, and nothing of the page offends against it', async ({ page }) => {
  await interceptDrift(page);
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  const answer = await page.goto('/');
  await foundInQueue(page);

  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self' https://js.driftt.com;");
  expect(policy).toMatch(/frame-src [^;]*https:\/\/js\.driftt\.com/);
  expect(violations).toEqual([]);
});

test('no page that leaves the server names the secret', { tag: '@long' }, async ({ page }) => {
  await interceptDrift(page);
  const answers: string[] = [];
  page.on('response', async (response) => {
    if (response.url().startsWith('http://localhost')) answers.push(await response.text().catch(() => ''));
  });
  await logInAs(page, JANE);
  await foundInQueue(page);
  expect(answers.join()).toContain('Harbor');
  expect(answers.join()).not.toContain(SECRET);
});

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}
