import { expect, test } from './fixtures';
import { comesTo, driftFrames, letPass, reported } from './on-page';

// Nothing before a yes, and nothing after it is taken back.

test.describe('consent', () => {
  test('not given: nothing touches Drift’s host, and nothing is kept', async ({ page, site, sandbox }) => {
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== 'localhost') foreign.push(request.url());
    });
    await page.clock.install();
    await page.goto(site.page());
    await page.evaluate(() => {
      kit.drift({ when: kit.consent.trigger }).load();
      chat.track('waits');
      chat.page('home');
    });
    await letPass(page, 5000);
    expect(await page.evaluate(() => chat.state)).toEqual({ status: 'waiting', for: 'consent' });
    expect(foreign).toEqual([]);
    expect(sandbox.ledger.entries()).toEqual([]);
    await expect(page.locator('link, script[src*="/include/"], iframe')).toHaveCount(0);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);

    await page.evaluate(() => kit.consent.say(true));
    expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'waits' });
  });

  test('withdrawn: the widget and its cookies are gone, in every tab', async ({ context, site, sandbox }) => {
    const pages = [await context.newPage(), await context.newPage()];
    for (const page of pages) {
      const { lastSeq } = sandbox.ledger;
      await page.goto(site.page());
      await page.evaluate(() => {
        kit.drift({ when: kit.consent.trigger }).load();
        kit.consent.say(true);
      });
      await sandbox.ledger.waitFor({ type: 'ready' }, { after: lastSeq });
    }
    await pages[0]?.evaluate(() => kit.consent.say(false));
    for (const page of pages) {
      await comesTo(page, 'waiting');
      await expect(driftFrames(page)).toHaveCount(0);
      expect(await reported(page)).toEqual(['consent_withdrawn']);
    }
    expect(await context.cookies()).toEqual([]);
    expect(await pages[0]?.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }))).toEqual([]);
  });

  test(
    'withdrawn while the script is on its way: no Drift, and no cookie',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      sandbox.faults.set({ script: { slow: 300 } });
      await page.goto(site.page());
      await page.evaluate(() => {
        kit.drift({ when: kit.consent.trigger }).load();
        kit.consent.say(true);
      });
      await sandbox.ledger.waitFor({ type: 'script' });
      await page.evaluate(() => kit.consent.say(false));
      await page.waitForLoadState('networkidle');
      await expect(driftFrames(page)).toHaveCount(0);
      expect(await page.context().cookies()).toEqual([]);
      expect(sandbox.ledger.entries({ type: 'bootstrap' })).toEqual([]);
    },
  );
});
