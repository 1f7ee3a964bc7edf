import type { Locator } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import { chat, sendChatMessage } from './app';
import { expect, test } from './console-window';

// How the console is used: its switches, by keyboard, on a phone, and while the sandbox is gone.

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
