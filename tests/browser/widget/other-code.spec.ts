import type { Page } from '@playwright/test';
import { become, openApp } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, lands, NOBODY, reached } from './judge';
import { comesTo, driftFrames, driftScripts, launcher, reported } from './on-page';

// Other code on the page speaks to Drift, and frameworks change the page under the widget: what the ledger says, the state, and the sight.

/** What a visit does that replaces the body, as Turbo and htmx have it. */
const swapBody = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const body = document.createElement('body');
    body.innerHTML = '<h1>Another page</h1>';
    document.documentElement.replaceChild(body, document.body);
  });

async function isHere(page: Page): Promise<void> {
  await comesTo(page, 'ready');
  await expect(driftFrames(page)).toHaveCount(2);
  await expect(launcher(page)).toBeVisible();
}

test('a body that is replaced takes the chat with it, and the same person gets it back', async ({
  page,
  site,
  sandbox,
}) => {
  await openApp(page, site.page());
  await become(page, site, ANN, 'before');
  await lands(sandbox, ANN, 'before');
  const { lastSeq } = sandbox.ledger;
  await swapBody(page);
  await page.evaluate(() => chat.track('in between'));
  await sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: lastSeq });
  const call = await sandbox.ledger.waitFor({ type: 'track', event: 'in between' }, { after: lastSeq });
  expect(call.externalId).toBe(ANN);
  await isHere(page);
  await expect(driftScripts(page)).toHaveCount(1);
  expect(await page.evaluate(() => chat.identity.status)).toBe('identified');
  expect(await reported(page)).toEqual([]);
});

test(
  'frames that are moved to another body and back change nothing',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    await page.evaluate(() => {
      const frames = document.querySelectorAll('[id^=drift-frame]');
      const body = document.createElement('body');
      document.documentElement.replaceChild(body, document.body);
      body.append(...frames);
    });
    await page.waitForTimeout(1500); // what would be noticed, is noticed within a second
    expect(
      await page.evaluate(() => [chat.state.status, kit.states.filter((it) => it === 'loading').length]),
    ).toEqual(['ready', 1]);
  },
);

test(
  'somebody whom other code identified on a visitor is hidden and let go by a logout',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    sandbox.configure({ signedIdentities: 'disabled' });
    await openApp(page, site.page());
    await become(page, site, NOBODY, 'before');
    await lands(sandbox, NOBODY, 'before');
    await page.evaluate((id) => window.drift?.identify?.(id), BOB);
    await sandbox.ledger.waitFor({ type: 'identify', userId: BOB });
    await expect.poll(() => page.evaluate(() => document.cookie)).toContain('drift_eid');
    const { lastSeq } = sandbox.ledger;
    await page.evaluate(() => {
      void chat.logout();
      chat.track('after the logout');
    });
    await expect(launcher(page)).toBeHidden();
    const call = await sandbox.ledger.waitFor(
      { type: 'track', event: 'after the logout' },
      { after: lastSeq },
    );
    expect(call.externalId).toBeNull();
    expect(reached(sandbox, BOB, lastSeq).filter(({ type }) => type === 'track')).toEqual([]);
    await isHere(page);
  },
);

test(
  'a reset of other code is followed by the same person',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    const { lastSeq } = sandbox.ledger;
    await page.evaluate(() => window.drift?.reset?.());
    await sandbox.ledger.waitFor({ type: 'identify', userId: ANN }, { after: lastSeq });
    await page.evaluate(() => chat.track('after'));
    const call = await sandbox.ledger.waitFor({ type: 'track', event: 'after' }, { after: lastSeq });
    expect(call.externalId).toBe(ANN);
    await isHere(page);
  },
);

test(
  'an unload and a load of other code bring the same person back',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    const { lastSeq } = sandbox.ledger;
    await page.evaluate((id) => {
      window.drift?.unload?.();
      window.drift?.load?.(id);
      chat.track('after');
    }, sandbox.embedId);
    const call = await sandbox.ledger.waitFor({ type: 'track', event: 'after' }, { after: lastSeq });
    expect(call.externalId).toBe(ANN);
    await isHere(page);
    await expect(driftScripts(page)).toHaveCount(1);
  },
);

test(
  'an unload of other code is noticed, and what is called waits for the next load',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    await page.evaluate(() => window.drift?.unload?.());
    await comesTo(page, 'idle');
    await page.evaluate(() => chat.track('kept'));
    await page.evaluate(() => chat.load());
    expect(await sandbox.ledger.waitFor({ type: 'track', event: 'kept' })).toMatchObject({ externalId: ANN });
    await isHere(page);
  },
);
