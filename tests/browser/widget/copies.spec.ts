import { expect, test } from './fixtures';
import { ANN, BOB } from './judge';
import { comesTo, driftFrames, driftScripts } from './on-page';

// Two bundles of one page may each hold a copy of the package, and know nothing of each other.

test('two copies make one script and one widget', async ({ page, site, sandbox }) => {
  await page.goto(site.page());
  await page.evaluate(() => {
    kit.drift().load();
    chat.track('by_the_first');
  });
  await page.evaluate(async () => {
    const second = await kit.secondCopy();
    second.drift().load();
    chat.track('by_the_second');
  });
  await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_first' });
  await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_second' });
  await expect(driftScripts(page)).toHaveCount(1);
  await expect(driftFrames(page)).toHaveCount(2);
  expect(sandbox.ledger.entries({ type: 'script' })).toHaveLength(1);
});

test(
  'a second session is a conflict, and the first goes on',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    site.tokens.loggedIn = ANN;
    await page.goto(site.page());
    await page.evaluate((id) => {
      kit.session().load();
      chat.setUser({ id });
      chat.track('made for user_ann by the first');
    }, ANN);
    await sandbox.ledger.waitFor({ type: 'track' });
    await page.evaluate(async (id) => {
      const second = await kit.secondCopy();
      second.session().load();
      chat.identify(id);
      chat.track('by the second');
    }, BOB);
    await comesTo(page, 'conflict');
    expect(sandbox.ledger.entries({ type: 'identify' })).toMatchObject([{ userId: ANN }]);
    expect(sandbox.ledger.entries({ type: 'track' })).toHaveLength(1);
  },
);

test(
  'beside a session, another instance speaks of nobody: its calls about persons are a conflict, and its reset is the logout of the session',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    site.tokens.loggedIn = ANN;
    await page.goto(site.page());
    await page.evaluate((id) => {
      kit.session().load();
      chat.setUser({ id });
    }, ANN);
    await sandbox.ledger.waitFor({ type: 'ready' });
    await page.evaluate(async () => {
      const second = await kit.secondCopy();
      second.drift().load();
    });
    await comesTo(page, 'ready');
    await page.evaluate((id) => {
      chat.identify(id);
      chat.track('about a person');
      chat.reset();
      chat.page('about the widget');
    }, BOB);
    await sandbox.ledger.waitFor({ type: 'page', pageName: 'about the widget' });
    expect(await page.evaluate(() => kit.errors)).toEqual(
      ['identify', 'track'].map((call) => ({ code: 'conflict', calls: [call] })),
    );
    expect(sandbox.ledger.entries({ type: 'track' })).toEqual([]);
    expect(sandbox.ledger.entries({ type: 'reset' })).toMatchObject([{ externalId: ANN }]);
    expect(sandbox.ledger.entries({ type: 'identify' })).toMatchObject([{ userId: ANN }]);
  },
);
