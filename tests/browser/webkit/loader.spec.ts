import { comesTo, outcome, reported } from '../widget/on-page';
import { expect, test } from './fixtures';

// The core of what every page relies on, in Safari's engine.

const SCRIPTS = 'script[src*="/include/"]';
const FRAMES = '[id^=drift-frame] iframe';
const LAUNCHER = '#drift-frame-controller iframe';

test('two loads, and two instances, make one script', async ({ tab, site, sandbox }) => {
  await tab.goto(site.page());
  await tab.evaluate(() => {
    const first = kit.drift();
    first.load();
    first.load();
    kit.drift().load();
    chat.load();
    first.track('by_the_first');
    chat.track('by_the_second');
  });
  await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_first' });
  await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_second' });
  expect(sandbox.ledger.entries({ type: 'script' })).toMatchObject([{ timely: true, answer: 'script' }]);
  await expect.poll(() => tab.count(FRAMES)).toBe(2);
  expect(await tab.count(SCRIPTS)).toBe(1);
  expect(await reported(tab)).toEqual([]);
});

test('early calls arrive in call order, those of api among them', async ({ tab, site, sandbox }) => {
  await tab.goto(site.page());
  await tab.evaluate(() => {
    kit.drift();
    const { load, track, setUserAttributes, api } = chat;
    track('one');
    api.setUserAttributes({ plan: 'pro' });
    load();
    track('two');
    api.openChat();
    setUserAttributes({ seats: 5 });
    track('three');
  });
  await sandbox.ledger.waitFor({ type: 'track', event: 'three' });
  expect(sandbox.ledger.entries({ type: 'call' }).map(({ method }) => method)).toEqual([
    'track',
    'setUserAttributes',
    'track',
    'openChat',
    'setUserAttributes',
    'track',
  ]);
});

test('a script that does not come is reported, with what it cost, and load() really tries again', async ({
  tab,
  site,
  sandbox,
}) => {
  sandbox.faults.set({ script: '404' });
  await tab.goto(site.page());
  await tab.evaluate(() => {
    kit.drift({ retries: 1 }).load();
    chat.track('lost');
  });
  await comesTo(tab, 'blocked');
  expect(sandbox.ledger.entries({ type: 'script' })).toHaveLength(2);
  expect(await tab.evaluate(() => kit.errors)).toEqual([
    { code: 'blocked', calls: [] },
    { code: 'blocked', calls: ['track'] },
  ]);
  expect(await tab.count(SCRIPTS)).toBe(0);

  sandbox.faults.clear();
  await tab.evaluate(() => {
    chat.load();
    chat.track('after_the_failure');
  });
  await sandbox.ledger.waitFor({ type: 'track', event: 'after_the_failure' });
  expect(sandbox.ledger.entries({ type: 'track' })).toHaveLength(1);
});

test('a script that comes with a retry brings everything that waited', async ({ tab, site, sandbox }) => {
  sandbox.faults.set({ script: '500' });
  await tab.goto(site.page());
  await tab.evaluate(() => {
    kit.drift().load();
    chat.track('waited');
  });
  await sandbox.ledger.waitFor({ type: 'script', answer: '500' });
  sandbox.faults.clear();
  expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'waited' });
  expect(await outcome(tab)).toBe('ready');
});

for (const [script, code] of [
  ['no_global', 'no_drift'],
  ['throws', 'no_drift'],
  ['hang', 'timeout'],
] as const)
  test(`a script that answers with ${script} is ${code}`, async ({ tab, site, sandbox }) => {
    sandbox.faults.set({ script });
    await tab.goto(site.page());
    await tab.evaluate(() => kit.drift({ timeout: 2000 }).load());
    await comesTo(tab, code);
    expect(await reported(tab)).toEqual([code]);
  });

test.describe('under a policy of nonces', () => {
  const NONCE = 'r4nd0m';
  const policy = (drift: string): string =>
    `default-src 'none'; script-src 'self' 'nonce-${NONCE}'; frame-src ${drift}; style-src 'unsafe-inline'`;

  test('the tag has the nonce it was given, and is let in', async ({ tab, site, sandbox }) => {
    await tab.goto(site.page({ csp: policy(sandbox.url) }));
    await tab.evaluate((nonce) => kit.drift({ nonce }).load(), NONCE);
    await comesTo(tab, 'ready');
    expect(await tab.isVisible(LAUNCHER)).toBe(true);
  });

  test('without one it is blocked, and that is said', async ({ tab, site, sandbox }) => {
    await tab.goto(site.page({ csp: policy(sandbox.url) }));
    await tab.evaluate(() => kit.drift({ retries: 0 }).load());
    await comesTo(tab, 'blocked');
    expect(sandbox.ledger.entries()).toEqual([]);
  });
});

test('unload takes tag and frames down, and load works again', async ({ tab, site, sandbox }) => {
  await tab.goto(site.page());
  await tab.evaluate(() => kit.drift().load());
  const { aid } = await sandbox.ledger.waitFor({ type: 'ready' });
  await expect.poll(() => tab.isVisible(LAUNCHER)).toBe(true);

  await tab.evaluate(() => chat.unload());
  expect(await tab.count(SCRIPTS)).toBe(0);
  expect(await tab.count(FRAMES)).toBe(0);
  const { seq } = await sandbox.ledger.waitFor({ type: 'unload' });
  expect(await tab.evaluate(() => [chat.state.status, typeof window.drift])).toEqual(['idle', 'undefined']);

  await tab.evaluate(() => {
    chat.track('again');
    chat.load();
  });
  const again = await sandbox.ledger.waitFor({ type: 'track' }, { after: seq });
  expect(again).toMatchObject({ event: 'again', aid });
  await expect.poll(() => tab.isVisible(LAUNCHER)).toBe(true);
});
