import { become, openApp, state } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, expectTheLaws, lands, NOBODY } from './judge';
import { comesTo, launcher, reported } from './on-page';

test.afterEach(({ sandbox }) => expectTheLaws(sandbox));

test.describe('the token endpoint', () => {
  test(
    'is slow: nothing loads before the token, and the visit is born as its person',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      const release = site.tokens.hold();
      await openApp(page, site.page());
      await become(page, site, ANN);
      await expect.poll(() => site.tokens.asked).toBe(1);
      expect(await page.evaluate(() => chat.state)).toEqual({ status: 'waiting', for: 'token' });
      expect(sandbox.ledger.entries()).toEqual([]);
      release();
      expect(await lands(sandbox, ANN)).toMatchObject({ externalId: ANN });
      expect(sandbox.ledger.entries({ type: 'bootstrap' })).toMatchObject([
        { bornAs: 'identified', source: 'identify', verdict: 'valid' },
      ]);
    },
  );

  test(
    'is slow, and the person logs out meanwhile: its answer is thrown away',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      const release = site.tokens.hold();
      await openApp(page, site.page());
      await become(page, site, ANN);
      await expect.poll(() => site.tokens.asked).toBe(1);
      await become(page, site, NOBODY);
      release();
      await lands(sandbox, NOBODY);
      expect(sandbox.ledger.entries({ type: 'identify' })).toEqual([]);
      expect(await page.evaluate(() => kit.errors)).toEqual([{ code: 'superseded', calls: ['track'] }]);
    },
  );

  test(
    'fails for a while: it is asked again until it answers',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      site.tokens.status = 503;
      await openApp(page, site.page());
      await become(page, site, ANN);
      await expect.poll(() => site.tokens.asked).toBeGreaterThan(1);
      expect(sandbox.ledger.entries()).toEqual([]);
      site.tokens.status = 200;
      expect(await lands(sandbox, ANN)).toMatchObject({ externalId: ANN });
      expect(await reported(page)).toEqual([]);
    },
  );

  test(
    'fails for good: a visitor gets the chat, and the person’s calls wait for the next try',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      site.tokens.status = 403;
      await openApp(page, site.page());
      await become(page, site, ANN);
      expect(await sandbox.ledger.waitFor({ type: 'ready' })).toMatchObject({ externalId: null });
      await expect(launcher(page)).toBeVisible();
      expect(await page.evaluate(() => chat.identity.status)).toBe('failed');
      expect(sandbox.ledger.entries({ type: 'track' })).toEqual([]);

      site.tokens.status = 200;
      await state(page, ANN, 'stated again');
      expect(await lands(sandbox, ANN, 'stated again')).toMatchObject({ externalId: ANN });
      expect(await lands(sandbox, ANN)).toMatchObject({ externalId: ANN });
    },
  );

  test(
    'fails for good, where nobody is to be unknown: there is no chat',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      site.tokens.status = 403;
      await openApp(page, site.page(), { whenTokenFails: 'unavailable' });
      await become(page, site, ANN);
      await comesTo(page, 'token_failed');
      await page.waitForLoadState('networkidle');
      expect(sandbox.ledger.entries()).toEqual([]);
    },
  );

  test(
    'says that nobody is logged in: the visit is a visitor’s',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await openApp(page, site.page());
      await state(page, ANN);
      expect(await sandbox.ledger.waitFor({ type: 'ready' })).toMatchObject({ externalId: null });
      expect(await reported(page)).toEqual(['not_logged_in', 'superseded']);
      expect(sandbox.ledger.entries({ type: 'track' })).toEqual([]);
    },
  );

  test(
    'answers for somebody else than the page: nobody is identified',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      site.tokens.loggedIn = BOB;
      await openApp(page, site.page());
      await state(page, ANN);
      expect(await sandbox.ledger.waitFor({ type: 'ready' })).toMatchObject({ externalId: null });
      expect(await reported(page)).toEqual(['token_invalid']);
      expect(sandbox.ledger.entries({ type: 'identify' })).toEqual([]);
      expect(sandbox.ledger.entries({ type: 'track' })).toEqual([]);
    },
  );
});

test('a network that goes and comes back: the login is made up for, with what was called meanwhile', async ({
  page,
  context,
  site,
  sandbox,
}) => {
  await openApp(page, site.page(), { tokenTimeout: 300 });
  await become(page, site, NOBODY);
  await lands(sandbox, NOBODY);
  await context.setOffline(true);
  await become(page, site, ANN);
  await expect.poll(() => page.evaluate(() => chat.identity.status)).toBe('failed');
  expect(site.tokens.asked).toBe(0);
  await context.setOffline(false);
  expect(await lands(sandbox, ANN)).toMatchObject({ externalId: ANN });
});
