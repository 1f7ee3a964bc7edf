import type { Page } from '@playwright/test';
import { chat, closeChat, helpButton, JANE, logInAs } from './app';
import { expect, test } from './fixtures';

// Before a yes nothing of Drift, after a no nothing of it any more; the ledger and the browser's own requests say so.

/** Everything this page asks of another host than Harbor's. */
function foreignRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== 'localhost') asked.push(request.url());
  });
  return asked;
}
const banner = (page: Page) => page.getByRole('region', { name: 'May we turn the chat on?' });

test.describe('a visitor who was not asked yet', () => {
  test.use({ consent: 'unasked' });

  test('is asked, and until the answer no request, cookie or frame is Drift’s', async ({ page, sandbox }) => {
    const asked = foreignRequests(page);
    await page.goto('/');
    await expect(banner(page)).toBeVisible();
    await page.getByRole('link', { name: 'See the plans' }).click();
    await expect(page.getByRole('heading', { name: 'Two plans. No small print.' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect([asked, await page.context().cookies(), sandbox.ledger.entries()]).toEqual([[], [], []]);

    await banner(page).getByRole('button', { name: 'Allow chat' }).click();
    await expect(banner(page)).toBeHidden();
    expect(await sandbox.ledger.waitFor({ type: 'bootstrap' })).toMatchObject({ bornAs: 'anonymous' });
  });

  test(
    'who says no is not asked again, and may still use the help button to say yes',
    { tag: '@long' },
    async ({ page, sandbox }) => {
      await page.goto('/');
      await banner(page).getByRole('button', { name: 'No chat' }).click();
      await page.reload();
      await expect(page.getByText('This allows Drift and its cookies.')).toBeVisible();
      await expect(banner(page)).toBeHidden();
      expect(sandbox.ledger.entries()).toEqual([]);

      await page.getByRole('button', { name: 'Turn chat on and ask' }).click();
      await expect(chat(page).getByRole('textbox')).toBeVisible();
      expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'asked_for_help' });
    },
  );
});

test(
  'consent that is taken back takes the chat and its cookies away, in the other tab too, and can be given again',
  { tag: '@long' },
  async ({ page, context, sandbox }) => {
    const other = await context.newPage();
    await other.goto('/pricing');
    await sandbox.ledger.waitFor({ type: 'ready' });
    await logInAs(page, JANE);
    await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    await helpButton(page).click();
    await closeChat(page);

    const settings = page.getByRole('button', { name: 'Chat and cookies' });
    await settings.click();
    await expect(banner(page).getByRole('heading')).toBeFocused();
    await banner(page).getByRole('button', { name: 'Turn chat off' }).click();
    await expect(settings).toBeFocused();
    for (const each of [page, other]) await expect(each.locator('.drift-conductor-item')).toHaveCount(0);
    const left = (await context.cookies()).map(({ name }) => name).filter((name) => /drift/i.test(name));
    expect(left).toEqual([]);

    const before = sandbox.ledger.lastSeq;
    await settings.click();
    await banner(page).getByRole('button', { name: 'Allow chat' }).click();
    const born = await sandbox.ledger.waitFor({ type: 'bootstrap', bornAs: 'identified' }, { after: before });
    expect(born).toMatchObject({ externalId: JANE.id, verdict: 'valid' });
  },
);

test(
  'who turns the chat off while it is on its way stays where they are',
  { tag: '@long' },
  async ({ page, context, sandbox }) => {
    await page.route(`${sandbox.scriptUrl}/**`, () => undefined);
    await page.goto('/pricing');
    await page.getByRole('button', { name: 'Ask about Growth' }).click();
    await expect(page.getByRole('button', { name: 'Opening the chat…' }).first()).toBeVisible();
    const other = await context.newPage();
    await other.route(`${sandbox.scriptUrl}/**`, () => undefined);
    await other.goto('/', { waitUntil: 'domcontentloaded' });
    await other.getByRole('button', { name: 'Chat and cookies' }).click();
    await other.getByRole('button', { name: 'Turn chat off' }).click();
    await expect(page.getByText('This allows Drift and its cookies.').first()).toBeVisible();
    await expect(page).toHaveURL(/\/pricing$/);
  },
);
