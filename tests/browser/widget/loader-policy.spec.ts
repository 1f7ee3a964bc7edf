import { expect, test } from './fixtures';
import { comesTo, driftScripts, launcher, reported } from './on-page';

// What the page's own policy and the network let through.

const NONCE = 'r4nd0m';

test.describe('under a policy of nonces', () => {
  const policy = (drift: string): string =>
    `default-src 'none'; script-src 'self' 'nonce-${NONCE}'; frame-src ${drift}; style-src 'unsafe-inline'`;

  test('the tag has the nonce it was given, and is let in', async ({ page, site, sandbox }) => {
    await page.goto(site.page({ csp: policy(sandbox.url) }));
    await page.evaluate((nonce) => kit.drift({ nonce }).load(), NONCE);
    await comesTo(page, 'ready');
    expect(await driftScripts(page).evaluate((script) => script.nonce)).toBe(NONCE);
    await expect(launcher(page)).toBeVisible();
  });

  test(
    'without one it is blocked, and that is said at once',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await page.goto(site.page({ csp: policy(sandbox.url) }));
      await page.evaluate(() => kit.drift({ retries: 0 }).load());
      await comesTo(page, 'blocked');
      expect(sandbox.ledger.entries()).toEqual([]);
    },
  );
});

test('a policy that names no host of Drift blocks the script, also when it is tried again', async ({
  page,
  site,
  sandbox,
}) => {
  await page.goto(site.page({ csp: `script-src 'self'` }));
  await page.evaluate(() => {
    kit.drift({ retries: 1 }).load();
    chat.track('lost');
  });
  await comesTo(page, 'blocked');
  expect(await page.evaluate(() => kit.errors)).toEqual([
    { code: 'blocked', calls: [] },
    { code: 'blocked', calls: ['track'] },
  ]);
  expect(sandbox.ledger.entries()).toEqual([]);
});

test.describe('where Trusted Types are enforced', () => {
  test('the script comes through the policy named driftkit', async ({ page, site }) => {
    await page.goto(site.page({ csp: `require-trusted-types-for 'script'; trusted-types driftkit` }));
    await page.evaluate(() => kit.drift().load());
    await comesTo(page, 'ready');
    await expect(launcher(page)).toBeVisible();
    await page.evaluate(() => {
      chat.unload();
      chat.load();
    });
    await comesTo(page, 'ready');
    expect(await reported(page)).toEqual([]);
  });

  test(
    'and that policy is not allowed, it is blocked, and nothing is thrown',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await page.goto(site.page({ csp: `require-trusted-types-for 'script'; trusted-types 'none'` }));
      await page.evaluate(() => kit.drift().load());
      await comesTo(page, 'blocked');
      expect(sandbox.ledger.entries()).toEqual([]);
    },
  );
});

test(
  'without a network it is offline, and load() works when there is one',
  { tag: '@long' },
  async ({ page, context, site, sandbox }) => {
    await page.goto(site.page());
    await context.setOffline(true);
    await page.evaluate(() => kit.drift({ retries: 0 }).load());
    await comesTo(page, 'offline');
    await context.setOffline(false);
    await page.evaluate(() => {
      chat.load();
      chat.track('back');
    });
    expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'back' });
  },
);

test('a sandboxed page without an origin has no cookies: it fails by its code, throws nothing, and settles', async ({
  page,
  site,
}) => {
  await page.goto(site.page({ csp: 'sandbox allow-scripts' }));
  await page.evaluate(() => kit.drift({ timeout: 300 }).load());
  await comesTo(page, 'timeout');
  await page.evaluate(() => chat.reset());
  const logout = page.evaluate(() => {
    kit.session({ timeout: 300 }).load();
    return chat.logout().then(({ status }) => status);
  });
  expect(['anonymous', 'failed']).toContain(await logout);
});
