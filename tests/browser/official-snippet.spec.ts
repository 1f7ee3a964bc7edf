import { cookie, expect, onReady, test } from './official-site';

// Drift’s own snippet comes up on the sandbox, shows, hides and goes.

test('the snippet comes up and says ready with its api and payload', async ({ page, site }) => {
  await site.open(onReady);
  const entry = await site.sandbox.ledger.waitFor({ type: 'ready' });
  const flags = { sidebarOpen: false, chatOpen: false, widgetVisible: true, isOnline: true };
  const payload = { ...flags, teamAvailability: { 1: { isOnline: true } } };
  await expect.poll(() => page.evaluate('seen[0] && seen[0][2]')).toEqual({ ...payload, data: payload });
  expect(await page.evaluate('seen[0][1] === drift.api && typeof drift.api.openChat')).toBe('function');
  expect(entry.aid).toBe(await cookie(page, 'drift_aid'));
});

test(
  'the loaded Drift can be called, under both names, and has what the snippet left',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(`window.left = drift; ${onReady}`);
    await site.sandbox.ledger.waitFor({ type: 'ready' });
    expect(await page.evaluate('drift === driftt && drift !== left && drift.SNIPPET_VERSION')).toBe('0.3.1');
    await page.evaluate(`drift('track', 'Called'); drift('openChat');`);
    await site.sandbox.ledger.waitFor({ type: 'track', event: 'Called' });
    await expect(page.locator('#drift-frame-chat.drift-chat-open')).toBeVisible();
    await page.evaluate(`drift('nonsense')`);
    await site.sandbox.ledger.waitFor({ type: 'call', method: 'nonsense', accepted: false });
  },
);

test(
  'loadedGlobal array: the array of the snippet becomes the live Drift, under both names',
  { tag: '@long' },
  async ({ page, site }) => {
    site.sandbox.configure({ assumptions: { loadedGlobal: 'array' } });
    await site.open(`window.left = drift; window.stub = drift.track; ${onReady}`);
    await site.sandbox.ledger.waitFor({ type: 'ready' });
    expect(await page.evaluate('drift === left && driftt === left && Array.isArray(left)')).toBe(true);
    expect(await page.evaluate('drift.track !== stub && left.length')).toBe(0);
    const flags = ['hasInitialized', 'apiReady', 'chatReady', 'controllerReady', 'allFramesReady', 'invoked'];
    for (const flag of flags) expect(await page.evaluate(`drift.${flag}`), flag).toBe(true);
    expect(await page.evaluate('drift.embedId')).toBe(site.sandbox.embedId);
  },
);

test(
  'the snippet asks for the script under the time rounded up to five minutes',
  { tag: '@long' },
  async ({ site }) => {
    await site.open();
    const script = await site.sandbox.ledger.waitFor({ type: 'script' });
    expect(script).toMatchObject({ embedId: site.sandbox.embedId, timely: true, answer: 'script' });
  },
);

test('two host elements with their frames stand in the body', { tag: '@long' }, async ({ page, site }) => {
  await site.open();
  await site.sandbox.ledger.waitFor({ type: 'ready' });
  await expect(
    page.locator('body > div#drift-frame-controller.drift-conductor-item > iframe'),
  ).toHaveAttribute('title', 'Drift Widget Icon');
  const chat = page.locator('body > div#drift-frame-chat.drift-conductor-item');
  await expect(chat.locator('> iframe')).toHaveAttribute('title', 'Drift Widget Chat Window');
  await expect(chat).toHaveAttribute('aria-hidden', 'true');
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await expect(chat).toHaveAttribute('aria-hidden', 'false');
  await expect(chat).toHaveClass(/drift-chat-open/);
});

test('what waited in the queue runs once, in call order', { tag: '@long' }, async ({ site }) => {
  await site.open(`drift.track('first'); drift.page('/second'); drift.track('third', { n: 3 });`);
  await site.sandbox.ledger.waitFor({ type: 'track', event: 'third' });
  const did = site.sandbox.ledger.entries((entry) => entry.type === 'track' || entry.type === 'page');
  const names = did.map((entry) =>
    entry.type === 'track' ? entry.event : entry.type === 'page' && entry.cause,
  );
  expect(names).toEqual(['load', 'first', 'call', 'third']);
});

test(
  'a snippet that stands twice on the page loads two scripts and starts once',
  { tag: '@long' },
  async ({ page, site }) => {
    const errors: string[] = [];
    page.on('console', (message) => errors.push(message.text()));
    await site.open(onReady, { copies: 2 });
    await site.sandbox.ledger.waitFor({ type: 'ready' });
    await expect(page.locator('script[src*="/include/"]')).toHaveCount(2);
    await page.waitForLoadState('networkidle');
    expect(errors).toContain('Drift snippet included twice.');
    expect(site.sandbox.ledger.entries({ type: 'bootstrap' })).toHaveLength(1);
    await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
  },
);

test('the page needs no connect-src: all traffic is inside the frames', async ({ page, site }) => {
  const { url } = site.sandbox;
  await site.open(onReady, {
    csp: `default-src 'none'; script-src 'unsafe-inline' ${url}; frame-src ${url}; style-src 'unsafe-inline'`,
  });
  await expect.poll(() => page.evaluate('seen.length')).toBe(1);
});

test(
  'hide before boot: ready comes, and the launcher stays away until show',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(`drift.hide(); ${onReady}`);
    await expect.poll(() => page.evaluate('seen[0] && seen[0][2].widgetVisible')).toBe(false);
    const launcher = page.locator('#drift-frame-controller');
    await expect(launcher).toBeHidden();
    await page.evaluate('drift.show()');
    await expect(launcher).toBeVisible();
  },
);

test('unload takes the widget off the page, and load brings it back with the same visitor', async ({
  page,
  site,
}) => {
  await site.open(onReady);
  const first = await site.sandbox.ledger.waitFor({ type: 'ready' });
  await page.evaluate('drift.unload()');
  await expect(page.locator('[id^=drift-frame]')).toHaveCount(0);
  expect(await page.evaluate('drift.hasInitialized')).toBe(false);
  await site.sandbox.ledger.waitFor({ type: 'unload' });
  await page.evaluate(`drift.load('${site.sandbox.embedId}')`);
  const second = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: first.seq });
  expect(second.aid).toBe(first.aid);
  await expect.poll(() => page.evaluate('seen.length')).toBe(2);
  await expect(page.locator('.drift-conductor-item')).toHaveCount(2);
});

test(
  'a script that does not come leaves the stubs, and never a ready',
  { tag: '@long' },
  async ({ page, site }) => {
    site.sandbox.faults.set({ script: '404' });
    await site.open(`${onReady} drift.track('waits');`);
    await site.sandbox.ledger.waitFor({ type: 'script', answer: '404' });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('drift.map(function (entry) { return entry[0]; })')).toEqual(['on', 'track']);
    expect(await page.evaluate('[drift.api, drift.hasInitialized]')).toEqual([undefined, undefined]);
  },
);
