import type { Locator, Page } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { chat, chooseFromAccountMenu, JANE, logInAs, sendChatMessage } from './app';
import { expect, test as base } from './fixtures';

/** The console, in a window of its own beside the app. */
interface Console {
  page: Page;
  /** Who Drift thinks the browser is. */
  who: Locator;
  name: Locator;
  calls: Locator;
  open(view: 'Identity' | 'Inbox' | 'Switches'): Promise<void>;
}

function consoleOn(page: Page): Console {
  const who = page.getByRole('region', { name: 'Who this browser is' });
  return {
    page,
    who,
    name: who.getByRole('heading'),
    calls: page.getByRole('list', { name: 'Calls, newest first' }),
    open: (view) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click(),
  };
}

const test = base.extend<{ console: Console }>({
  console: async ({ browser, sandbox, cleanSlate: _ }, use) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    await page.goto(sandbox.url);
    await use(consoleOn(page));
    await context.close();
    // Neither an exception nor anything that the content-security policy had to stop.
    expect(problems).toEqual([]);
  },
});

const identified = (sandbox: Sandbox) => sandbox.ledger.waitFor({ type: 'identify', userId: JANE.id });

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

test.describe('the switches', () => {
  test(
    'turn the mode, a fault and an assumption, and show what the sandbox then says',
    { tag: '@long' },
    async ({ console, sandbox }) => {
      await console.open('Switches');
      const position = (title: string, name: string): Locator =>
        console.page
          .getByRole('radiogroup', { name: title, exact: true })
          .getByRole('radio', { name, exact: true });

      await position('Signed identities', 'enabled').check({ force: true });
      await expect(console.page.getByRole('banner')).toContainText('Signed identities enabled');
      await console.page.getByLabel('Cookie domains').fill('.acme.com .acme.org');
      await console.page.getByLabel('Cookie domains').blur();
      await position('The script', 'slowly').check({ force: true });
      await console.page.getByLabel('Delay in milliseconds').fill('1500');
      await console.page.getByLabel('Delay in milliseconds').blur();
      await position('Unload', 'does not exist').check({ force: true });
      await expect(console.page.getByRole('button', { name: 'Back to the defaults (1)' })).toBeVisible();

      await expect.poll(() => sandbox.faults.current.script).toEqual({ slow: 1500 });
      expect(sandbox.signedIdentities).toBe('enabled');
      expect(sandbox.settings.cookieDomains).toEqual(['.acme.com', '.acme.org']);
      expect(sandbox.settings.assumptions.unload).toBe(false);

      sandbox.configure({ signedIdentities: 'disabled' });
      await expect(position('Signed identities', 'disabled')).toBeChecked();
    },
  );

  test('reset everything asks first', { tag: '@long' }, async ({ console, page, sandbox }) => {
    await page.goto('/');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await console.open('Switches');
    const button = console.page.getByRole('button', { name: 'Reset everything …' });
    const dialog = console.page.getByRole('dialog', { name: 'Reset everything?' });

    await button.click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(sandbox.browsers.list()).toHaveLength(1);

    await button.click();
    await dialog.getByRole('button', { name: 'Reset everything' }).click();
    await console.open('Identity');
    await expect(console.page.getByRole('heading', { name: 'Nobody yet' })).toBeVisible();
    expect(sandbox.browsers.list()).toEqual([]);
  });
});

test(
  'an open entry stays where it is while calls come in',
  { tag: '@long' },
  async ({ console, page, sandbox }) => {
    await page.goto('/');
    await sandbox.ledger.waitFor({ type: 'ready' });
    const ready = console.calls.getByRole('button', { name: 'ready Handlers' });
    await ready.click();
    const before = await ready.boundingBox();
    await page.evaluate(`for (let i = 0; i < 5; i += 1) drift.track('event_' + i)`);
    await sandbox.ledger.waitFor({ type: 'track', event: 'event_4' });
    await expect(console.page.getByRole('button', { name: /^Show \d+ new$/ })).toBeVisible();
    expect(await ready.boundingBox()).toEqual(before);

    await ready.click();
    await expect(console.calls.getByRole('listitem').first()).toContainText('event_4');
  },
);

test('works by keyboard alone', async ({ console, page }) => {
  await page.goto('/');
  await sendChatMessage(page, 'Is anybody there?');
  const { keyboard } = console.page;
  const focused = console.page.locator(':focus');
  const tabTo = async (target: Locator): Promise<void> => {
    for (let steps = 0; steps < 60; steps += 1) {
      await keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`No way to ${String(target)} by the Tab key.`);
  };
  await expect(console.name).toHaveText('Anonymous visitor');

  await keyboard.press('Tab');
  await expect(focused).toHaveText('Skip to the content');
  await keyboard.press('Enter');
  await expect(focused).toHaveRole('main');

  const first = console.calls.getByRole('button').first();
  await tabTo(first);
  await keyboard.press('Enter');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await expect(first).toHaveCSS('outline-style', 'solid');

  await console.page.reload();
  await expect(console.name).toHaveText('Anonymous visitor');
  await tabTo(console.page.getByRole('link', { name: 'Inbox' }));
  await keyboard.press('Enter');
  await tabTo(console.page.getByRole('textbox', { name: 'Reply to Anonymous visitor' }));
  await keyboard.type('Yes, I am.');
  await keyboard.press('Enter');
  await expect(chat(page).getByText('Yes, I am.')).toBeVisible();

  await console.page.reload();
  await tabTo(console.page.getByRole('link', { name: 'Switches' }));
  await keyboard.press('Enter');
  const mode = console.page.getByRole('radiogroup', { name: 'Signed identities' });
  await tabTo(mode.getByRole('radio', { name: 'required' }));
  await keyboard.press('ArrowLeft');
  await expect(mode.getByRole('radio', { name: 'enabled' })).toBeChecked();
});

test('says when the sandbox is gone, and comes back by itself', async ({ page }) => {
  const sandbox = await createSandbox();
  await page.goto(sandbox.url);
  const status = page.getByRole('status');
  await expect(status).toHaveText('Live');

  await sandbox.close();
  await expect(status).toContainText('Disconnected since');
  await expect(page.getByRole('heading', { name: 'Nobody yet' })).toBeVisible();

  await using again = await createSandbox({ port: Number(new URL(sandbox.url).port) });
  await expect(status).toHaveText('Live');
  again.configure({ signedIdentities: 'disabled' });
  await expect(page.getByRole('banner')).toContainText('Signed identities disabled');
});

test('fits a phone', { tag: '@long' }, async ({ console, page }) => {
  await console.page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  await expect(console.name).toHaveText('Anonymous visitor');
  await expect(console.calls).toBeVisible();
  await console.page.getByRole('button', { name: 'Contact', exact: true }).click();
  await expect(console.page.getByRole('region', { name: 'Contact' })).toBeVisible();
  await expect(console.calls).toBeHidden();
  for (const view of ['Identity', 'Inbox', 'Switches'] as const) {
    await console.open(view);
    const overflow = await console.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, view).toBe(0);
  }
});
