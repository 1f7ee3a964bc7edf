import type { Page } from '@playwright/test';
import type { Sandbox } from '@driftkit/sandbox';
import { become, openApp, state } from './app';
import { expect, test } from './fixtures';
import { ANN, arrives, BOB, expectTheLaws, lands, madeFor, NOBODY, reached } from './judge';
import { chatIsHere, chatWindow, comesTo, driftScripts, launcher, reported } from './on-page';
import type { Site } from './site';

// Other code on the page speaks to Drift: what the ledger says, the state, and the sight.

/** Somebody of whom the app knows nothing. */
const XENA = 'user_xena';

test.afterEach(({ sandbox }) => expectTheLaws(sandbox));

interface Stage {
  page: Page;
  site: Site;
  sandbox: Sandbox;
}

/** The app has a chat for this person. */
async function begin({ page, site, sandbox }: Stage, person: string): Promise<void> {
  await openApp(page, site.page());
  await become(page, site, person, 'before');
  await lands(sandbox, person, 'before');
}

/** Waits until the chat is this person's: the state and the sight say so, and the next call lands there. */
async function isFor({ page, sandbox }: Stage, person: string): Promise<void> {
  await chatIsHere(page);
  const externalId = person === NOBODY ? null : person;
  const status = person === NOBODY ? 'anonymous' : 'identified';
  await expect.poll(() => page.evaluate(() => chat.identity.status)).toBe(status);
  await page.evaluate(() => chat.track('at the end'));
  expect(await sandbox.ledger.waitFor({ type: 'track', event: 'at the end' })).toMatchObject({ externalId });
}

test.describe('somebody whom other code identifies', () => {
  test.beforeEach(({ sandbox }) => sandbox.configure({ signedIdentities: 'disabled' }));

  /** Other code identifies Xena, and she writes into the chat. */
  async function xenaWrites({ page, sandbox }: Stage): Promise<void> {
    await page.evaluate((id) => window.drift?.identify?.(id), XENA);
    await sandbox.ledger.waitFor({ type: 'identify', userId: XENA });
    await expect.poll(() => page.evaluate(() => document.cookie)).toContain(`drift_eid=${XENA}`);
    await page.evaluate(() => {
      window.drift?.api?.goToNewConversation('my secret');
      window.drift?.api?.openChat();
    });
    await sandbox.ledger.waitFor({ type: 'message', text: 'my secret', externalId: XENA });
    await expect(chatWindow(page).getByText('my secret').first()).toBeVisible();
  }

  /** The app says who is here, or `logout`: what there is of Xena when the word has returned. */
  const sayAndLook = (page: Page, word: string): Promise<{ isSeen: boolean; isNamed: boolean }> =>
    page.evaluate(
      ([given, nobody, xena]) => {
        if (given === 'logout') void chat.logout();
        else chat.setUser(given === nobody ? null : { id: given });
        const frames = [...document.querySelectorAll('[id^=drift-frame] iframe')];
        return {
          isSeen: frames.some((frame) => frame.checkVisibility({ visibilityProperty: true })),
          isNamed: document.cookie.includes(xena),
        };
      },
      [word, NOBODY, XENA] as const,
    );

  for (const next of [NOBODY, BOB])
    test(
      `is hidden and let go before the chat is for ${next}`,
      { tag: '@long' },
      async ({ page, site, sandbox }) => {
        const stage = { page, site, sandbox };
        await begin(stage, NOBODY);
        await xenaWrites(stage);
        const { lastSeq } = sandbox.ledger;
        site.tokens.loggedIn = next === NOBODY ? null : next;
        expect(await sayAndLook(page, next)).toEqual({ isSeen: false, isNamed: false });
        await page.evaluate((event) => chat.track(event), madeFor(next, 'after'));
        await lands(sandbox, next, 'after');
        await isFor(stage, next);
        await expect(chatWindow(page).getByText('my secret')).toHaveCount(0);
        expect(sandbox.ledger.entries({ type: 'reset', after: lastSeq })).toMatchObject([
          { externalId: XENA },
        ]);
        expect(reached(sandbox, XENA, lastSeq)).toEqual([]);
        expect(await reported(page)).toEqual([]);
      },
    );

  test(
    'is let go by a logout, which says that nobody is here',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      const stage = { page, site, sandbox };
      await begin(stage, NOBODY);
      await xenaWrites(stage);
      const { lastSeq } = sandbox.ledger;
      expect(await sayAndLook(page, 'logout')).toEqual({ isSeen: false, isNamed: false });
      expect(await page.evaluate(() => chat.logout())).toMatchObject({ status: 'anonymous' });
      await isFor(stage, NOBODY);
      await expect(chatWindow(page).getByText('my secret')).toHaveCount(0);
      expect(reached(sandbox, XENA, lastSeq)).toEqual([]);
    },
  );

  test(
    'in Drift’s queue, behind our own, is not seen, and gets nothing of the person',
    {
      tag: '@long',
    },
    async ({ page, site, sandbox }) => {
      const stage = { page, site, sandbox };
      const release = await holdScript(stage);
      await openApp(page, site.page());
      await become(page, site, ANN, 'in between');
      await expect
        .poll(() => page.evaluate(() => window.drift?.some(([method]) => method === 'identify')))
        .toBe(true);
      await page.evaluate((id) => window.drift?.identify?.(id), XENA);
      await noteEarlySight(page);
      release();
      expect(await lands(sandbox, ANN, 'in between')).toMatchObject({ externalId: ANN });
      await isFor(stage, ANN);
      expect(await page.evaluate(() => document.documentElement.dataset['seen'])).toBeUndefined();
      const [born] = sandbox.ledger.entries({ type: 'bootstrap' });
      expect(born?.externalId).toBe(XENA);
      const own = reached(sandbox, XENA, 0).map(({ type }) => type);
      expect(own.filter((type) => !['identify', 'bootstrap', 'page', 'ready'].includes(type))).toEqual([]);
    },
  );
});

