import type { Sandbox } from '@driftkit/sandbox';
import { expect, test } from './fixtures';
import { reported } from './on-page';

// Calls wait for Drift, and leave in call order.

/** The names of what Drift was told to track, in the order in which it heard them. */
const tracked = ({ ledger }: Sandbox): string[] =>
  ledger.entries({ type: 'track' }).map(({ event }) => event);

/** The methods that arrived at Drift, in order. */
const arrived = ({ ledger }: Sandbox): string[] =>
  ledger.entries({ type: 'call' }).map(({ method }) => method);

test.describe('calls made before ready', () => {
  test('arrive in call order, those of api among them', async ({ page, site, sandbox }) => {
    await page.goto(site.page());
    await page.evaluate(() => {
      kit.drift();
      chat.track('one');
      chat.api.setUserAttributes({ plan: 'pro' });
      chat.load();
      chat.track('two');
      chat.api.openChat();
      chat.setUserAttributes({ seats: 5 });
      chat.track('three');
    });
    await sandbox.ledger.waitFor({ type: 'track', event: 'three' });
    expect(tracked(sandbox)).toEqual(['one', 'two', 'three']);
    expect(arrived(sandbox)).toEqual([
      'track',
      'setUserAttributes',
      'track',
      'openChat',
      'setUserAttributes',
      'track',
    ]);
  });

  test(
    'arrive in call order when the methods were taken off the object',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await page.goto(site.page());
      await page.evaluate(() => {
        const { load, track, setUserAttributes, on, api } = kit.drift();
        const { openChat } = api;
        const { hide } = api.widget;
        track('one');
        openChat();
        load();
        on('ready', () => track('from_ready'));
        hide();
        setUserAttributes({ plan: 'pro' });
        track('two');
      });
      await sandbox.ledger.waitFor({ type: 'track', event: 'from_ready' });
      expect(tracked(sandbox)).toEqual(['one', 'two', 'from_ready']);
      expect(arrived(sandbox)).toEqual([
        'track',
        'openChat',
        'widget.hide',
        'setUserAttributes',
        'track',
        'track',
      ]);
    },
  );

  test(
    'all arrive when one of Drift’s methods, and one listener, throws in the middle',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await page.goto(site.page());
      await page.evaluate(() => {
        kit.drift().load();
        chat.on('ready', () => {
          Object.assign(window.drift?.api ?? {}, {
            openChat() {
              throw new Error('of the vendor');
            },
          });
          throw new Error('of a listener');
        });
        chat.on('ready', () => chat.track('by_the_next_listener'));
        chat.track('before');
        chat.api.openChat();
        chat.track('after');
      });
      await sandbox.ledger.waitFor({ type: 'track', event: 'by_the_next_listener' });
      expect(tracked(sandbox)).toEqual(['before', 'after', 'by_the_next_listener']);
      expect(await reported(page)).toEqual(['callback_threw', 'callback_threw']);
    },
  );
});

test.describe('calls that wait', () => {
  test('are handed to Drift in order, 10,000 of them', { tag: '@long' }, async ({ page, site }) => {
    await page.goto(site.page());
    const heard = await page.evaluate(
      (count) =>
        new Promise<unknown[]>((resolve) => {
          const events: unknown[] = [];
          kit.drift({ maxQueue: count }).on('ready', () => {
            if (window.drift) window.drift.track = (event: unknown) => void events.push(event);
          });
          for (let index = 0; index < count; index++) chat.track(`call_${index}`);
          chat.subscribe(({ status }) => status === 'ready' && setTimeout(() => resolve(events)));
          chat.load();
        }),
      10_000,
    );
    expect(heard).toEqual(Array.from({ length: 10_000 }, (_, index) => `call_${index}`));
    expect(await reported(page)).toEqual([]);
  });

  // Each is a request of its own, one after the other.
  test('arrive at Drift in order, 1,000 of them', { tag: '@long' }, async ({ page, site, sandbox }) => {
    const COUNT = 1_000;
    test.setTimeout(120_000);
    await page.goto(site.page());
    await page.evaluate((count) => {
      kit.drift({ maxQueue: count }).load();
      for (let index = 0; index < count; index++) chat.track(`call_${index}`);
    }, COUNT);
    await sandbox.ledger.waitFor({ type: 'track', event: `call_${COUNT - 1}` }, { timeout: 110_000 });
    const heard = sandbox.ledger.entries({ type: 'track' }).map(({ event }) => event);
    expect(heard).toEqual(Array.from({ length: COUNT }, (_, index) => `call_${index}`));
  });

  test(
    'beyond the queue’s bound are refused one by one, by name, and the rest arrives',
    { tag: '@long' },
    async ({ page, site, sandbox }) => {
      await page.goto(site.page());
      await page.evaluate(() => {
        kit.drift({ maxQueue: 2 });
        for (const event of ['one', 'two', 'three', 'four']) chat.track(event);
        chat.load();
      });
      await sandbox.ledger.waitFor({ type: 'track', event: 'two' });
      expect(await page.evaluate(() => kit.errors)).toEqual([
        { code: 'queue_full', calls: ['track'] },
        { code: 'queue_full', calls: ['track'] },
      ]);
      expect(sandbox.ledger.entries({ type: 'track' })).toHaveLength(2);
    },
  );
});
