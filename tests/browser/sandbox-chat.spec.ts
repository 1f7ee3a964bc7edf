import { EMBED_ID, expect, HOSTILE, IDS, SHOP, SHOP_SANDBOX, start, test } from './sandbox-shop';
import { DRIFT_HOST } from './snippets';

// What a visitor meets in the chat of the sandbox, and what the page hears of it. Only the official snippet is on the page.

test.use({ sandboxOptions: SHOP_SANDBOX });

test(
  'the older style works: a function that queues, with api methods before ready',
  { tag: '@long' },
  async ({ page, sandbox }) => {
    const body = `<!doctype html><script>
    window.drift = function () { (drift.q = drift.q || []).push(arguments); };
    drift('identify', 'user_1', { plan: 'pro' });
    drift('on', 'conversation:playbookFired', function (payload) { window.fired = payload; });
    drift('startInteraction', { interactionId: 42 });
  </script><script async src="${DRIFT_HOST}/include/300000/${EMBED_ID}.js"></script>`;
    await page.route(SHOP, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(SHOP);
    const ready = await sandbox.ledger.waitFor({ type: 'ready' });
    expect(ready.externalId).toBe('user_1');
    await expect.poll(() => page.evaluate('window.fired')).toMatchObject(IDS);
    await page.evaluate(`drift('track', 'later')`);
    await sandbox.ledger.waitFor({ type: 'track', event: 'later' });
    expect(await page.evaluate('typeof drift + typeof drift.api.openChat')).toBe('functionfunction');
  },
);

test(
  'on and off are checked as every call is, and a handler that is none is reported',
  { tag: '@long' },
  async ({ page, shop, sandbox }) => {
    await shop.open();
    const errors: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    await page.evaluate(`drift.on('chatOpen'); drift.on(5, function () {}); api.off('chatOpen', 'x')`);
    const calls = await sandbox.ledger.waitFor({ type: 'call', method: 'off' });
    expect(calls.why).toBe('Invalid off(...) call! handler (arg 1) should be Function instead of String.');
    expect(errors).toEqual([
      "Drift API - Invalid on(...) call! It requires 2 argument(s) and it's missing handler Function.",
      'Drift API - Invalid on(...) call! Event name (arg 0) should be String instead of Number.',
      `Drift API - ${calls.why}`,
    ]);
  },
);

test('cookies have the lifetimes of Drift’s', { tag: '@long' }, async ({ page, shop }) => {
  const before = Date.now() / 1000;
  await shop.open('', `drift.identify('user_1');`);
  await page.evaluate('api.openChat(); api.hideChat()');
  await expect.poll(() => shop.names()).toContain('welcomeMessage:close');
  const cookies = await page.context().cookies(SHOP);
  expect(new Set(cookies.map(({ sameSite }) => sameSite))).toEqual(new Set(['Lax']));
  const left = new Map(
    cookies.map(({ name, expires }) => [name, expires === -1 ? null : Math.round((expires - before) / 60)]),
  );
  const twoYears = 2 * 365 * 24 * 60;
  // Chromium cuts every lifetime to 400 days.
  const longest = 400 * 24 * 60;
  for (const name of ['drift_aid', 'driftt_aid', 'drift_eid', 'DFTT_END_USER_PREV_BOOTSTRAPPED'])
    expect([twoYears, longest], name).toContain(left.get(name));
  expect(left.get('drift_campaign_refresh')).toBe(30);
  expect(left.get('driftt_wmd')).toBeNull();
  const keys = await page.evaluate('Object.keys(localStorage).concat(Object.keys(sessionStorage)).sort()');
  expect(keys).toEqual([
    'DRIFT_SESSION_ID',
    'DRIFT_SESSION_STARTED',
    'DRIFT_isChatFrameOpen',
    'DRIFT_openTabs',
    'DRIFT_visitCounts',
  ]);
});

test('colours and offsets of config are seen', { tag: '@long' }, async ({ page, shop }) => {
  await shop.open(
    '',
    `drift.config({ backgroundColor: '#008800', activeColor: 'aa0000', verticalOffset: 30, horizontalOffset: 40 });`,
  );
  await start(page);
  const reply = shop.chat.getByRole('button', { name: 'Yes please' });
  await expect(reply).toHaveCSS('border-top-color', 'rgb(170, 0, 0)');
  await expect(shop.chat.locator('header')).toHaveCSS('background-color', 'rgb(0, 136, 0)');
  await expect(page.locator('#drift-frame-controller')).toHaveCSS('margin-bottom', '30px');
  await expect(page.locator('#drift-frame-controller')).toHaveCSS('margin-right', '40px');
});

test(
  'a form that names a campaign without a playbook goes on to its follow-up page, never to a script',
  { tag: '@long' },
  async ({ page, shop }) => {
    await shop.open();
    await page.evaluate(
      `api.collectFormData({ plan: 'pro' }, { campaignId: 1, followupUrl: 'javascript:top.hacked=1' })`,
    );
    await page.waitForLoadState('networkidle');
    expect(page.url()).toBe(SHOP);
  },
);

test('a token in an attribute is kept nowhere whole', async ({ shop, page, sandbox }) => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
  await shop.open(`?token=${token}`, `drift.identify('user_1', { session: '${token}' });`);
  await page.evaluate(
    `api.setUserAttributes({ again: 'Bearer ${token}' }); drift.track('x', { t: '${token}' })`,
  );
  await sandbox.ledger.waitFor({ type: 'track', event: 'x' });
  const state: unknown = await (await page.request.get(`${sandbox.url}/sandbox/state`)).json();
  expect(JSON.stringify(state)).not.toContain(token);
  expect(JSON.stringify(sandbox.ledger.entries())).not.toContain(token);
});

test(
  'the console lets a playbook fire, and shows what the bot asked and the visitor chose',
  { tag: '@long' },
  async ({ shop, sandbox, context }) => {
    await shop.open();
    const console = await context.newPage();
    await console.goto(sandbox.url);
    const contact = console.getByRole('region', { name: 'Contact' });
    await contact.getByLabel('Playbook').selectOption({ label: 'Pricing (42)' });
    await contact.getByRole('button', { name: 'Fire' }).click();
    await expect(shop.preview).toBeVisible();
    await shop.preview.getByRole('button', { name: /Interested/ }).click();
    await shop.chat.getByRole('button', { name: HOSTILE }).click();
    await shop.chat.getByLabel('E-mail address').waitFor();

    await console.getByRole('link', { name: 'Inbox' }).click();
    const thread = console.getByRole('region', { name: /^Conversation with/ });
    await expect(thread).toContainText('playbook 42');
    const buttons = thread.getByRole('list', { name: 'Buttons' });
    await expect(buttons.getByRole('listitem')).toHaveText(['Yes please', `${HOSTILE} (clicked)`]);
    await expect(thread).toContainText('Asks for an e-mail address: not answered yet');
    await expect(thread.locator('img, b')).toHaveCount(0);
  },
);
