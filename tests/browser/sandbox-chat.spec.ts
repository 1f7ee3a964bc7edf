import { expect, test as base } from '@driftkit/sandbox/playwright';
import type { Playbook, Sandbox } from '@driftkit/sandbox';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { DRIFT_HOST, snippet } from './snippets';

// What a visitor meets in the chat of the sandbox, and what the page hears of it. Only the official snippet is on the page.

const EMBED_ID = 'abcdefgh1234';
const SHOP = 'https://shop.example/';
const HOSTILE = '<img src=x onerror="top.hacked=1"><b>bold</b>';
const PRICING: Playbook = {
  interactionId: 42,
  playbookId: 7,
  name: 'Pricing',
  link: 'pricing',
  page: '/pricing*',
  steps: [
    { say: 'Interested in our prices?', buttons: ['Yes please', HOSTILE] },
    { say: 'Your e-mail?', ask: 'email' },
    { say: 'Your number?', ask: 'phone' },
    { say: 'When shall we call?', ask: 'meeting' },
    { say: 'Until then!' },
  ],
};
const IDS = { playbookId: 7, interactionId: 42 };

const EVENTS = [
  'conversation:playbookFired',
  'conversation:playbookClicked',
  'conversation:playbookDismissed',
  'conversation:firstInteraction',
  'conversation:buttonClicked',
  'sliderMessage:close',
  'startConversation',
  'message:sent',
  'emailCapture',
  'phoneCapture',
  'scheduling:requestMeeting',
  'scheduling:meetingBooked',
  'welcomeMessage:open',
  'welcomeMessage:close',
  'awayMessage:open',
];

interface Shop {
  open(path?: string, afterSnippet?: string): Promise<void>;
  /** What the page heard, as `[name, payload]`. */
  heard(): Promise<[string, unknown][]>;
  names(): Promise<string[]>;
  chat: FrameLocator;
  launcher: FrameLocator;
  preview: Locator;
}

const test = base.extend<{ shop: Shop }>({
  shop: async ({ page }, use) => {
    const launcher = page.frameLocator('#drift-frame-controller iframe');
    const heard: Shop['heard'] = () => page.evaluate('window.heard');
    const problems: string[] = [];
    page.on('pageerror', ({ message }) => problems.push(message));
    await use({
      launcher,
      chat: page.frameLocator('#drift-frame-chat iframe'),
      preview: launcher.getByRole('complementary', { name: 'New message' }).locator('.preview'),
      heard,
      names: async () => (await heard()).map(([name]) => name),
      async open(path = '', afterSnippet = '') {
        const record = `window.heard = []; ${JSON.stringify(EVENTS)}.forEach(function (name) {
          drift.on(name, function (payload) { heard.push([name, payload]); });
        });
        drift.on('ready', function (api) { window.api = api; });`;
        const body = `<!doctype html><title>Shop</title><script>${snippet(DRIFT_HOST, EMBED_ID)}</script>
          <script>${record} ${afterSnippet}</script>`;
        await page.route(`${SHOP}**`, (route) => route.fulfill({ contentType: 'text/html', body }));
        await page.goto(`${SHOP}${path}`);
        await page.waitForFunction('window.api');
      },
    });
    expect(problems).toEqual([]);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  },
});
test.use({
  sandboxOptions: { embedId: EMBED_ID, signedIdentities: 'disabled', playbooks: [PRICING] },
});

const conversationId = (sandbox: Sandbox): number => sandbox.conversations.list().at(-1)?.id ?? 0;
const start = (page: Page): Promise<void> => page.evaluate('api.startInteraction({ interactionId: 42 })');

