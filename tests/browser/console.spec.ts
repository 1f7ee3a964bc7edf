import { chat, chooseFromAccountMenu, JANE, logInAs, sendChatMessage } from './app';
import { expect, identified, test } from './console-window';

// What the console shows of the browsers, their calls and what people write.

test.describe('before any browser came', () => {
  test('it says how to point an app here', { tag: '@long' }, async ({ console, sandbox }) => {
    await expect(console.page.getByRole('heading', { name: 'Nobody yet' })).toBeVisible();
    await expect(console.page.getByText(`scriptUrl: '${sandbox.url}'`)).toBeVisible();
    await expect(console.page.getByRole('button', { name: 'Copy embed id' })).toBeVisible();
  });

  test(
    'a script asked for under a wrong embed id leaves a trace',
    { tag: '@long' },
    async ({ console, request, sandbox }) => {
      await request.get(`${sandbox.scriptUrl}/include/300000/nosuchembedid.js`);
      await expect(console.calls).toContainText('No account has this embed id');
    },
  );
});

test('an anonymous browser appears, and a login changes who it is, live', async ({
  console,
  page,
  sandbox,
}) => {
  await page.goto('/');
  await expect(console.name).toHaveText('Anonymous visitor');
  await expect(console.who).toContainText('Online now');

  await logInAs(page, JANE);
  await expect(console.name).toHaveText(JANE.name);
  await expect(console.who).toContainText(JANE.id);
  await expect(console.page).toHaveTitle(new RegExp(JANE.name));
  const { aid } = await identified(sandbox);
  await expect(console.who).toContainText(aid?.slice(0, 8) ?? '');
  const contact = console.page.getByRole('region', { name: 'Contact' });
  await expect(contact.getByText(JANE.company)).toBeVisible();

  await chooseFromAccountMenu(page, JANE, 'Log out');
  await expect(console.name).toHaveText('Anonymous visitor');
  const browsers = console.page.getByRole('region', { name: 'Browsers' });
  await expect(browsers.getByRole('link', { name: JANE.name })).toContainText('let go');
});

test(
  'a chosen browser stays in sight when another one comes',
  { tag: '@long' },
  async ({ browser, console, page, app }) => {
    await page.goto('/');
    await console.page.getByRole('region', { name: 'Browsers' }).getByRole('link').click();
    const other = await browser.newContext({ baseURL: app.url });
    await logInAs(await other.newPage(), JANE);
    await expect(console.page.getByRole('link', { name: JANE.name }).first()).toBeVisible();
    await expect(console.name).toHaveText('Anonymous visitor');

    await console.page.getByRole('link', { name: 'Follow the active browser' }).click();
    await expect(console.name).toHaveText(JANE.name);
    await other.close();
  },
);

test('an agent answers from the inbox, and the visitor sees it', async ({ console, page, sandbox }) => {
  await logInAs(page, JANE);
  await expect(console.name).toHaveText(JANE.name);
  await sendChatMessage(page, 'Why is my card blocked?');
  await console.open('Inbox');
  const messages = console.page.getByRole('log', { name: 'Messages' });
  await expect(messages).toContainText('Why is my card blocked?');

  const reply = console.page.getByRole('textbox', { name: `Reply to ${JANE.name}` });
  await reply.fill('Let me look.');
  await reply.press('Shift+Enter');
  await reply.pressSequentially('One moment.');
  await reply.press('Enter');
  await expect(chat(page).getByText('Let me look.')).toBeVisible();
  await expect(messages).toContainText('One moment.');
  const answer = sandbox.conversations.list()[0]?.messages.at(-1);
  expect(answer).toMatchObject({ from: 'agent', text: 'Let me look.\nOne moment.' });
  await expect(reply).toHaveValue('');
});

test('a token is taken apart, judged for each mode, and never shown whole', async ({
  console,
  page,
  sandbox,
}) => {
  const asked = page.waitForResponse('**/api/drift-identity');
  await logInAs(page, JANE);
  const body = await (await asked).text();
  const [token = 'no token'] = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(body) ?? [];
  await identified(sandbox);

  await console.calls
    .getByRole('button', { name: `identity ${JANE.id}` })
    .first()
    .click();
  const panel = console.page.getByRole('group', { name: 'Token' });
  await expect(panel).toContainText('The token is valid.');
  await expect(panel.getByRole('definition').filter({ hasText: JANE.id })).toBeVisible();
  await expect(panel).toContainText(/It lives \d+ min/);
  await expect(panel.getByRole('listitem')).toHaveCount(3);

  const html = await console.page.content();
  expect(html).not.toContain(token);
  expect(html).not.toContain(token.split('.')[2]);
  expect(html).not.toContain(sandbox.secret);
});

test('a call that Drift drops says why', { tag: '@long' }, async ({ console, page, sandbox }) => {
  await page.goto('/');
  await sandbox.ledger.waitFor({ type: 'ready' });
  await page.evaluate('drift.identify(12345)');
  await console.page.getByRole('radio', { name: 'Dropped' }).check({ force: true });
  await expect(console.calls.getByRole('listitem')).toHaveCount(1);
  await expect(console.calls).toContainText('identify(12345)');
  await expect(console.calls).toContainText('should be String instead of Number');
});

test('what a stranger sends is text, wherever it is shown', async ({ console, page, sandbox }) => {
  const hostile = `<img src=x onerror="document.title='owned'">`;
  await logInAs(page, JANE);
  await identified(sandbox);
  await sandbox.ledger.waitFor({ type: 'ready' });
  await page.evaluate((name) => {
    const drift = (window as unknown as { drift: Record<'track' | 'page', (...args: unknown[]) => void> })
      .drift;
    const { api } = drift as unknown as { api: { setUserAttributes(attributes: object): void } };
    drift.track(name, { [name]: name });
    drift.track('opened', { url: 'javascript:alert(1)' });
    drift.page(name);
    api.setUserAttributes({ name, home: 'javascript:alert(1)' });
  }, hostile);
  await sendChatMessage(page, hostile);

  await expect(console.name).toHaveText(hostile);
  const contact = console.page.getByRole('region', { name: 'Contact' });
  await expect(contact.getByRole('definition').getByText(hostile)).toBeVisible();
  await expect(contact.getByText(hostile.toLowerCase()).first()).toBeVisible();
  await expect(contact.getByText('javascript:alert(1)')).toHaveCount(2);
  await expect(console.page.locator('a[href^="javascript"]')).toHaveCount(0);
  await console.open('Inbox');
  await expect(console.page.getByRole('log').getByText(hostile, { exact: true })).toBeVisible();
  await expect(console.page.locator('img, [onerror]')).toHaveCount(0);
  await expect(console.page).not.toHaveTitle('owned');
});
