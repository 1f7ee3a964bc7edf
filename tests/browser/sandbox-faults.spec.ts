import { expect, test } from '@driftkit/sandbox/playwright';
import type { Sandbox } from '@driftkit/sandbox';
import type { Page } from '@playwright/test';
import { DRIFT_HOST, snippet } from './snippets';

const EMBED_ID = 'abcdefgh1234';
const SHOP = 'https://shop.example/';
test.use({ sandboxOptions: { embedId: EMBED_ID, signedIdentities: 'disabled' } });

/** A page with the official snippet that writes down what it hears; its own address or the sandbox's. */
async function open(page: Page, afterSnippet = '', host = DRIFT_HOST): Promise<void> {
  const record = `window.heard = []; window.addEventListener('error', function (event) {
    heard.push(event.target === window ? 'threw' : 'script failed');
  }, true);
  ['ready', 'chatOpen', 'startConversation'].forEach(function (name) {
    drift.on(name, function () { heard.push(name); });
  });`;
  const load = snippet(host, EMBED_ID);
  const body = `<!doctype html><script>${load.replace('drift.load', `${record} drift.load`)}</script>
    <script>${afterSnippet}</script>`;
  await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(SHOP, { waitUntil: 'commit' });
}

const heard = (page: Page): Promise<string[]> => page.evaluate('window.heard ?? []');
/** Everything Drift-like has settled: no request of the page or its frames is under way. */
const quiet = (page: Page): Promise<void> => page.waitForLoadState('networkidle');

