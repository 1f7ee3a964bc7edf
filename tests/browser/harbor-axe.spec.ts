import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type * as Axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { chat, closeChat, helpButton, JANE, logInAs, sendChatMessage } from './app';
import { expect, test } from './fixtures';
import { NIA, PASSWORD, transcript, written } from './loop';

// Axe itself, in every page of Harbor: nothing serious, and nothing critical, by day and by night.

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical, as lines that say what and where. Drift's own frames are not Harbor's. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(() => {
    const { axe } = window as unknown as { axe: Pick<typeof Axe, 'run'> };
    return axe.run(document, { iframes: false, resultTypes: ['violations'] });
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${String(target)}: ${failureSummary}`),
    );
}

/** `soft`, so that one run tells of all pages. */
const expectClean = async (page: Page, what: string): Promise<void> =>
  expect.soft(await findings(page), what).toEqual([]);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    /** Half of it at every run, the other half on demand. */
    const often = (theme: 'light' | 'dark'): { tag?: string } =>
      colorScheme === theme ? {} : { tag: '@long' };
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('the public pages, with the chat closed and open', often('light'), async ({ page, sandbox }) => {
      for (const path of ['/', '/pricing', '/login', '/sign-up', '/goodbye', '/nowhere', '/help']) {
        await page.goto(path);
        await expect(page.getByRole('contentinfo')).toBeVisible();
        await expectClean(page, path);
      }
      await sandbox.ledger.waitFor({ type: 'ready' });
      await helpButton(page).click();
      await expect(chat(page).getByRole('textbox')).toBeVisible();
      await expectClean(page, '/help, chat open');
    });

    test('the account, its menu, and the drawer', often('dark'), async ({ page, app }) => {
      const meeting = {
        with: 'Priya Nair',
        startsAt: '2026-12-01T09:30:00.000Z',
        minutes: 30,
        timeZone: 'UTC',
      };
      app.conversations.note(JANE.id, 1, meeting);
      await logInAs(page, JANE);
      await expect(page.getByText('30 minutes with Priya Nair')).toBeVisible();
      await page.getByRole('button', { name: 'Show why' }).click();
      await page.getByRole('button', { name: JANE.name }).click();
      await expectClean(page, '/dashboard, menu and drawer open');
      await page.keyboard.press('Escape');
      app.expireSessions();
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await expect(page.getByRole('alert')).toContainText('Your session has ended');
      await expectClean(page, 'a session that ended');
    });

    test.describe('not asked yet', () => {
      test.use({ consent: 'unasked' });

      test('the question about the chat', often('light'), async ({ page }) => {
        await page.goto('/');
        await expect(page.getByRole('region', { name: 'May we turn the chat on?' })).toBeVisible();
        await expectClean(page, 'banner');
      });
    });

    test.describe('with the server’s half', () => {
      test.use({ talks: true });

      test(
        'a transcript, the mail, the welcome, and the way out',
        { tag: '@long' },
        async ({ page, sandbox }) => {
          await page.goto('/sign-up');
          await page.getByLabel('Your name').fill(NIA.name);
          await page.getByLabel('Company').fill(NIA.company);
          await page.getByLabel('E-mail').fill(NIA.email);
          await page.getByRole('button', { name: 'Send me a link' }).click();
          await expect(page.getByText('Look into your mailbox.')).toBeVisible();
          await expectClean(page, 'a link was sent');
          await page.getByRole('link', { name: 'Open the mailbox of the demo' }).click();
          await expect(page.getByRole('heading', { name: 'Open your Harbor account' })).toBeVisible();
          await expectClean(page, 'a mail');
          await page.getByRole('link', { name: 'Open the account' }).click();
          await expect(page.getByLabel(/^Password/)).toBeVisible();
          await expectClean(page, 'welcome');
          await page.getByLabel(/^Password/).fill(PASSWORD);
          await page.getByRole('button', { name: 'Open the account' }).click();
          await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
          await sendChatMessage(page, 'Hello');
          const { conversationId } = await written(sandbox, 'Hello');
          sandbox.conversations.reply(conversationId, 'Good morning.');
          await closeChat(page);
          await expect((await transcript(page, 'Hello')).getByText('Good morning.')).toBeVisible();
          await page.getByText('Delete the account').click();
          await page.getByRole('button', { name: 'Show why' }).click();
          await expect(page.locator('.debug-server [data-kind="crm"]').first()).toBeVisible();
          await expectClean(page, 'transcript, deletion and drawer');
          expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
        },
      );
    });

    test('a page without chat', { tag: '@long' }, async ({ page, sandbox }) => {
      await page.route(`${sandbox.scriptUrl}/**`, (route) => route.abort());
      await page.goto('/help');
      await expect(page.getByText('Chat is unavailable right now.')).toBeVisible({ timeout: 15_000 });
      await expectClean(page, 'unavailable');
    });
  });
}
