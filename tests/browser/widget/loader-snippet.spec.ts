import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { expect, test } from './fixtures';
import { officialSnippet } from './official-snippet';
import { comesTo, driftFrames, driftScripts, outcome, reported } from './on-page';

// Drift's own snippet stands on the page too, from a tag manager say.

const scripts = ({ ledger }: Sandbox): string[] =>
  ledger.entries({ type: 'script' }).map(({ answer }) => answer);

test.describe('the official snippet', () => {
  test('that is ready already is taken over', async ({ page, site, sandbox }) => {
    const head = officialSnippet(sandbox.url, sandbox.embedId, `drift.track('theirs');`);
    await page.goto(site.page({ head }));
    await sandbox.ledger.waitFor({ type: 'track', event: 'theirs' });
    await page.evaluate(() => {
      kit.drift().load();
      chat.track('ours');
    });
    await sandbox.ledger.waitFor({ type: 'track', event: 'ours' });
    expect(scripts(sandbox)).toEqual(['script']);
    await expect(driftFrames(page)).toHaveCount(2);
    expect(await reported(page)).toEqual([]);
  });

  test('that still loads is waited for', { tag: '@long' }, async ({ page, site, sandbox }) => {
    sandbox.faults.set({ script: { slow: 700 } });
    await page.goto(
      site.page({ head: officialSnippet(sandbox.url, sandbox.embedId, `drift.track('theirs');`) }),
      {
        waitUntil: 'commit',
      },
    );
    await page.waitForFunction(() => 'kit' in globalThis);
    await page.evaluate(() => {
      kit.drift().load();
      chat.track('ours');
    });
    expect(await outcome(page)).toBe('loading');
    await sandbox.ledger.waitFor({ type: 'track', event: 'ours' });
    await sandbox.ledger.waitFor({ type: 'track', event: 'theirs' });
    expect(scripts(sandbox)).toEqual(['slow']);
    await expect(driftScripts(page)).toHaveCount(1);
    expect(await outcome(page)).toBe('ready');
  });

  test('that has failed before we came ends at the timeout, and the next load begins afresh, with what it had queued', async ({
    page,
    site,
    sandbox,
  }) => {
    sandbox.faults.set({ script: '404' });
    const head = officialSnippet(sandbox.url, sandbox.embedId, `drift.track('theirs');`);
    await page.clock.install();
    await page.goto(site.page({ head }));
    await sandbox.ledger.waitFor({ type: 'script' });
    sandbox.faults.clear();
    // What a tag came to before we were there cannot be known: a browser says it once.
    await page.evaluate(() => kit.drift({ timeout: 20_000 }).load());
    await page.clock.fastForward(20_000);
    await comesTo(page, 'timeout');
    await page.evaluate(() => {
      chat.load();
      chat.track('ours');
    });
    await sandbox.ledger.waitFor({ type: 'track', event: 'ours' });
    await sandbox.ledger.waitFor({ type: 'track', event: 'theirs' });
    expect(scripts(sandbox)).toEqual(['404', 'script']);
    await expect(driftScripts(page)).toHaveCount(1);
  });

  test(
    'that fails while we wait for it is tried again by us',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      const failed = await holdFirst(page, `${sandbox.url}/include/**`);
      await page.goto(site.page({ head: officialSnippet(sandbox.url, sandbox.embedId) }), {
        waitUntil: 'commit',
      });
      await page.waitForFunction(() => 'kit' in globalThis);
      await page.evaluate(() => kit.drift().load());
      await failed.abort();
      await sandbox.ledger.waitFor({ type: 'ready' });
      expect(await reported(page)).toEqual(['blocked']);
      await expect(driftScripts(page)).toHaveCount(1);
    },
  );

  for (const when of ['while ours loads', 'after ours is ready'])
    test(`that comes ${when} makes no second script`, { tag: '@long' }, async ({ page, site, sandbox }) => {
      await page.goto(site.page());
      await page.evaluate(() => kit.drift().load());
      if (when === 'after ours is ready') await comesTo(page, 'ready');
      await page.evaluate(
        (html) => {
          const script = document.createElement('script');
          script.text = new DOMParser().parseFromString(html, 'text/html').scripts[0]?.text ?? '';
          document.body.append(script);
        },
        officialSnippet(sandbox.url, sandbox.embedId, `drift.track('theirs');`),
      );
      await sandbox.ledger.waitFor({ type: 'track', event: 'theirs' });
      expect(await outcome(page)).toBe('ready');
      await expect(driftFrames(page)).toHaveCount(2);
      expect(scripts(sandbox)).toEqual(['script']);
    });
});

test.describe('another embedId is a conflict', () => {
  for (const when of ['loads', 'is ready'])
    test(
      `when a snippet of it ${when}`,
      { tag: when === 'loads' ? [] : '@long' },
      async ({ page, site, sandbox }) => {
        await using other = await createSandbox({ embedId: 'otherdrift12' });
        if (when === 'loads') other.faults.set({ script: 'hang' });
        await page.goto(site.page({ head: officialSnippet(other.url, other.embedId) }), {
          waitUntil: 'commit',
        });
        await page.waitForFunction(() => 'kit' in globalThis);
        if (when === 'is ready') await other.ledger.waitFor({ type: 'ready' });
        await page.evaluate(() => {
          kit.drift().load();
          chat.track('for_ours');
        });
        await comesTo(page, 'conflict');
        expect(await page.evaluate(() => kit.errors)).toEqual([{ code: 'conflict', calls: ['track'] }]);
        expect(sandbox.ledger.entries()).toEqual([]);
        expect(other.ledger.entries({ type: 'track' })).toEqual([]);
      },
    );

  test(
    'when an instance of it is there, which goes on undisturbed',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await page.goto(site.page());
      await page.evaluate(() => kit.drift().load());
      await comesTo(page, 'ready');
      await page.evaluate(() => {
        const first = chat;
        kit.drift({ embedId: 'otherdrift12' }).load();
        first.track('by_the_first');
      });
      await comesTo(page, 'conflict');
      await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_first' });
      expect(scripts(sandbox)).toEqual(['script']);
    },
  );
});

import type { Page, Route } from '@playwright/test';

/** Holds the first request for the address until it is aborted; what follows goes through. */
async function holdFirst(page: Page, address: string): Promise<{ abort(): Promise<void> }> {
  let hold: (route: Route) => void = () => undefined;
  const held = new Promise<Route>((resolve) => (hold = resolve));
  await page.route(address, (route) => hold(route), { times: 1 });
  return { abort: async () => (await held).abort() };
}
