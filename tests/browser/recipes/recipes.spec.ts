import type { Page } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { EntryOf, Sandbox } from '@driftkit/sandbox';
import { expect, test } from '@playwright/test';
import { ANN, BOB, expectTheLaws, reached } from '../widget/judge';
import { startSite } from './site';
import type { Site } from './site';

let sandbox: Sandbox;
let site: Site;
test.beforeAll(async () => {
  sandbox = await createSandbox();
  site = await startSite(sandbox);
});
test.afterAll(async () => {
  await site.close();
  await sandbox.close();
});
test.beforeEach(() => {
  sandbox.reset();
  site.reset();
});

async function logIn(page: Page, id: string): Promise<void> {
  await page.getByLabel('Name').fill(id);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** Asks for help until Drift has heard it from this person, and says what it heard. */
async function asksForHelp(page: Page, externalId: string | null): Promise<EntryOf<'track'>> {
  const { lastSeq } = sandbox.ledger;
  await page.waitForLoadState(); // before that the help link of the plain page is a link
  await expect(async () => {
    await page.getByText('Help', { exact: true }).click({ timeout: 1000 });
    await sandbox.ledger.waitFor({ type: 'track', externalId }, { after: lastSeq, timeout: 1000 });
  }).toPass();
  return sandbox.ledger.waitFor({ type: 'track', event: 'asked_for_help', externalId }, { after: lastSeq });
}

for (const recipe of ['plain-html/script-tag.html', 'plain-html/import-map.html', 'vue/', 'svelte/'])
  test(`${recipe}: a login, a switch and a logout, each with the chat of its own person`, async ({
    page,
  }) => {
    const thrown: Error[] = [];
    page.on('pageerror', (error) => thrown.push(error));
    await page.goto(site.url(recipe));
    const visitor = await asksForHelp(page, null);
    await expect(page.getByText('Chat is unavailable')).toBeHidden();

    await logIn(page, ANN);
    await asksForHelp(page, ANN);
    await logIn(page, BOB);
    await asksForHelp(page, BOB);
    const { lastSeq } = sandbox.ledger;
    await page.getByRole('button', { name: 'Log out' }).click();
    const next = await asksForHelp(page, null);

    expect(next.aid).not.toBe(visitor.aid);
    for (const person of [ANN, BOB])
      expect(reached(sandbox, person, lastSeq).filter(({ type }) => type === 'track')).toEqual([]);
    expectTheLaws(sandbox);
    expect(thrown).toEqual([]);
  });

for (const recipe of ['vue/', 'svelte/']) {
  test(`${recipe}: a change of route is told to Drift, once`, { tag: '@long' }, async ({ page }) => {
    await page.goto(site.url(recipe));
    await asksForHelp(page, null);
    await page.getByText('Pricing').click();
    await sandbox.ledger.waitFor({ type: 'page', cause: 'call', pageName: '/pricing' });
    await page.getByText('Pricing').click();
    await asksForHelp(page, null);
    expect(sandbox.ledger.entries({ type: 'page', cause: 'call' })).toHaveLength(1);
  });

  test(
    `${recipe}: says that there is no chat where a blocker stops it, and goes on`,
    { tag: '@long' },
    async ({ page }) => {
      await page.route('**/include/**', (route) => route.abort());
      await page.goto(site.url(recipe));
      await expect(page.getByText('Chat: failed')).toBeVisible();
      await expect(page.getByText('Chat is unavailable: write to us')).toBeVisible();
      await logIn(page, ANN);
      await expect(page.getByText(`Logged in as ${ANN}`)).toBeVisible();
      expect(sandbox.ledger.entries({ type: 'bootstrap' })).toEqual([]);
    },
  );
}
