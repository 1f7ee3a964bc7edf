import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, mapDriftHosts, test } from '@driftkit/sandbox/playwright';
import { DRIFT_HOST, snippet } from './snippets';

const EMBED_ID = 'abcdefgh1234';
const SHOP = 'https://shop.example/';

test.use({ sandboxOptions: { embedId: EMBED_ID, signedIdentities: 'disabled' } });

/** A page on the open web as far as the browser knows: https, with Drift's own address in the snippet. */
async function openShop(page: Page, afterSnippet = '', csp = ''): Promise<void> {
  const body = `<!doctype html><title>Shop</title><h1>Shop</h1>
    <script>${snippet(DRIFT_HOST, EMBED_ID)}</script><script>${afterSnippet}</script>`;
  await page.route(SHOP, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body,
      headers: csp === '' ? {} : { 'Content-Security-Policy': csp },
    }),
  );
  await page.goto(SHOP);
}

const chat = (page: Page): ReturnType<Page['frameLocator']> => page.frameLocator('#drift-frame-chat iframe');

test('a page with the unchanged snippet meets the sandbox under Drift’s own hosts', async ({
  page,
  sandbox,
}) => {
  await openShop(page);
  const ready = await sandbox.ledger.waitFor({ type: 'ready' });
  expect(sandbox.browsers.get(ready.aid ?? '')?.openPages).toBe(1);
  expect(sandbox.ledger.entries({ type: 'script' })).toMatchObject([{ timely: true, answer: 'script' }]);
  for (const frame of page.frames().slice(1)) expect(new URL(frame.url()).origin).toBe(DRIFT_HOST);
  expect(page.frames()).toHaveLength(3);
});

test('chat is live both ways through the mapped hosts', async ({ page, sandbox }) => {
  await openShop(page, `drift.on('ready', function (api) { api.openChat(); });`);
  await chat(page).getByRole('textbox', { name: 'Message' }).fill('Is this in stock?');
  await chat(page).getByRole('button', { name: 'Send' }).dispatchEvent('click');
  const { conversationId } = await sandbox.ledger.waitFor({ type: 'message', from: 'visitor' });
  sandbox.conversations.reply(conversationId, 'It is.');
  await expect(chat(page).getByText('It is.')).toBeVisible();
});

test('a policy made for Drift’s own hosts is enough', { tag: '@long' }, async ({ page, sandbox }) => {
  const policy = `script-src 'unsafe-inline' ${DRIFT_HOST}; frame-src ${DRIFT_HOST}; style-src 'unsafe-inline'`;
  await openShop(page, '', `default-src 'none'; ${policy}`);
  await sandbox.ledger.waitFor({ type: 'ready' });
});

test('another of Drift’s hosts is answered by the sandbox too, and nothing leaves the machine', async ({
  page,
}) => {
  await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Shop</h1>' }));
  for (const host of ['js.drift.com', 'widget.drift.com', 'event.api.drift.com', 'bootstrap.driftapi.com']) {
    const answer = await page.goto(`https://${host}/nothing/here`);
    expect(await answer?.json(), host).toEqual({
      error: { code: 'not_found', message: 'There is nothing at /nothing/here.' },
    });
  }
  const refused = await page.goto('https://driftapi.com/users/list');
  expect(refused?.status(), 'the REST half asks for a token').toBe(401);
});

test(
  'the page may not turn the sandbox’s switches through the mapped hosts',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    await openShop(page);
    await sandbox.ledger.waitFor({ type: 'ready' });
    await page.evaluate(
      (url) => fetch(url, { method: 'POST', mode: 'no-cors' }),
      `${DRIFT_HOST}/sandbox/reset`,
    );
    expect(sandbox.ledger.entries({ type: 'ready' })).toHaveLength(1);
  },
);

test('a fault reaches the page as it would from Drift', { tag: '@long' }, async ({ page, sandbox }) => {
  sandbox.faults.set({ script: '404' });
  const failed = page.waitForResponse(/\/include\//);
  await openShop(page, `drift.track('waits');`);
  expect((await failed).status()).toBe(404);
  expect(await page.evaluate('drift.length')).toBe(1);
});

test('a context of the test’s own is mapped by hand', { tag: '@long' }, async ({ browser, sandbox }) => {
  const context = await browser.newContext();
  await mapDriftHosts(context, sandbox);
  await openShop(await context.newPage());
  await sandbox.ledger.waitFor({ type: 'ready' });
  await context.close();
});

test('the example of the README is the one that runs here', async () => {
  const [readme, example] = await Promise.all(
    ['../../packages/sandbox/README.md', 'sandbox-example.spec.ts'].map((path) =>
      readFile(new URL(path, import.meta.url), 'utf8'),
    ),
  );
  // Not toContain: it would print the whole README.
  expect(readme?.includes(`\`\`\`ts\n${example}\`\`\``)).toBe(true);
});
