import type { Page, Route } from '@playwright/test';
import { AMARA, chooseFromAccountMenu, JANE, logInAs, switchTo } from './app';
import { expect, test } from './fixtures';

// Who the page thinks is here: what is late, lost, unreadable, or done in another window.

const askAnew = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

/** Holds back the answer to the first request for the address, which the server gives at once. */
async function holdAnswer(page: Page, address: string): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(
    address,
    async (route: Route) => {
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  return release;
}

test(
  'an answer from before the login, come late, ends nobody’s session',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    const release = await holdAnswer(page, '**/api/me');
    const late = page.waitForResponse('**/api/me');
    await logInAs(page, JANE);
    await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    release();
    expect(await (await late).json()).toEqual({ user: null });
    await askAnew(page);
    await expect(page.getByRole('heading', { name: JANE.company })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(sandbox.ledger.entries({ type: 'reset' })).toEqual([]);
  },
);

test(
  'a server that cannot be reached is asked again when the network is back, and the complaint goes',
  { tag: '@long' },
  async ({ page }) => {
    await page.route('**/api/me', (route) => route.abort(), { times: 1 });
    await page.goto('/');
    await expect(page.getByRole('alert')).toContainText('Harbor cannot be reached.');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('link', { name: 'Log in', exact: true })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  },
);

test('an answer that is not Harbor’s own is told in Harbor’s words', { tag: '@long' }, async ({ page }) => {
  await logInAs(page, JANE);
  const answer = { status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' };
  await page.route('**/api/logout', (route) => route.fulfill(answer));
  await chooseFromAccountMenu(page, JANE, 'Log out');
  await expect(page.getByRole('alert')).toHaveText(
    'You are still logged in: Harbor did not answer as it should. Try again in a moment.',
  );
});

test.describe('another window, beside this one', () => {
  test(
    'that switches to somebody else takes this one along',
    { tag: '@long' },
    async ({ page, context, sandbox }) => {
      await logInAs(page, JANE);
      await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
      const other = await context.newPage();
      await other.goto('/dashboard');
      await switchTo(other, JANE, AMARA);
      await expect(page.getByRole('heading', { name: AMARA.company })).toBeVisible();
      await expect(page.getByText('jane@')).toHaveCount(0);
    },
  );

  for (const way of ['Log out', 'Log out and leave the page'])
    test(
      `that says “${way}” leaves nothing of the person here`,
      { tag: way === 'Log out' ? [] : '@long' },
      async ({ page, context, sandbox }) => {
        await logInAs(page, JANE);
        await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
        const other = await context.newPage();
        await other.goto('/dashboard');
        await chooseFromAccountMenu(other, JANE, way);
        await expect(page.getByRole('alert')).toContainText('Your session has ended, Jane.');
        await expect(page.getByText(JANE.company)).toHaveCount(0);
      },
    );
});