/** Drift's script waits until the returned function is called. */
async function holdScript({ page, sandbox }: Stage): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`${sandbox.url}/include/**`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** Looks at every picture that the browser draws from Drift's `ready` on, and marks the page if a chat is seen while it is nobody's. */
const noteEarlySight = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const look = (): void => {
      const frames = [...document.querySelectorAll('[id^=drift-frame] iframe')];
      const isSeen = frames.some((frame) => frame.checkVisibility({ visibilityProperty: true }));
      if (isSeen && chat.identity.status !== 'identified') document.documentElement.dataset['seen'] = 'early';
      requestAnimationFrame(look);
    };
    window.drift?.on?.('ready', look);
  });

test(
  'an id that Drift spells in its own way is the same person’s, on this page and on the next',
  {
    tag: '@long',
  },
  async ({ page, site, sandbox }) => {
    const id = 'Ann@Acme.com';
    const stage = { page, site, sandbox };
    await page.addInitScript((given) => {
      const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') as PropertyDescriptor;
      Object.defineProperty(Document.prototype, 'cookie', {
        ...cookie,
        set(this: Document, value: string) {
          cookie.set?.call(this, value.replace(encodeURIComponent(given), given.toLowerCase()));
        },
      });
    }, id);
    await begin(stage, id);
    await expect.poll(() => page.evaluate(() => document.cookie)).toContain(`drift_eid=${id.toLowerCase()}`);
    const [before] = sandbox.browsers.list();
    await page.evaluate((given) => chat.setUser({ id: given, name: 'Ann' }), id);
    await sandbox.ledger.waitFor({ type: 'attributes' });
    await begin(stage, id);
    await state(page, id, 'on the next page');
    expect(await lands(sandbox, id, 'on the next page')).toMatchObject({ aid: before?.aid, externalId: id });
    await isFor(stage, id);
    expect(sandbox.ledger.entries({ type: 'reset' })).toEqual([]);
    expect(await reported(page)).toEqual([]);
  },
);

