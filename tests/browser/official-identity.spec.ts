import { cookie, expect, onReady, sign, test } from './official-site';

// As whom a visit begins, and as whom it goes on, where only the official snippet is on the page.

test('an anonymous visit has one id under two names, and keeps it over a reload', async ({ page, site }) => {
  await site.open();
  await site.sandbox.ledger.waitFor({ type: 'ready' });
  const aid = await cookie(page, 'drift_aid');
  expect(aid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(await cookie(page, 'driftt_aid')).toBe(aid);
  expect(await cookie(page, 'drift_eid')).toBeUndefined();
  expect(await cookie(page, 'DFTT_END_USER_PREV_BOOTSTRAPPED')).toBe('true');
  const { lastSeq } = site.sandbox.ledger;
  await page.reload();
  const again = await site.sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: lastSeq });
  expect(again).toMatchObject({ aid, bornAs: 'anonymous' });
});

test('identify with a token before boot: the visit is born as that contact', async ({ page, site }) => {
  const userJwt = sign('user_1', site.sandbox.secret);
  await site.open(
    `drift.identify('user_1', { email: 'jane@acme.com', plan: 'pro' }, { userJwt: '${userJwt}' });`,
  );
  const ready = await site.sandbox.ledger.waitFor({ type: 'ready' });
  const contact = site.sandbox.contacts.byExternalId('user_1');
  expect(contact).toMatchObject({ attributes: { email: 'jane@acme.com', plan: 'pro' } });
  expect(ready.contactId).toBe(contact?.id);
  expect(site.sandbox.ledger.entries({ type: 'identify' })).toMatchObject([
    { outcome: 'associated', verdict: 'valid', when: 'boot', contactBefore: null },
  ]);
  expect(site.sandbox.ledger.entries({ type: 'bootstrap' })).toMatchObject([
    { bornAs: 'identified', source: 'identify' },
  ]);
  expect(await cookie(page, 'drift_eid')).toBe('user_1');
});

test(
  'identify without a token where one is required: never ready',
  { tag: '@long' },
  async ({ page, site }) => {
    await site.open(`drift.identify('user_1', {}); ${onReady}`);
    const bootstrap = await site.sandbox.ledger.waitFor({ type: 'bootstrap' });
    expect(bootstrap).toMatchObject({ outcome: 'refused', verdict: 'missing', bornAs: 'nobody' });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('seen.length')).toBe(0);
    expect(site.sandbox.ledger.entries({ type: 'ready' })).toHaveLength(0);
  },
);

test('reset lets go of the contact and its chat, and comes back as somebody new', async ({ page, site }) => {
  const userJwt = sign('user_1', site.sandbox.secret);
  await site.open(`drift.identify('user_1', {}, { userJwt: '${userJwt}' }); ${onReady}`);
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await site.chat.getByRole('textbox', { name: 'Message' }).fill('My secret');
  await site.chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  await expect(site.chat.getByText('My secret')).toBeVisible();
  const old = await cookie(page, 'drift_aid');

  await page.evaluate('drift.reset()');
  const reset = await site.sandbox.ledger.waitFor({ type: 'reset' });
  const again = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: reset.seq });
  expect(reset.aid).toBe(old);
  expect(again).toMatchObject({ aid: await cookie(page, 'drift_aid'), externalId: null });
  expect(again.aid).not.toBe(old);
  expect(await cookie(page, 'drift_eid')).toBeUndefined();
  await expect.poll(() => page.evaluate('seen.length')).toBe(2);
  await site.launcher.getByRole('button', { name: 'Open chat' }).click();
  await expect(site.chat.getByText('My secret')).toHaveCount(0);
});

test(
  'an id cookie left over, and nobody named: never ready where a token is required',
  { tag: '@long' },
  async ({ page, site }) => {
    await page.context().addCookies([{ name: 'drift_eid', value: 'user_1', domain: 'localhost', path: '/' }]);
    await site.open(onReady);
    const bootstrap = await site.sandbox.ledger.waitFor({ type: 'bootstrap' });
    expect(bootstrap).toMatchObject({ source: 'cookie', claimedId: 'user_1', outcome: 'refused' });
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('seen.length')).toBe(0);
  },
);

test(
  'an id cookie left over, and nobody named: else the visit is that contact’s',
  { tag: '@long' },
  async ({ page, site }) => {
    site.sandbox.signedIdentities = 'disabled';
    await page.context().addCookies([{ name: 'drift_eid', value: 'user_1', domain: 'localhost', path: '/' }]);
    await site.open(onReady);
    expect(await site.sandbox.ledger.waitFor({ type: 'ready' })).toMatchObject({ externalId: 'user_1' });
  },
);

test('config({ cookieDomain }) lets sibling hosts share the visitor', async ({ page, site }) => {
  await site.open(`drift.config({ cookieDomain: '.acme.localhost' });`, { host: 'www.acme.localhost' });
  const first = await site.sandbox.ledger.waitFor({ type: 'ready' });
  await site.open(`drift.config({ cookieDomain: '.acme.localhost' });`, { host: 'app.acme.localhost' });
  const second = await site.sandbox.ledger.waitFor({ type: 'ready' }, { after: first.seq });
  expect(second.aid).toBe(first.aid);
  const domains = (await page.context().cookies()).map(({ name, domain }) => [name, domain]);
  expect(domains).toContainEqual(['drift_aid', '.acme.localhost']);
});