test.describe('a playbook', () => {
  test('is walked from its first button to a booked meeting, and each step is heard', async ({
    page,
    shop,
    sandbox,
  }) => {
    await shop.open();
    await start(page);
    await shop.chat.getByRole('button', { name: 'Yes please' }).click();
    await shop.chat.getByLabel('E-mail address').fill('jane@acme.com');
    await shop.chat.getByRole('button', { name: 'Submit' }).click();
    await shop.chat.getByLabel('Phone number').fill('+49 30 123456');
    await shop.chat.getByRole('button', { name: 'Submit' }).click();
    await shop.chat.locator('.slot').nth(5).click();
    await shop.chat.getByRole('button', { name: /^Book / }).click();
    await expect(shop.chat.getByText('Until then!')).toBeVisible();

    expect(await shop.names()).toEqual([
      'conversation:playbookFired',
      'conversation:firstInteraction',
      'conversation:buttonClicked',
      'startConversation',
      'message:sent',
      'message:sent',
      'emailCapture',
      'message:sent',
      'phoneCapture',
      'scheduling:requestMeeting',
      'message:sent',
      'scheduling:meetingBooked',
    ]);
    const ids = { conversationId: conversationId(sandbox), ...IDS };
    const heard = new Map(await shop.heard());
    expect(heard.get('conversation:buttonClicked')).toMatchObject({ ...ids, buttonBody: 'Yes please' });
    expect(heard.get('emailCapture')).toEqual({ data: { email: 'jane@acme.com', ...ids } });
    expect(heard.get('phoneCapture')).toMatchObject({ ...ids, phone: '+49 30 123456' });
    expect(heard.get('scheduling:meetingBooked')).toMatchObject({
      teamMember: { id: 101, name: 'Avery' },
      meeting: { duration: 30, timeZone: expect.any(String), time: expect.any(Number) },
      ...ids,
    });
    expect(sandbox.contacts.list()[0]?.attributes).toEqual({
      email: 'jane@acme.com',
      phone: '+49 30 123456',
    });

    await page.reload();
    await expect(shop.chat.getByText('30 minutes with Avery')).toBeVisible();
    await expect(shop.chat.getByRole('button', { name: 'Yes please' })).toHaveCount(0);
  });

  test('is walked by keyboard alone', { tag: '@long' }, async ({ page, shop, sandbox }) => {
    await shop.open();
    await start(page);
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const log = shop.chat.getByRole('log');
    await shop.chat.getByRole('button', { name: 'Yes please' }).focus();
    await press('Enter');
    await expect(log).toBeFocused();
    await expect(shop.chat.getByLabel('E-mail address')).toBeVisible();
    await press('Tab');
    await expect(shop.chat.getByLabel('E-mail address')).toBeFocused();
    await page.keyboard.type('jane');
    await press('Enter');
    await expect(shop.chat.getByRole('alert')).toHaveText(/looks like name@company.com/);
    await page.keyboard.type('@acme.com');
    await press('Enter');
    await expect(shop.chat.getByLabel('Phone number')).toBeVisible();
    await press('Tab');
    await page.keyboard.type('030 123456');
    await press('Enter');
    await expect(shop.chat.getByRole('form', { name: '30 minutes with Avery' })).toBeVisible();
    await press('Tab', 'Space', 'ArrowRight', 'Enter');
    await expect(shop.chat.getByText('Until then!')).toBeVisible();
    await expect(log).toBeFocused();
    const names = sandbox.conversations
      .list()[0]
      ?.messages.map(({ card }) => card?.type)
      .filter(Boolean);
    expect(names).toEqual(['buttons', 'email', 'phone', 'meeting']);
  });

  test('shows hostile words as words, and sends them as such', async ({ page, shop, sandbox }) => {
    sandbox.playbooks.set([
      {
        ...PRICING,
        steps: [{ say: HOSTILE.repeat(50), buttons: [HOSTILE, 'x'.repeat(200)] }, { say: HOSTILE }],
      },
    ]);
    await shop.open();
    await page.evaluate('api.startInteraction({ interactionId: 42, goToConversation: false })');
    await expect(shop.preview.locator('img, b')).toHaveCount(0);
    const box = await page.locator('#drift-frame-controller').boundingBox();
    expect(box?.height).toBeLessThan(400);
    await shop.preview.getByRole('button').first().click();
    await shop.chat.getByRole('button', { name: HOSTILE }).click();
    await expect(shop.chat.locator('.message.mine')).toContainText(HOSTILE);
    await expect(shop.chat.locator('.messages img, .messages b')).toHaveCount(0);
    const overflow = await shop.chat
      .locator('.messages')
      .evaluate((log) => log.scrollWidth - log.clientWidth);
    expect(overflow).toBe(0);
    const [, clicked] = (await shop.heard()).find(([name]) => name === 'conversation:buttonClicked') ?? [];
    expect(clicked).toMatchObject({ buttonBody: HOSTILE });
  });

  test(
    'that another tab answered is answered here too',
    { tag: '@long' },
    async ({ page, shop, sandbox, context }) => {
      await shop.open();
      await start(page);
      await expect(shop.chat.getByRole('button', { name: 'Yes please' })).toBeVisible();
      const other = await context.newPage();
      await other.route(`${SHOP}**`, (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><script>${snippet(DRIFT_HOST, EMBED_ID)}</script>`,
        }),
      );
      await other.goto(SHOP);
      await other
        .frameLocator('#drift-frame-chat iframe')
        .getByRole('button', { name: 'Yes please' })
        .click();
      await sandbox.ledger.waitFor({ type: 'message', text: 'Yes please' });
      await expect(shop.chat.getByRole('button', { name: 'Yes please' })).toHaveCount(0);
      await expect(shop.chat.getByLabel('E-mail address')).toBeVisible();
    },
  );

  test(
    'whose answer does not get through says so, and can be answered again',
    { tag: '@long' },
    async ({ page, shop }) => {
      await shop.open();
      await start(page);
      await page.context().route('**/widget/answers', (route) => route.abort());
      await shop.chat.getByRole('button', { name: 'Yes please' }).click();
      await expect(shop.chat.getByRole('alert')).toContainText('did not get through');
      await page.context().unroute('**/widget/answers');
      await shop.chat.getByRole('button', { name: 'Yes please' }).click();
      await expect(shop.chat.getByLabel('E-mail address')).toBeVisible();
    },
  );
});

test.describe('by itself', () => {
  test('it fires on its page, once, and waits beside the launcher until it is opened', async ({
    page,
    shop,
  }) => {
    await shop.open('pricing/eu');
    await expect(shop.preview).toContainText('Interested in our prices?');
    expect(await shop.names()).toEqual(['conversation:playbookFired']);
    await page.reload();
    await expect(shop.preview).toBeVisible();
    await shop.preview.getByRole('button', { name: /Interested/ }).click();
    await expect(shop.chat.getByRole('button', { name: 'Yes please' })).toBeVisible();
    await expect(shop.preview).toBeHidden();
    expect(await shop.names()).toEqual(['conversation:playbookClicked']);
    await page.reload();
    await page.waitForFunction('window.api');
    await page.waitForLoadState('networkidle');
    expect(await shop.names()).toEqual([]);
  });

  test('waved away it is gone, and stays so', { tag: '@long' }, async ({ page, shop, sandbox }) => {
    await shop.open('pricing');
    await shop.launcher
      .getByRole('button', { name: 'Close Drift Widget messenger preview overlay' })
      .press('Enter');
    await expect(shop.preview).toBeHidden();
    await expect(shop.launcher.getByRole('button', { name: /Open chat/ })).toBeFocused();
    const [message] = sandbox.conversations.list()[0]?.messages ?? [];
    const dismissed = { conversationId: conversationId(sandbox), ...IDS, messageId: message?.id };
    expect((await shop.heard()).slice(1)).toEqual([
      ['conversation:playbookDismissed', dismissed],
      ['sliderMessage:close', { botMessage: true, ...IDS }],
    ]);
    await expect.poll(() => sandbox.conversations.list()[0]?.playbook?.attention).toBe('dismissed');
    await page.reload();
    await page.waitForFunction('window.api');
    await page.waitForLoadState('networkidle');
    await expect(shop.preview).toBeHidden();
  });

  test(
    'page() lets it fire where the address is that of its page by then',
    { tag: '@long' },
    async ({ page, shop }) => {
      await shop.open();
      await page.evaluate(`api.openChat(); history.pushState(null, '', '/pricing'); drift.page()`);
      await expect(shop.preview).toBeVisible();
      await expect(page.locator('#drift-frame-chat')).toHaveAttribute('aria-hidden', 'true');
    },
  );

  test(
    'config({ enableCampaigns: false }) before load keeps it from firing',
    { tag: '@long' },
    async ({ shop, page, sandbox }) => {
      await shop.open('pricing', 'drift.config({ enableCampaigns: false });');
      await page.waitForLoadState('networkidle');
      expect(sandbox.conversations.list()).toEqual([]);
    },
  );

  test('a drift link fires it at load and again when the hash changes to it', async ({
    page,
    shop,
    sandbox,
  }) => {
    await shop.open('#pricing');
    await expect(shop.chat.getByRole('button', { name: 'Yes please' })).toBeVisible();
    await page.evaluate(`location.hash = '#elsewhere'; location.hash = '#pricing'`);
    await expect.poll(() => sandbox.conversations.list().length).toBe(2);
  });

  test(
    'a test lets it fire for one contact, on that contact’s page',
    { tag: '@long' },
    async ({ shop, sandbox }) => {
      await shop.open();
      const { contactId } = await sandbox.ledger.waitFor({ type: 'ready' });
      const { conversation } = sandbox.playbooks.fire(42, { contactId: contactId ?? 0 });
      await expect(shop.preview).toBeVisible();
      const [[name, payload] = []] = await shop.heard();
      expect(name).toBe('conversation:playbookFired');
      expect(payload).toMatchObject({ conversationId: conversation.id, ...IDS });
    },
  );
});

test(
  'the older style works: a function that queues, with api methods before ready',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    const body = `<!doctype html><script>
    window.drift = function () { (drift.q = drift.q || []).push(arguments); };
    drift('identify', 'user_1', { plan: 'pro' });
    drift('on', 'conversation:playbookFired', function (payload) { window.fired = payload; });
    drift('startInteraction', { interactionId: 42 });
  </script><script async src="${DRIFT_HOST}/include/300000/${EMBED_ID}.js"></script>`;
    await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(SHOP);
    const ready = await sandbox.ledger.waitFor({ type: 'ready' });
    expect(ready.externalId).toBe('user_1');
    await expect.poll(() => page.evaluate('window.fired')).toMatchObject(IDS);
    await page.evaluate(`drift('track', 'later')`);
    await sandbox.ledger.waitFor({ type: 'track', event: 'later' });
    expect(await page.evaluate('typeof drift + typeof drift.api.openChat')).toBe('functionfunction');
  },
);

test(
  'on and off are checked as every call is, and a handler that is none is reported',
  { tag: '@long' },
  async ({ page, shop, sandbox }) => {
    await shop.open();
    const errors: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    await page.evaluate(`drift.on('chatOpen'); drift.on(5, function () {}); api.off('chatOpen', 'x')`);
    const calls = await sandbox.ledger.waitFor({ type: 'call', method: 'off' });
    expect(calls.why).toBe('Invalid off(...) call! handler (arg 1) should be Function instead of String.');
    expect(errors).toEqual([
      "Drift API - Invalid on(...) call! It requires 2 argument(s) and it's missing handler Function.",
      'Drift API - Invalid on(...) call! Event name (arg 0) should be String instead of Number.',
      `Drift API - ${calls.why}`,
    ]);
  },
);

test('cookies have the lifetimes of Drift’s', { tag: '@long' }, async ({ page, shop }) => {
  const before = Date.now() / 1000;
  await shop.open('', `drift.identify('user_1');`);
  await page.evaluate('api.openChat(); api.hideChat()');
  await expect.poll(() => shop.names()).toContain('welcomeMessage:close');
  const cookies = await page.context().cookies(SHOP);
  expect(new Set(cookies.map(({ sameSite }) => sameSite))).toEqual(new Set(['Lax']));
  const left = new Map(
    cookies.map(({ name, expires }) => [name, expires === -1 ? null : Math.round((expires - before) / 60)]),
  );
  const twoYears = 2 * 365 * 24 * 60;
  // Chromium cuts every lifetime to 400 days.
  const longest = 400 * 24 * 60;
  for (const name of ['drift_aid', 'driftt_aid', 'drift_eid', 'DFTT_END_USER_PREV_BOOTSTRAPPED'])
    expect([twoYears, longest], name).toContain(left.get(name));
  expect(left.get('drift_campaign_refresh')).toBe(30);
  expect(left.get('driftt_wmd')).toBeNull();
  const keys = await page.evaluate('Object.keys(localStorage).concat(Object.keys(sessionStorage)).sort()');
  expect(keys).toEqual([
    'DRIFT_SESSION_ID',
    'DRIFT_SESSION_STARTED',
    'DRIFT_isChatFrameOpen',
    'DRIFT_openTabs',
    'DRIFT_visitCounts',
  ]);
});

test('colours and offsets of config are seen', { tag: '@long' }, async ({ page, shop }) => {
  await shop.open(
    '',
    `drift.config({ backgroundColor: '#008800', activeColor: 'aa0000', verticalOffset: 30, horizontalOffset: 40 });`,
  );
  await start(page);
  const reply = shop.chat.getByRole('button', { name: 'Yes please' });
  await expect(reply).toHaveCSS('border-top-color', 'rgb(170, 0, 0)');
  await expect(shop.chat.locator('header')).toHaveCSS('background-color', 'rgb(0, 136, 0)');
  await expect(page.locator('#drift-frame-controller')).toHaveCSS('margin-bottom', '30px');
  await expect(page.locator('#drift-frame-controller')).toHaveCSS('margin-right', '40px');
});

test(
  'a form that names a campaign without a playbook goes on to its follow-up page, never to a script',
  { tag: '@long' },
  async ({ page, shop }) => {
    await shop.open();
    await page.evaluate(
      `api.collectFormData({ plan: 'pro' }, { campaignId: 1, followupUrl: 'javascript:top.hacked=1' })`,
    );
    await page.waitForLoadState('networkidle');
    expect(page.url()).toBe(SHOP);
  },
);

test('a token in an attribute is kept nowhere whole', async ({ shop, page, sandbox }) => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  await shop.open(`?token=${token}`, `drift.identify('user_1', { session: '${token}' });`);
  await page.evaluate(
    `api.setUserAttributes({ again: 'Bearer ${token}' }); drift.track('x', { t: '${token}' })`,
  );
  await sandbox.ledger.waitFor({ type: 'track', event: 'x' });
  const state: unknown = await (await page.request.get(`${sandbox.url}/sandbox/state`)).json();
  expect(JSON.stringify(state)).not.toContain(token);
  expect(JSON.stringify(sandbox.ledger.entries())).not.toContain(token);
});

test(
  'the console lets a playbook fire, and shows what the bot asked and the visitor chose',
  { tag: '@long' },
  async ({ shop, sandbox, context }) => {
    await shop.open();
    const console = await context.newPage();
    await console.goto(sandbox.url);
    const contact = console.getByRole('region', { name: 'Contact' });
    await contact.getByLabel('Playbook').selectOption({ label: 'Pricing (42)' });
    await contact.getByRole('button', { name: 'Fire' }).click();
    await expect(shop.preview).toBeVisible();
    await shop.preview.getByRole('button', { name: /Interested/ }).click();
    await shop.chat.getByRole('button', { name: HOSTILE }).click();
    await shop.chat.getByLabel('E-mail address').waitFor();

    await console.getByRole('link', { name: 'Inbox' }).click();
    const thread = console.getByRole('region', { name: /^Conversation with/ });
    await expect(thread).toContainText('playbook 42');
    const buttons = thread.getByRole('list', { name: 'Buttons' });
    await expect(buttons.getByRole('listitem')).toHaveText(['Yes please', `${HOSTILE} (clicked)`]);
    await expect(thread).toContainText('Asks for an e-mail address: not answered yet');
    await expect(thread.locator('img, b')).toHaveCount(0);
  },
);
