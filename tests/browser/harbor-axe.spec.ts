import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type * as Axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { chat, helpButton, JANE, logInAs } from './app';
import { expect, test } from './fixtures';

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
      for (const path of ['/', '/pricing', '/login', '/goodbye', '/nowhere', '/help']) {
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

    test('a page without chat', { tag: '@long' }, async ({ page, sandbox }) => {
      await page.route(`${sandbox.scriptUrl}/**`, (route) => route.abort());
      await page.goto('/help');
      await expect(page.getByText('Chat is unavailable right now.')).toBeVisible({ timeout: 15_000 });
      await expectClean(page, 'unavailable');
    });
  });
}
