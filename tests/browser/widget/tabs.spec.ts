import type { BrowserContext, Page } from '@playwright/test';
import type { Sandbox } from '@driftkit/sandbox';
import { become, openApp, state } from './app';
import { expect, test } from './fixtures';
import { ANN, arrives, BOB, expectTheLawsAcrossTabs, lands, NOBODY, reached } from './judge';
import { chatWindow, comesTo, launcher, reported } from './on-page';
import type { Site } from './site';

// Several tabs of one browser share its cookies: whoever acts in one of them acts in all.

test.afterEach(({ sandbox }) => expectTheLawsAcrossTabs(sandbox));

/** Two tabs of the app, both there as this person. */
async function openTwo(
  { context, site, sandbox }: { context: BrowserContext; site: Site; sandbox: Sandbox },
  person: string,
): Promise<[acting: Page, other: Page]> {
  const pages: [Page, Page] = [await context.newPage(), await context.newPage()];
  for (const [index, page] of pages.entries()) {
    await openApp(page, site.page());
    await become(page, site, person, `in tab ${index}`);
    await lands(sandbox, person, `in tab ${index}`);
  }
  return pages;
}

/** The chat is open, with something in it that only this person may read. */
async function sayASecret(page: Page, sandbox: Sandbox): Promise<void> {
  await page.evaluate(() => {
    chat.api.goToNewConversation('my secret');
    chat.api.openChat();
  });
  await sandbox.ledger.waitFor({ type: 'message', text: 'my secret' });
  await expect(chatWindow(page).getByText('my secret').first()).toBeVisible();
}

test('a logout in one tab takes the chat of the other away', async ({ context, site, sandbox }) => {
  const [acting, other] = await openTwo({ context, site, sandbox }, ANN);
  await sayASecret(other, sandbox);
  const { lastSeq } = sandbox.ledger;

  await become(acting, site, NOBODY, 'in the acting tab');
  await lands(sandbox, NOBODY, 'in the acting tab');
  await expect(chatWindow(other).getByText('my secret')).toHaveCount(0);
  await expect(launcher(other)).toBeVisible();
  await other.evaluate(() => chat.track('made in the other tab'));
  const late = await sandbox.ledger.waitFor({ type: 'track', event: 'made in the other tab' });
  expect(late.externalId).toBeNull();
  expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
});

test(
  'a login in one tab holds the other back until its own app has heard of it',
  { tag: '@long' },
  async ({ context, site, sandbox }) => {
    const [acting, other] = await openTwo({ context, site, sandbox }, NOBODY);
    await become(acting, site, ANN);
    await arrives(sandbox, ANN);
    await comesTo(other, 'waiting');
    await expect(launcher(other)).toBeHidden();
    const { lastSeq } = sandbox.ledger;

    await state(other, ANN, 'in the other tab');
    expect(await lands(sandbox, ANN, 'in the other tab')).toMatchObject({ externalId: ANN });
    expect(sandbox.ledger.entries({ type: 'bootstrap', after: lastSeq })).toMatchObject([
      { externalId: ANN },
    ]);
    await expect(launcher(other)).toBeVisible();
  },
);

test(
  'a switch in one tab shows the other neither chat, until its own app has heard of it',
  { tag: '@long' },
  async ({ context, site, sandbox }) => {
    const [acting, other] = await openTwo({ context, site, sandbox }, ANN);
    await sayASecret(other, sandbox);
    await become(acting, site, BOB);
    await lands(sandbox, BOB);
    await expect(chatWindow(other).getByText('my secret')).toHaveCount(0);
    await expect(launcher(other)).toBeHidden();
    const { lastSeq } = sandbox.ledger;

    await state(other, BOB, 'in the other tab');
    expect(await lands(sandbox, BOB, 'in the other tab')).toMatchObject({ externalId: BOB });
    expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
  },
);

test(
  'a login in a window that the app opened is a login here',
  { tag: '@long' },
  async ({ context, site, sandbox }) => {
    const opener = await context.newPage();
    await openApp(opener, site.page());
    await become(opener, site, NOBODY);
    const { aid } = await lands(sandbox, NOBODY);
    const opened = context.waitForEvent('page');
    await opener.evaluate(
      (address) => void window.open(address, '_blank', 'width=400,height=600'),
      site.page(),
    );
    const login = await opened;
    await login.waitForFunction(() => 'kit' in globalThis);
    await login.evaluate(() => kit.session().load());
    await become(login, site, ANN, 'in the window');
    await lands(sandbox, ANN, 'in the window');
    await login.close();

    await state(opener, ANN, 'in the opener');
    expect(await lands(sandbox, ANN, 'in the opener')).toMatchObject({ externalId: ANN, aid });
  },
);

test(
  'six tabs make no storm of a logout: each asks once, and each ends without the person',
  { tag: '@long' },
  async ({ context, site, sandbox }) => {
    const tabs = await Promise.all(Array.from({ length: 6 }, () => context.newPage()));
    for (const [index, tab] of tabs.entries()) {
      await openApp(tab, site.page());
      await become(tab, site, ANN, `in tab ${index}`);
      await lands(sandbox, ANN, `in tab ${index}`);
    }
    const { asked } = site.tokens;
    const { lastSeq } = sandbox.ledger;
    const [acting, ...others] = tabs;
    if (acting) await become(acting, site, NOBODY);
    for (const tab of others)
      await expect.poll(() => tab.evaluate(() => chat.identity.status)).toBe('anonymous');
    for (const tab of tabs) await expect(launcher(tab)).toBeVisible();
    expect(site.tokens.asked - asked).toBe(others.length);
    expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
  },
);

test(
  'a tab that insists on another person than the newest one is reported, and not fought over',
  { tag: '@long' },
  async ({ context, site, sandbox }) => {
    const [acting, other] = await openTwo({ context, site, sandbox }, ANN);
    await become(acting, site, BOB);
    await lands(sandbox, BOB);
    await comesTo(other, 'waiting');
    await state(other, ANN, 'insisting');
    await expect.poll(() => reported(other)).toContain('tabs_disagree');
    await acting.evaluate(() => chat.track('made for user_bob again'));
    await expect.poll(() => reported(other)).toContain('token_invalid');
    expect(sandbox.ledger.entries({ type: 'track', externalId: ANN }).map(({ event }) => event)).toEqual([
      'made for user_ann in tab 0',
      'made for user_ann in tab 1',
    ]);
  },
);
