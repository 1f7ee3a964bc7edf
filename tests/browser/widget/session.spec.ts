import type { LedgerEntry } from '@driftkit/sandbox';
import { become, openApp } from './app';
import { expect, test } from './fixtures';
import { ANN, arrives, BOB, expectTheLaws, lands, madeFor, NOBODY, reached } from './judge';
import { officialSnippet } from './official-snippet';
import { cookie, launcher, letPass } from './on-page';

test.afterEach(({ sandbox }) => expectTheLaws(sandbox));

test.describe('a second person on the same profile, after a first who never logged out', () => {
  test.beforeEach(async ({ page, site, sandbox }) => {
    await openApp(page, site.page());
    await become(page, site, ANN);
    expect(await lands(sandbox, ANN)).toMatchObject({ externalId: ANN });
    await page.goto('about:blank');
  });

  for (const signedIdentities of ['required', 'disabled'] as const)
    for (const person of [BOB, NOBODY])
      test(
        `is ${person}, from birth (signed identities ${signedIdentities})`,
        { tag: (signedIdentities === 'required') === (person === BOB) ? [] : '@long' },
        async ({ page, site, sandbox }) => {
          sandbox.configure({ signedIdentities });
          const { lastSeq } = sandbox.ledger;
          const [before] = sandbox.browsers.list();
          await openApp(page, site.page());
          await become(page, site, person, 'now');
          const call = await lands(sandbox, person, 'now');
          const externalId = person === NOBODY ? null : person;
          expect(call).toMatchObject({ externalId });
          expect(call.aid).not.toBe(before?.aid);
          expect(sandbox.ledger.entries({ type: 'bootstrap', after: lastSeq })).toMatchObject([
            { externalId },
          ]);
          expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
        },
      );

  test(
    'is unknown as long as the app does not say: nothing loads, nothing is forgotten',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      const { lastSeq } = sandbox.ledger;
      await page.clock.install();
      await openApp(page, site.page());
      await page.evaluate(() => chat.setUser(undefined));
      await letPass(page, 5000);
      expect(await page.evaluate(() => chat.state)).toEqual({ status: 'waiting', for: 'user' });
      expect(sandbox.ledger.lastSeq).toBe(lastSeq);
      expect(await cookie(page, 'drift_eid')).toBe(ANN);

      await become(page, site, ANN, 'again');
      expect(await lands(sandbox, ANN, 'again')).toMatchObject({ externalId: ANN });
      expect(sandbox.browsers.list()).toHaveLength(1);
    },
  );

  test('is let go of by a page whose own snippet had booted with the leftover', async ({
    page,
    site,
    sandbox,
  }) => {
    sandbox.configure({ signedIdentities: 'disabled' });
    const { lastSeq } = sandbox.ledger;
    await page.goto(site.page({ head: officialSnippet(sandbox.url, sandbox.embedId) }));
    await sandbox.ledger.waitFor({ type: 'page', externalId: ANN }, { after: lastSeq });
    const booted = sandbox.ledger.lastSeq;
    await page.evaluate(() => kit.session().load());
    await become(page, site, BOB, 'now');
    expect(await lands(sandbox, BOB, 'now')).toMatchObject({ externalId: BOB });
    expect(reached(sandbox, ANN, booted).filter(({ type }) => type !== 'ready')).toEqual([]);
    await expect(launcher(page)).toBeVisible();
  });
});

test('a page that dies before Drift’s answer to identify leaves the next visitor nothing', async ({
  page,
  site,
  sandbox,
}) => {
  // Drift's servers have Ann, and the page never hears of it: no cookie of Drift's names her.
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...given) => {
      const answer = await fetch(...given);
      if (answer.url.endsWith('/widget/identify')) throw new TypeError('The line broke.');
      return answer;
    };
  });
  await openApp(page, site.page());
  await become(page, site, NOBODY);
  const { aid } = await lands(sandbox, NOBODY);
  await become(page, site, ANN);
  const { seq } = await arrives(sandbox, ANN);
  expect(await cookie(page, 'drift_eid')).toBeUndefined();

  await openApp(page, site.page());
  await become(page, site, NOBODY, 'next');
  const next = await lands(sandbox, NOBODY, 'next');
  expect(next).toMatchObject({ externalId: null });
  expect(next.aid).not.toBe(aid);
  // Her own call may stand in the ledger after her identity.
  const isHers = (entry: LedgerEntry): boolean =>
    entry.type === 'track' || (entry.type === 'call' && entry.method === 'track');
  expect(reached(sandbox, ANN, seq).filter((entry) => !isHers(entry))).toEqual([]);
  expect(sandbox.ledger.entries({ type: 'track', event: madeFor(NOBODY, 'next'), externalId: ANN })).toEqual(
    [],
  );
});

test('a logout while the network is gone holds when it is back', async ({ page, context, site, sandbox }) => {
  await openApp(page, site.page(), { resetTimeout: 300 });
  await become(page, site, ANN);
  const { aid } = await lands(sandbox, ANN);
  await context.setOffline(true);
  const { lastSeq } = sandbox.ledger;
  await become(page, site, NOBODY);
  expect(await cookie(page, 'drift_eid')).toBeUndefined();
  await expect(launcher(page)).toBeHidden();

  await context.setOffline(false);
  await page.evaluate(() => chat.load());
  await page.evaluate(() => chat.track('made for nobody, back'));
  const next = await sandbox.ledger.waitFor({ type: 'track' }, { after: lastSeq });
  expect(next).toMatchObject({ externalId: null });
  expect(next.aid).not.toBe(aid);
  expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
});

for (const identityChange of ['live', 'reload'] as const)
  test(
    `a person in a hurry: four changes in one tick end with the last (${identityChange})`,
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await openApp(page, site.page(), { identityChange });
      await become(page, site, ANN);
      await arrives(sandbox, ANN);
      const { lastSeq } = sandbox.ledger;
      site.tokens.loggedIn = BOB;
      await page.evaluate(
        ([ann, bob]) => {
          for (const id of [null, bob, ann, bob]) {
            chat.setUser(id === null ? null : { id });
            chat.track(`made for ${id ?? 'nobody'} in a hurry`);
          }
        },
        [ANN, BOB] as const,
      );
      expect(await lands(sandbox, BOB, 'in a hurry')).toMatchObject({ externalId: BOB });
      expect(sandbox.ledger.entries({ type: 'identify', userId: ANN, after: lastSeq })).toEqual([]);
      expect(sandbox.ledger.entries({ type: 'track', after: lastSeq })).toHaveLength(1);
    },
  );

test(
  'consent withdrawn while logged in: forgotten, and the next yes begins with another visitor',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await page.goto(site.page());
    await page.evaluate(() => {
      kit.session({ when: kit.consent.trigger }).load();
      kit.consent.say(true);
    });
    await become(page, site, ANN);
    const { aid } = await lands(sandbox, ANN);
    await page.evaluate(() => kit.consent.say(false));
    expect((await page.context().cookies()).filter(({ name }) => /drift/i.test(name))).toEqual([]);
    await expect(launcher(page)).toHaveCount(0);
    await sandbox.ledger.waitFor({ type: 'unload' });
    const { lastSeq } = sandbox.ledger;

    await become(page, site, NOBODY);
    await page.evaluate(() => kit.consent.say(true));
    const next = await lands(sandbox, NOBODY);
    expect(next.aid).not.toBe(aid);
    expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
  },
);
