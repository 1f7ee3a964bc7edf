import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

// The page and the chat wear the same colours, whoever chose them: the ledger has what Drift was told, the launcher what became of it.

const launcher = (page: Page) =>
  page.frameLocator('iframe[title="Drift Widget Icon"]').getByRole('button', { name: 'Open chat' });
const DARK = 'rgb(72, 179, 176)';
const LIGHT = 'rgb(11, 90, 96)';
const paper = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const choose = (page: Page, name: string): Promise<void> =>
  page.getByRole('radio', { name, exact: true }).check({ force: true });

test('a chosen theme dresses the page and the chat, and is there after a reload', async ({
  page,
  sandbox,
}) => {
  await page.goto('/');
  await expect(launcher(page)).toHaveCSS('background-color', LIGHT);
  const before = sandbox.ledger.lastSeq;
  await choose(page, 'Dark');
  await expect(launcher(page)).toHaveCSS('background-color', DARK);
  const call = await sandbox.ledger.waitFor({ type: 'call', method: 'config' }, { after: before });
  expect(call.args).toEqual([{ backgroundColor: '#48b3b0', foregroundColor: '#04191b' }]);
  expect(await paper(page)).toBe('rgb(10, 19, 21)');

  await page.reload();
  await expect(launcher(page)).toHaveCSS('background-color', DARK);
  expect(await paper(page)).toBe('rgb(10, 19, 21)');
});

test(
  'the system’s theme is followed while it is running, until another is chosen',
  { tag: '@long' },
  async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/');
    await expect(launcher(page)).toHaveCSS('background-color', DARK);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(launcher(page)).toHaveCSS('background-color', LIGHT);
    await choose(page, 'Light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(launcher(page)).toHaveCSS('background-color', LIGHT);
    expect(await paper(page)).toBe('rgb(244, 247, 247)');
  },
);