test.describe('the script', () => {
  for (const script of ['404', '500', 'half_sent'] as const) {
    test(
      `${script}: the tag fails, and the stubs are all there is`,
      { tag: script === '404' ? [] : '@long' },
      async ({ page, sandbox }) => {
        sandbox.faults.set({ script });
        await open(page);
        await expect.poll(() => heard(page)).toEqual(['script failed']);
        expect(await page.evaluate('[typeof drift.init, drift.length]')).toEqual(['undefined', 3]);
        expect(sandbox.ledger.entries()).toMatchObject([{ type: 'script', answer: script }]);
      },
    );
  }

  test(
    'half_sent straight from the sandbox: the tag fails too',
    { tag: '@long' },
    async ({ page, sandbox }) => {
      sandbox.faults.set({ script: 'half_sent' });
      await page.route('http://shop.localhost/', (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<script>${snippet(sandbox.url, EMBED_ID)}
          document.querySelector('[src]').onerror = function () { window.failed = true; };</script>`,
        }),
      );
      await page.goto('http://shop.localhost/', { waitUntil: 'commit' });
      await expect.poll(() => page.evaluate('window.failed')).toBe(true);
    },
  );

  test(
    'throws: the page hears an error, and Drift is not there',
    { tag: '@long' },
    async ({ page, sandbox }) => {
      sandbox.faults.set({ script: 'throws' });
      await open(page);
      await expect.poll(() => heard(page)).toEqual(['threw']);
      expect(await page.evaluate('typeof drift.init')).toBe('undefined');
    },
  );

  test('no_global: the script comes, and Drift is not there', { tag: '@long' }, async ({ page, sandbox }) => {
    sandbox.faults.set({ script: 'no_global' });
    await open(page);
    await quiet(page);
    expect(await heard(page)).toEqual([]);
    expect(await page.evaluate('typeof drift.init')).toBe('undefined');
  });

  test('hang: nothing comes, and switching it off helps the next load', async ({ page, sandbox }) => {
    sandbox.faults.set({ script: 'hang' });
    await open(page);
    await sandbox.ledger.waitFor({ type: 'script', answer: 'hang' });
    expect(await heard(page)).toEqual([]);
    sandbox.faults.clear();
    await open(page);
    await sandbox.ledger.waitFor({ type: 'ready' });
  });

  test('slow: it comes late, and then all is well', { tag: '@long' }, async ({ page, sandbox }) => {
    sandbox.faults.set({ script: { slow: 300 } });
    await open(page);
    const script = await sandbox.ledger.waitFor({ type: 'script', answer: 'slow' });
    const bootstrap = await sandbox.ledger.waitFor({ type: 'bootstrap' });
    expect(bootstrap.at - script.at).toBeGreaterThanOrEqual(290);
  });
});

test.describe('the boot', () => {
  const outcomes = { never_ready: 'unanswered', refused: 'refused', unreachable: 'refused' } as const;
  for (const boot of ['never_ready', 'refused', 'unreachable'] as const) {
    test(
      `${boot}: the widget never becomes ready`,
      { tag: boot === 'never_ready' ? [] : '@long' },
      async ({ page, sandbox }) => {
        sandbox.faults.set({ boot });
        const answer = boot === 'never_ready' ? null : page.waitForResponse('**/widget/bootstrap');
        await open(page);
        expect(await sandbox.ledger.waitFor({ type: 'bootstrap' })).toMatchObject({
          outcome: outcomes[boot],
        });
        await answer;
        expect(await heard(page)).toEqual([]);
        expect(sandbox.ledger.entries({ type: 'ready' })).toEqual([]);
      },
    );
  }
});

async function identifyLater(page: Page, sandbox: Sandbox): Promise<void> {
  await open(page);
  await sandbox.ledger.waitFor({ type: 'ready' });
  await page.evaluate(`drift.identify('user_1', { plan: 'pro' }); drift.track('after');`);
  // The calls run one at a time: when the second is there, the first is over.
  await sandbox.ledger.waitFor({ type: 'track', event: 'after' });
}

test(
  'identify refused: before boot the widget never becomes ready',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    sandbox.faults.set({ identify: 'refused' });
    await open(page, `drift.identify('user_1');`);
    expect(await sandbox.ledger.waitFor({ type: 'bootstrap' })).toMatchObject({
      outcome: 'refused',
      why: 'The fault "identify" is on.',
    });
  },
);

test('identify refused or failing: after boot the visit goes on as whoever it was', async ({
  page,
  sandbox,
}) => {
  for (const identify of ['refused', 'fail'] as const) {
    sandbox.reset();
    sandbox.faults.set({ identify });
    await page.context().clearCookies();
    await identifyLater(page, sandbox);
    expect(sandbox.contacts.byExternalId('user_1')).toBeUndefined();
    const outcomes = sandbox.ledger.entries({ type: 'identify' }).map((entry) => entry.outcome);
    expect(outcomes).toEqual(identify === 'refused' ? ['refused'] : []);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('drift_eid');
  }
});

test('cookies refused: Drift becomes ready, and each load is somebody new', async ({ page, sandbox }) => {
  sandbox.faults.set({ cookies: 'refused' });
  await open(page);
  const first = await sandbox.ledger.waitFor({ type: 'ready' });
  expect(await page.context().cookies(SHOP)).toEqual([]);
  await page.reload();
  const second = await sandbox.ledger.waitFor({ type: 'ready' }, { after: first.seq });
  expect(second.aid).not.toBe(first.aid);
});

test(
  'track lost: the calls go out and leave no trace, and the page hears nothing of it',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    sandbox.faults.set({ track: 'lost' });
    await open(page, `drift.track('Signed up'); drift.page('/pricing'); drift.api; drift.ping();`);
    await sandbox.ledger.waitFor({ type: 'call', method: 'ping' });
    expect(sandbox.ledger.entries({ type: 'call' }).map(({ method }) => method)).toEqual([
      'track',
      'page',
      'ping',
    ]);
    expect(sandbox.ledger.entries((entry) => entry.type === 'track' || entry.type === 'page')).toEqual([]);
    await expect.poll(() => heard(page)).toEqual(['ready']);
  },
);

test('events lost: ready is heard, and nothing after it', { tag: '@long' }, async ({ page, sandbox }) => {
  sandbox.faults.set({ events: 'lost' });
  await open(page);
  await sandbox.ledger.waitFor({ type: 'ready' });
  await page.evaluate(`drift.api.openChat(); drift.api.goToNewConversation('Hello');`);
  await sandbox.ledger.waitFor({ type: 'message' });
  sandbox.emit('startConversation', { conversationId: 1, inboxId: 1 });
  await expect(page.locator('#drift-frame-chat')).toHaveClass(/drift-chat-open/);
  expect(await heard(page)).toEqual(['ready']);
});
