import { chat, chooseFromAccountMenu, JANE, logInAs, sendChatMessage } from './app';
import { expect, test } from './fixtures';

// What the example app owes its visitors beside the journeys.

test(
  'a wrong password is answered beside the form, and the e-mail need not be typed again',
  { tag: '@long' },
  async ({ page }) => {
    await page.goto('/login');
    await page.getByLabel('E-mail').fill('jane@moreau-bakery.example');
    await page.getByLabel('Password').fill('guess');
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await expect(page.getByRole('alert')).toHaveText('That e-mail and password do not belong together.');
    await expect(page.getByLabel('E-mail')).toHaveValue('jane@moreau-bakery.example');
  },
);

test('a logout that the server did not hear says so, and the chat is the person’s again', async ({
  page,
  sandbox,
}) => {
  await logInAs(page, JANE);
  await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  const before = sandbox.ledger.lastSeq;

  await page.route('**/api/logout', (route) => route.abort());
  await chooseFromAccountMenu(page, JANE, 'Log out');
  await expect(page.getByRole('alert')).toContainText('You are still logged in');
  await sandbox.ledger.waitFor(
    { type: 'identify', userId: JANE.id, outcome: 'associated' },
    { after: before },
  );
  await expect(page.getByRole('button', { name: JANE.name })).toBeVisible();
});

test('a session that ends while the account is looked at leads to the login', async ({
  page,
  app,
  sandbox,
}) => {
  await logInAs(page, JANE);
  const { aid } = await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
  await page.getByRole('link', { name: 'Harbor' }).click();
  await expect(page.getByRole('link', { name: 'Go to your account' })).toBeVisible();
  app.expireSessions();
  const before = sandbox.ledger.lastSeq;
  await page.getByRole('link', { name: 'Go to your account' }).click();

  await expect(page.getByRole('alert')).toContainText('Your session has ended, Jane.');
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  const next = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
  expect(next.aid).not.toBe(aid);
});

test(
  'a session that ended while the page was away is noticed when it is looked at again',
  { tag: '@long' },
  async ({ page, app, sandbox }) => {
    await logInAs(page, JANE);
    const { aid } = await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    app.expireSessions();
    const before = sandbox.ledger.lastSeq;
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(page.getByRole('alert')).toContainText('Your session has ended, Jane.');
    const next = await sandbox.ledger.waitFor({ type: 'bootstrap', externalId: null }, { after: before });
    expect(next.aid).not.toBe(aid);

    await page.getByRole('button', { name: `Log in as ${JANE.name}` }).click();
    await expect(page.getByRole('heading', { name: JANE.company })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  },
);

test(
  'a question about a plan opens the chat, and says which plan',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    await page.goto('/pricing');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await page.getByRole('button', { name: 'Ask about Growth' }).click();
    await expect(chat(page).getByRole('textbox')).toBeVisible();
    const event = await sandbox.ledger.waitFor({ type: 'track', event: 'asked_about_plan' });
    expect(event.attributes).toEqual({ plan: 'growth' });
  },
);

test('a question that cannot be asked in the chat leads to the other ways to reach Harbor', async ({
  page,
  sandbox,
}) => {
  await page.route(`${sandbox.scriptUrl}/**`, (route) => route.abort());
  await page.goto('/pricing');
  await page.getByRole('button', { name: 'Ask about Starter' }).click();
  await expect(page.getByRole('heading', { name: 'How can we help?' })).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('link', { name: '+353 1 555 0143' })).toBeVisible();
});

test(
  'each change of route is a page of Drift’s, and the first one is not',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    await page.goto('/');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await page.getByRole('link', { name: 'See the plans' }).click();
    await expect(page).toHaveTitle('Pricing · Harbor');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Help' }).click();
    const counted = () => sandbox.ledger.entries({ type: 'call', method: 'page' }).map(({ args }) => args);
    await expect.poll(counted).toEqual([['/pricing'], ['/help']]);
  },
);

test('a change of route leads the keyboard to the new page, from its top', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Help' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'How can we help?' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Chat with us' })).toBeFocused();
});

test(
  'a conversation that the visitor starts is known to the app',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    await page.goto('/');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await sendChatMessage(page, 'Do you serve Ireland?');
    await expect(page.getByRole('list', { name: 'Your conversations' })).toContainText(
      'You started a conversation',
    );
    await expect(chat(page).getByText('Do you serve Ireland?').first()).toBeVisible();
  },
);

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('no page is wider than the screen', async ({ page }) => {
    const surplus = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    for (const path of ['/', '/pricing', '/help', '/login', '/sign-up', '/mailbox', '/goodbye', '/nowhere']) {
      await page.goto(path);
      await expect(page.getByRole('contentinfo')).toBeVisible();
      expect(await surplus(), path).toBe(0);
    }
    await logInAs(page, JANE);
    await expect(page.getByRole('table')).toBeVisible();
    expect(await surplus(), '/dashboard').toBe(0);
    await page.getByRole('button', { name: 'Show why' }).click();
    expect(await surplus(), 'the drawer').toBe(0);
  });

  test('with text at twice its size the public pages still fit', { tag: '@long' }, async ({ page }) => {
    const surplus = async (): Promise<number> => {
      await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
      return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    };
    for (const path of ['/', '/pricing', '/help', '/login', '/sign-up', '/mailbox', '/goodbye']) {
      await page.goto(path);
      await expect(page.getByRole('contentinfo')).toBeVisible();
      expect.soft(await surplus(), path).toBe(0);
    }
  });
});
