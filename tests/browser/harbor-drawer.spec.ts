import type { Page } from '@playwright/test';
import { startExample } from '../../examples/react-app/server';
import { closeChat, helpButton, JANE, logInAs } from './app';
import { expect, test } from './fixtures';

const bar = (page: Page) => page.getByRole('complementary', { name: 'What driftkit does' });
const timeline = (page: Page) => bar(page).getByRole('list', { name: 'What happened, newest first' });

test('the drawer says what happened and why, by keyboard too, stays as it was left, and names no token', async ({
  page,
  sandbox,
}) => {
  const token = page.waitForResponse('**/api/drift-identity');
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  const { userJwt } = (await (await token).json()) as { userJwt: string };
  await helpButton(page).click();
  await closeChat(page);

  const toggle = bar(page).getByRole('button', { name: 'Show why' });
  await toggle.focus();
  await page.keyboard.press('Enter');
  await expect(bar(page).getByText('Drift was told who this is.').first()).toBeVisible();
  for (const told of [
    'load()',
    `identified: ${JANE.id}`,
    'track("asked_for_help"',
    'api.openChat()',
    'chatOpen',
  ])
    await expect(timeline(page)).toContainText(told);
  await expect(timeline(page).getByRole('listitem').filter({ hasText: 'api.openChat()' })).toContainText(
    'Drift is ready: delivered.',
  );
  expect(await bar(page).textContent()).not.toContain(userJwt.slice(0, 20));

  await page.reload();
  await expect(timeline(page)).toBeVisible();
  await timeline(page).focus();
  await page.keyboard.press('Escape');
  await expect(timeline(page)).toBeHidden();
  await expect(toggle).toBeFocused();
});

test('a failure stands there with its cost', { tag: '@long' }, async ({ page, sandbox }) => {
  await page.route(`${sandbox.scriptUrl}/**`, (route) => route.abort());
  await page.goto('/help');
  await helpButton(page).click();
  await expect(page.getByText('Chat is unavailable right now.')).toBeVisible({ timeout: 15_000 });
  await bar(page).getByRole('button', { name: 'Show why' }).click();
  await expect(timeline(page).getByRole('listitem').filter({ hasText: 'blocked' }).first()).toContainText(
    'stopped by a blocker',
  );
  await expect(timeline(page)).toContainText('Not delivered: ');
});

test(
  'without a sandbox there is no drawer, and no code of it is fetched, unless ?debug asks for it',
  { tag: '@long' },
  async ({ browser }) => {
    const app = await startExample({
      port: 0,
      embedId: 'bc7syzubgi8d',
      secret: 'a-secret-of-32-characters-or-more',
    });
    const page = await browser.newPage({ baseURL: app.url });
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.goto('/');
    await expect(page.getByRole('contentinfo')).toBeVisible();
    await page.waitForLoadState('networkidle');
    await expect(bar(page)).toHaveCount(0);
    expect(fetched.filter((url) => url.includes('debug'))).toEqual([]);

    await page.goto('/?debug');
    await expect(bar(page)).toBeVisible();
    await page.goto('/pricing');
    await expect(bar(page)).toBeVisible();
    await page.close();
    await app.close();
  },
);
