import { expect, test } from './fixtures';
import { chatIsHere, comesTo, driftFrames, driftScripts, launcher, outcome, reported } from './on-page';

// The core of what every page relies on.

test('two loads, and two instances, make one script', { tag: '@long' }, async ({ page, site, sandbox }) => {
  await page.goto(site.page());
  await page.evaluate(() => {
    const first = kit.drift();
    first.load();
    first.load();
    kit.drift().load();
    chat.load();
    first.track('by_the_first');
    chat.track('by_the_second');
  });
  await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_first' });
  await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_second' });
  expect(sandbox.ledger.entries({ type: 'script' })).toMatchObject([{ timely: true, answer: 'script' }]);
  await expect(driftScripts(page)).toHaveCount(1);
  await expect(driftFrames(page)).toHaveCount(2);
  expect(await reported(page)).toEqual([]);
});

test.describe('a script that does not come', () => {
  test(
    'is tried again, then reported with its code, as state, and by ready',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.faults.set({ script: '404' });
      await page.goto(site.page());
      await page.evaluate(() => kit.drift({ retries: 1 }).load());
      await comesTo(page, 'blocked');
      expect(sandbox.ledger.entries({ type: 'script' })).toHaveLength(2);
      expect(await reported(page)).toEqual(['blocked', 'blocked']);
      expect(await page.evaluate(() => chat.ready.catch((error: { code: string }) => error.code))).toBe(
        'blocked',
      );
      await expect(driftScripts(page)).toHaveCount(0);
    },
  );

  test(
    'and comes with a retry brings everything that waited',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.faults.set({ script: '500' });
      await page.goto(site.page());
      await page.evaluate(() => {
        kit.drift().load();
        chat.track('waited');
      });
      await sandbox.ledger.waitFor({ type: 'script', answer: '500' });
      sandbox.faults.clear();
      expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'waited' });
      expect(await outcome(page)).toBe('ready');
    },
  );

  test(
    'names the calls it cost, and load() really tries again',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.faults.set({ script: '404' });
      await page.goto(site.page());
      await page.evaluate(() => {
        kit.drift({ retries: 0 }).load();
        chat.track('lost');
      });
      await comesTo(page, 'blocked');
      expect(await page.evaluate(() => kit.errors)).toEqual([{ code: 'blocked', calls: ['track'] }]);

      sandbox.faults.clear();
      await page.evaluate(() => {
        chat.load();
        chat.track('after_the_failure');
      });
      await sandbox.ledger.waitFor({ type: 'track' });
      expect(sandbox.ledger.entries({ type: 'track' })).toMatchObject([{ event: 'after_the_failure' }]);
      expect(await page.evaluate(() => chat.ready.then(({ api }) => typeof api.openChat))).toBe('function');
      await expect(driftScripts(page)).toHaveCount(1);
    },
  );
});

test.describe('silence', () => {
  // Time is the test's: the page's clock stands until it is told to go on.
  test.beforeEach(({ page }) => page.clock.install());

  test('ends at the timeout, and not before', { tag: '@long' }, async ({ page, site, sandbox }) => {
    sandbox.faults.set({ script: 'hang' });
    await page.goto(site.page());
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.evaluate(() => kit.drift().load());
    await sandbox.ledger.waitFor({ type: 'script', answer: 'hang' });
    await page.clock.runFor(14_900);
    expect(await outcome(page)).toBe('loading');
    await page.clock.runFor(200);
    expect(await outcome(page)).toBe('timeout');
  });

  for (const script of ['no_global', 'throws'] as const)
    test(
      `of a script that came and left no Drift (${script}) is over within a second`,
      { tag: script === 'throws' ? [] : '@long' },
      async ({ page, site, sandbox, thrown }) => {
        sandbox.faults.set({ script });
        await page.goto(site.page());
        await page.clock.pauseAt(Date.now() + 60_000);
        const came = page.evaluate(
          () =>
            new Promise<void>((resolve) => {
              const isDrift = ({ target }: Event): boolean => target instanceof HTMLScriptElement;
              document.addEventListener('load', (event) => isDrift(event) && resolve(), true);
              kit.drift().load();
            }),
        );
        await came;
        expect(await outcome(page)).toBe('loading');
        await page.clock.runFor(1000);
        expect(await outcome(page)).toBe('no_drift');
        if (script === 'throws') expect(thrown.splice(0)).toHaveLength(1);
      },
    );
});

test.describe('unload', () => {
  test('takes tag and frames down, and load works again', async ({ page, site, sandbox }) => {
    await page.goto(site.page());
    await page.evaluate(() => kit.drift().load());
    const { aid } = await sandbox.ledger.waitFor({ type: 'ready' });
    await expect(launcher(page)).toBeVisible();

    await page.evaluate(() => chat.unload());
    await expect(driftScripts(page)).toHaveCount(0);
    await expect(driftFrames(page)).toHaveCount(0);
    const { seq } = await sandbox.ledger.waitFor({ type: 'unload' });
    expect(await page.evaluate(() => [chat.state.status, typeof window.drift])).toEqual([
      'idle',
      'undefined',
    ]);

    await page.evaluate(() => {
      chat.track('again');
      chat.load();
    });
    expect(await sandbox.ledger.waitFor({ type: 'track' }, { after: seq })).toMatchObject({
      event: 'again',
      aid,
    });
    await expect(launcher(page)).toBeVisible();
  });

  test(
    'hides Drift where it has no unload of its own, and load shows it again',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.configure({ assumptions: { unload: false } });
      await page.goto(site.page());
      await page.evaluate(() => kit.drift().load());
      await chatIsHere(page);
      await page.evaluate(() => chat.unload());
      await comesTo(page, 'idle');
      await expect(launcher(page)).toBeHidden();

      await page.evaluate(() => {
        chat.track('again');
        chat.load();
      });
      await sandbox.ledger.waitFor({ type: 'track', event: 'again' });
      await chatIsHere(page);
      expect(sandbox.ledger.entries({ type: 'script' })).toHaveLength(1);
    },
  );

  test('while the script is on its way leaves nothing that comes up later', async ({
    page,
    site,
    sandbox,
  }) => {
    sandbox.faults.set({ script: { slow: 300 } });
    await page.goto(site.page());
    await page.evaluate(() => kit.drift().load());
    await sandbox.ledger.waitFor({ type: 'script' });
    await page.evaluate(() => chat.unload());
    await page.waitForLoadState('networkidle');
    await expect(driftFrames(page)).toHaveCount(0);
    expect(await page.evaluate(() => typeof window.drift)).toBe('undefined');
    expect(sandbox.ledger.entries({ type: 'bootstrap' })).toEqual([]);
  });

  test(
    'and load while the script is on its way come up once',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.faults.set({ script: { slow: 300 } });
      await page.goto(site.page());
      await page.evaluate(() => kit.drift().load());
      await sandbox.ledger.waitFor({ type: 'script' });
      await page.evaluate(() => {
        chat.unload();
        chat.load();
        chat.track('again');
      });
      await sandbox.ledger.waitFor({ type: 'track' });
      expect(sandbox.ledger.entries({ type: 'ready' })).toHaveLength(1);
      await expect(driftScripts(page)).toHaveCount(1);
      await expect(driftFrames(page)).toHaveCount(2);
    },
  );
});
