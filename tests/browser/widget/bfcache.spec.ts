import type { Page } from '@playwright/test';
import { become, openApp, state } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, expectTheLawsAcrossTabs, lands, NOBODY, reached } from './judge';
import { chatWindow, comesTo, launcher } from './on-page';

// A page that the browser keeps as it is, with the chat in it, and shows again with "back". Playwright switches that off.
test.use({
  launchOptions: [
    ({ launchOptions, browserName }, use) =>
      use({
        ...launchOptions,
        ...(browserName === 'chromium' && { ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
      }),
    { scope: 'worker' },
  ],
});

test.afterEach(({ sandbox }) => expectTheLawsAcrossTabs(sandbox));

/** Ann's page, with her secret in the open chat; what happens after she has left it; and back to it. */
test.beforeEach(async ({ page, site, sandbox }) => {
  await openApp(page, site.page());
  await become(page, site, ANN);
  await page.evaluate(() => {
    chat.api.goToNewConversation('my secret');
    chat.api.openChat();
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset['persisted'] = String(persisted);
    });
  });
  await sandbox.ledger.waitFor({ type: 'message', text: 'my secret' });
  await expect(chatWindow(page).getByText('my secret').first()).toBeVisible();
  await openApp(page, site.page());
});

async function goBack(page: Page): Promise<void> {
  await page.goBack({ waitUntil: 'commit' });
  await page.waitForFunction(() => 'kit' in globalThis);
  const isRestored = await page.evaluate(() => document.documentElement.dataset['persisted'] === 'true');
  test.skip(!isRestored, 'this browser did not keep the page');
}

test('after a logout, back shows nothing of the person, and the chat is a visitor’s', async ({
  page,
  site,
  sandbox,
}) => {
  await become(page, site, NOBODY);
  const { seq } = await lands(sandbox, NOBODY);
  await goBack(page);
  await page.evaluate(() => chat.track('from the page of before'));
  const late = await sandbox.ledger.waitFor({ type: 'track', event: 'from the page of before' });
  expect(late.externalId).toBeNull();
  await expect(launcher(page)).toBeVisible();
  await expect(chatWindow(page).getByText('my secret')).toHaveCount(0);
  expect(reached(sandbox, ANN, seq)).toEqual([]);
});

test(
  'after a login of somebody else, back shows no chat until the app has noticed',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await become(page, site, BOB);
    const { seq } = await lands(sandbox, BOB);
    await goBack(page);
    await comesTo(page, 'waiting');
    await expect(chatWindow(page).getByText('my secret')).toHaveCount(0);
    await expect(launcher(page)).toBeHidden();
    await state(page, BOB, 'noticed');
    expect(await lands(sandbox, BOB, 'noticed')).toMatchObject({ externalId: BOB });
    expect(reached(sandbox, ANN, seq)).toEqual([]);
  },
);

test('when nothing has changed, back asks for a token again and is the same person’s', async ({
  page,
  site,
  sandbox,
}) => {
  const { asked } = site.tokens;
  const { lastSeq } = sandbox.ledger;
  await goBack(page);
  await sandbox.ledger.waitFor({ type: 'ready', externalId: ANN }, { after: lastSeq });
  await expect(launcher(page)).toBeVisible();
  expect(site.tokens.asked).toBe(asked + 1);
  expect(sandbox.browsers.list()).toHaveLength(1);
});
