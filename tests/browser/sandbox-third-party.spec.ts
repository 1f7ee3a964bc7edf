import type { Page } from '@playwright/test';
import { expect, test } from '@driftkit/sandbox/playwright';
import type { Sandbox } from '@driftkit/sandbox';
import {
  conductorStyle,
  corsStyle,
  DRIFT_HOST,
  functionStyle,
  initStyle,
  olderSnippet,
  segmentStyle,
  shimStyle,
  snippet,
} from './snippets';

const EMBED_ID = 'abcdefgh1234';
const SHOP = 'https://shop.example/';
test.use({ sandboxOptions: { embedId: EMBED_ID, signedIdentities: 'disabled' } });

async function open(page: Page, ...scripts: string[]): Promise<void> {
  const body = `<!doctype html><title>Shop</title>${scripts.map((one) => `<script>${one}</script>`).join('')}`;
  await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(SHOP);
}

/** Somebody is identified, an event is tracked, and the page hears that it is ready, all in the loader's own way. */
const CALLS = `drift.on('ready', function (api) { window.isReady = typeof api.openChat; });
  drift.identify('user_1', { plan: 'pro' }); drift.track('Signed up');`;

async function expectWhole(page: Page, sandbox: Sandbox): Promise<void> {
  await sandbox.ledger.waitFor({ type: 'track', event: 'Signed up', externalId: 'user_1' });
  expect(sandbox.contacts.byExternalId('user_1')?.attributes).toEqual({ plan: 'pro' });
  expect(sandbox.ledger.entries({ type: 'bootstrap' })).toMatchObject([
    { bornAs: 'identified', outcome: 'ready' },
  ]);
  await expect.poll(() => page.evaluate('window.isReady')).toBe('function');
}

const LOADERS: Record<string, string> = {
  'snippet 0.2.0': olderSnippet('0.2.0', DRIFT_HOST, EMBED_ID),
  'snippet 0.3.0': olderSnippet('0.3.0', DRIFT_HOST, EMBED_ID),
  'snippet 0.3.1': snippet(DRIFT_HOST, EMBED_ID),
  'an analytics library: no load, stubs that return nothing': segmentStyle(DRIFT_HOST, EMBED_ID),
  'a loader that calls init itself when the script has come': initStyle(DRIFT_HOST, EMBED_ID),
  'a port that asks with CORS': corsStyle(DRIFT_HOST, EMBED_ID),
};
/** The one that has least of the official snippet; the others run on demand. */
const OFTEN = 'an analytics library: no load, stubs that return nothing';
for (const [name, loader] of Object.entries(LOADERS)) {
  test(`${name}: runs unchanged`, { tag: name === OFTEN ? [] : '@long' }, async ({ page, sandbox }) => {
    await open(page, loader, CALLS);
    await expectWhole(page, sandbox);
    await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
  });
}

test(
  'the function style, whose queue is of arguments: runs unchanged',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    const calls = CALLS.replace(/drift\.(\w+)\(/g, `drift('$1', `);
    await open(page, functionStyle(DRIFT_HOST, EMBED_ID), calls);
    await expectWhole(page, sandbox);
  },
);

test('a function-style install of /conductor: runs unchanged, and counts as the page around its frame', async ({
  page,
  sandbox,
}) => {
  const around = {
    window: { location: { href: 'https://outer.example/prices' } },
    document: { title: 'Outer' },
  };
  const calls = CALLS.replace(/drift\.(\w+)\(/g, `drift('$1', `);
  await open(page, conductorStyle(DRIFT_HOST, EMBED_ID, around), calls);
  await expectWhole(page, sandbox);
  const [seen] = sandbox.ledger.entries({ type: 'page', cause: 'load' });
  expect(seen).toMatchObject({ url: 'https://outer.example/prices', title: 'Outer' });
});

test('snippet 1.0.0, whose queue is __q: runs unchanged', { tag: '@long' }, async ({ page, sandbox }) => {
  await open(page, shimStyle(DRIFT_HOST, EMBED_ID), CALLS);
  await expectWhole(page, sandbox);
  await page.evaluate(`drift('track', 'Later')`);
  await sandbox.ledger.waitFor({ type: 'track', event: 'Later' });
  await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
});

test.describe('signed identities required', () => {
  test.use({ sandboxOptions: { embedId: EMBED_ID, signedIdentities: 'required' } });
  const foreign = `drift.identify('user_2', { plan: 'pro' })`;

  test('an unsigned identify of another script is refused, and the visit goes on', async ({
    page,
    sandbox,
  }) => {
    await open(page, snippet(DRIFT_HOST, EMBED_ID));
    const { aid } = await sandbox.ledger.waitFor({ type: 'ready' });
    await page.evaluate(foreign);
    await sandbox.ledger.waitFor({ type: 'identify', userId: 'user_2', outcome: 'refused' });
    await page.evaluate(`drift.track('After')`);
    await sandbox.ledger.waitFor({ type: 'track', event: 'After', aid, externalId: null });
    expect(sandbox.contacts.byExternalId('user_2')).toBeUndefined();
  });

  test(
    'refusedIdentify boots_again: it takes the widget away',
    { tag: '@long' },
    async ({ page, sandbox }) => {
      sandbox.configure({ assumptions: { refusedIdentify: 'boots_again' } });
      await open(page, snippet(DRIFT_HOST, EMBED_ID));
      const { seq } = await sandbox.ledger.waitFor({ type: 'ready' });
      await page.evaluate(foreign);
      await sandbox.ledger.waitFor(
        { type: 'bootstrap', outcome: 'refused', claimedId: 'user_2' },
        { after: seq },
      );
      await expect(page.locator('#drift-frame-controller')).toBeHidden();
      expect(sandbox.contacts.byExternalId('user_2')).toBeUndefined();
      expect(sandbox.ledger.entries({ type: 'ready', after: seq })).toEqual([]);
    },
  );
});

test('config before load, in the version that learned it', { tag: '@long' }, async ({ page, sandbox }) => {
  const loader = olderSnippet('0.3.0', DRIFT_HOST, EMBED_ID).replace(
    'drift.load(',
    `drift.config({ cookieDomain: '.shop.example' }); drift.load(`,
  );
  await open(page, loader);
  await sandbox.ledger.waitFor({ type: 'ready' });
  const domains = (await page.context().cookies()).map(({ name, domain }) => `${name} ${domain}`);
  expect(domains).toContain('drift_aid .shop.example');
});

test(
  'a tag manager that does it a second time, after the page has: one widget',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    // A custom HTML tag: the container puts it into the page as a script of its own, when its trigger fires.
    const tag = `var tag = document.createElement('script');
    tag.text = ${JSON.stringify(snippet(DRIFT_HOST, EMBED_ID))};
    document.head.appendChild(tag);`;
    await open(page, snippet(DRIFT_HOST, EMBED_ID), tag, CALLS);
    await expectWhole(page, sandbox);
    expect(warnings).toContain('Drift snippet included twice.');
    // And once more when Drift lives: then the tag's load is the real one's.
    await page.evaluate(tag);
    await expect(page.locator('script[src*="/include/"]')).toHaveCount(3);
    await page.waitForLoadState('networkidle');
    expect(sandbox.ledger.entries({ type: 'bootstrap' })).toHaveLength(1);
    await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
  },
);
