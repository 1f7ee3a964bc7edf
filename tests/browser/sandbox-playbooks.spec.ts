import {
  conversationId,
  EMBED_ID,
  expect,
  HOSTILE,
  IDS,
  PRICING,
  SHOP,
  SHOP_SANDBOX,
  start,
  test,
} from './sandbox-shop';
import { DRIFT_HOST, snippet } from './snippets';

// What a playbook asks a visitor in the chat of the sandbox, and what the page hears of it.

test.use({ sandboxOptions: SHOP_SANDBOX });

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
