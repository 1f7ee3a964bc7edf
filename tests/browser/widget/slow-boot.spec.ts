import type { Page } from '@playwright/test';
import type { Sandbox } from '@driftkit/sandbox';
import { become, openApp } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, expectTheLaws, lands, NOBODY, reached } from './judge';
import { comesTo, cookie, launcher } from './on-page';

// Drift has taken an identity that nobody wants any more, and is in no hurry to say that it is ready.

test.afterEach(({ sandbox }) => expectTheLaws(sandbox));

/** Drift's answer to a boot waits until the returned function is called; what is asked later is answered at once. */
async function holdBoot(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/widget/bootstrap', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** What Drift does by itself when it boots is not ours to prevent. */
const reachedByUs = (sandbox: Sandbox, person: string, after: number): unknown[] =>
  reached(sandbox, person, after).filter(
    (entry) =>
      !(
        entry.type === 'bootstrap' ||
        entry.type === 'ready' ||
        (entry.type === 'page' && entry.cause === 'load')
      ),
  );

for (const next of [NOBODY, BOB])
  test(
    `a change to ${next} while Drift boots as Ann shows nothing of her, then or later`,
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      const release = await holdBoot(page);
      await openApp(page, site.page());
      await become(page, site, ANN);
      const { seq, aid } = await sandbox.ledger.waitFor({ type: 'identify', userId: ANN });
      // Drift's servers know of her before its cookie does.
      await expect.poll(() => cookie(page, 'drift_eid')).toBe(ANN);
      await become(page, site, next);
      await expect(launcher(page)).toBeHidden();
      expect(await cookie(page, 'drift_eid')).toBeUndefined();
      release();
      const call = await lands(sandbox, next);
      expect(call.externalId).toBe(next === NOBODY ? null : next);
      expect(call.aid).not.toBe(aid);
      expect(reachedByUs(sandbox, ANN, seq)).toEqual([]);
      await expect(launcher(page)).toBeVisible();
    },
  );

test(
  'a boot that never answers is given up: taken down, forgotten, begun afresh',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    sandbox.faults.set({ boot: 'never_ready' });
    await openApp(page, site.page(), { resetTimeout: 300 });
    await become(page, site, ANN);
    const { seq } = await sandbox.ledger.waitFor({ type: 'bootstrap', outcome: 'unanswered' });
    sandbox.faults.clear();
    await become(page, site, NOBODY);
    expect(await lands(sandbox, NOBODY)).toMatchObject({ externalId: null });
    expect(reached(sandbox, ANN, seq)).toEqual([]);
  },
);

test('a Drift that is ready as Ann after it was given up, and after her logout, is covered and reset', async ({
  page,
  site,
  sandbox,
}) => {
  const release = await holdBoot(page);
  await openApp(page, site.page(), { timeout: 700 });
  await become(page, site, ANN);
  const { seq, aid } = await sandbox.ledger.waitFor({ type: 'identify', userId: ANN });
  await comesTo(page, 'timeout');
  await become(page, site, NOBODY);
  await expect(launcher(page)).toBeHidden();
  release();
  const call = await lands(sandbox, NOBODY);
  expect(call.externalId).toBeNull();
  expect(call.aid).not.toBe(aid);
  expect(reachedByUs(sandbox, ANN, seq)).toEqual([]);
  await expect(launcher(page)).toBeVisible();
});
