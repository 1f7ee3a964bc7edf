import { expect, test } from './fixtures';
import { comesTo, launcher, outcome, reported } from './on-page';

// A script that takes its time, and what waits for it.

test(
  'a slow script becomes ready, and everything that waited arrives',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    sandbox.faults.set({ script: { slow: 1500 } });
    await page.goto(site.page());
    await page.evaluate(() => {
      kit.drift().load();
      chat.track('waited');
    });
    await sandbox.ledger.waitFor({ type: 'script', answer: 'slow' });
    expect(await outcome(page)).toBe('loading');
    expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'waited' });
    expect(await page.evaluate(() => kit.states)).toEqual(['loading', 'ready']);
    expect(await reported(page)).toEqual([]);
  },
);

test('a ready after the timeout is welcome: later calls arrive, given-up ones do not', async ({
  page,
  site,
  sandbox,
}) => {
  sandbox.faults.set({ script: { slow: 1000 } });
  await page.goto(site.page());
  await page.evaluate(() => {
    kit.drift({ timeout: 200 }).load();
    chat.on('chatOpen', () => chat.track('from_chat_open'));
    chat.track('given_up');
  });
  await comesTo(page, 'timeout');
  await page.evaluate(() => {
    chat.on('ready', () => chat.track('from_ready'));
    chat.track('after_the_timeout');
  });
  await sandbox.ledger.waitFor({ type: 'track', event: 'from_ready' });
  sandbox.emit('chatOpen');
  await sandbox.ledger.waitFor({ type: 'track', event: 'from_chat_open' });
  expect(sandbox.ledger.entries({ type: 'track' }).map(({ event }) => event)).toEqual([
    'after_the_timeout',
    'from_ready',
    'from_chat_open',
  ]);
  expect(await page.evaluate(() => kit.states)).toEqual(['loading', 'failed', 'ready']);
  expect(await page.evaluate(() => kit.errors)).toEqual([{ code: 'timeout', calls: ['track'] }]);
  expect(await page.evaluate(() => chat.ready.then(({ api }) => typeof api.openChat))).toBe('function');
  await expect(launcher(page)).toBeVisible();
});