test(
  'a reset of other code is followed by the same person',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    const stage = { page, site, sandbox };
    await begin(stage, ANN);
    const { lastSeq } = sandbox.ledger;
    await page.evaluate(() => window.drift?.reset?.());
    await arrives(sandbox, ANN, lastSeq);
    await isFor(stage, ANN);
    expect(await reported(page)).toEqual([]);
  },
);

test(
  'an unload and a load of other code bring the same person back',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    const stage = { page, site, sandbox };
    await begin(stage, ANN);
    await page.evaluate((embedId) => {
      window.drift?.unload?.();
      window.drift?.load?.(embedId);
      chat.track('after');
    }, sandbox.embedId);
    expect(await sandbox.ledger.waitFor({ type: 'track', event: 'after' })).toMatchObject({
      externalId: ANN,
    });
    await isFor(stage, ANN);
    await expect(driftScripts(page)).toHaveCount(1);
  },
);

test(
  'an unload of other code is noticed, and what is called waits for the next load',
  {
    tag: '@long',
  },
  async ({ page, site, sandbox }) => {
    const stage = { page, site, sandbox };
    await begin(stage, ANN);
    await page.evaluate(() => {
      window.drift?.unload?.();
      chat.track('in the same breath');
    });
    await comesTo(page, 'idle');
    await expect(launcher(page)).toHaveCount(0);
    await page.evaluate(() => chat.track('kept'));
    await page.evaluate(() => chat.load());
    for (const event of ['in the same breath', 'kept'])
      expect(await sandbox.ledger.waitFor({ type: 'track', event })).toMatchObject({ externalId: ANN });
    await isFor(stage, ANN);
  },
);

test(
  'what the app says reaches the object that took the place of the snippet’s',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    const stage = { page, site, sandbox };
    const release = await holdScript(stage);
    await openApp(page, site.page());
    await become(page, site, NOBODY, 'before');
    await expect.poll(() => page.evaluate(() => typeof window.drift)).toBe('object');
    await page.evaluate(() => Object.assign(window, { left: window.drift }));
    release();
    await lands(sandbox, NOBODY, 'before');
    const heard = await page.evaluateHandle(() => {
      const all: number[] = [];
      chat.on('startConversation', ({ conversationId }) => all.push(conversationId));
      chat.config({ locale: 'de' });
      chat.hide();
      return all;
    });
    await expect(launcher(page)).toBeHidden();
    await page.evaluate(() => chat.show());
    await expect(launcher(page)).toBeVisible();
    sandbox.emit('startConversation', { conversationId: 7 });
    await expect.poll(() => heard.jsonValue()).toEqual([7]);
    await sandbox.ledger.waitFor({ type: 'call', method: 'config' });
    await isFor(stage, NOBODY);
    const left = await page.evaluate(() => {
      const array = (window as { left?: unknown[] }).left;
      return [(array as unknown) === window.drift, array?.length];
    });
    expect(left).toEqual([false, 0]);
  },
);

test(
  'a function in Drift’s place that nobody loads is replaced, and what it kept arrives',
  {
    tag: '@long',
  },
  async ({ page, site, sandbox }) => {
    const stage = { page, site, sandbox };
    const head = `<script>
    window.drift = function () { (window.drift.q = window.drift.q || []).push(arguments); };
    drift('track', 'kept by the function');
  </script>`;
    await page.goto(site.page({ head }));
    await page.evaluate(() => kit.session().load());
    await become(page, site, ANN, 'ours');
    await lands(sandbox, ANN, 'ours');
    await sandbox.ledger.waitFor({ type: 'track', event: 'kept by the function' });
    await isFor(stage, ANN);
    expect(await reported(page)).toEqual([]);
  },
);
