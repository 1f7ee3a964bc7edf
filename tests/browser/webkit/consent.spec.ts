import { ANN, lands, NOBODY, reached } from '../widget/judge';
import { become } from '../widget/app';
import { comesTo, reported } from '../widget/on-page';
import { expect, test } from './fixtures';

// Nothing before a yes, and nothing after it is taken back, in Safari's engine.

const FRAMES = '[id^=drift-frame] iframe';

test('consent not given: nothing is asked of Drift, and nothing is kept', async ({ tab, site, sandbox }) => {
  await tab.goto(site.page());
  await tab.evaluate(() => {
    kit.drift({ when: kit.consent.trigger }).load();
    chat.track('waits');
  });
  await comesTo(tab, 'waiting');
  expect(await tab.count('link, script[src*="/include/"], iframe')).toBe(0);
  expect(await tab.cookies()).toEqual({});
  expect(await tab.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  expect(sandbox.ledger.entries()).toEqual([]);

  await tab.evaluate(() => kit.consent.say(true));
  expect(await sandbox.ledger.waitFor({ type: 'track' })).toMatchObject({ event: 'waits' });
});

test('consent withdrawn: the widget and its cookies are gone, in every window', async ({
  webkit,
  site,
  sandbox,
}) => {
  const tabs = [webkit.first, await webkit.open()];
  for (const tab of tabs) {
    const { lastSeq } = sandbox.ledger;
    await tab.goto(site.page());
    await tab.evaluate(() => {
      kit.drift({ when: kit.consent.trigger }).load();
      kit.consent.say(true);
    });
    await sandbox.ledger.waitFor({ type: 'ready' }, { after: lastSeq });
  }
  expect(await webkit.first.cookies()).not.toEqual({});
  await webkit.first.evaluate(() => kit.consent.say(false));
  for (const tab of tabs) {
    await comesTo(tab, 'waiting');
    await expect.poll(() => tab.count(FRAMES)).toBe(0);
    expect(await reported(tab)).toEqual(['consent_withdrawn']);
  }
  expect(await webkit.first.cookies()).toEqual({});
});

test('consent withdrawn while logged in: the next yes begins with another visitor', async ({
  tab,
  site,
  sandbox,
}) => {
  await tab.goto(site.page());
  await tab.evaluate(() => {
    kit.session({ when: kit.consent.trigger }).load();
    kit.consent.say(true);
  });
  await become(tab, site, ANN);
  const { aid } = await lands(sandbox, ANN);
  await tab.evaluate(() => kit.consent.say(false));
  expect(Object.keys(await tab.cookies()).filter((name) => /drift/i.test(name))).toEqual([]);
  await sandbox.ledger.waitFor({ type: 'unload' });
  const { lastSeq } = sandbox.ledger;

  await become(tab, site, NOBODY);
  await tab.evaluate(() => kit.consent.say(true));
  const next = await lands(sandbox, NOBODY);
  expect(next.aid).not.toBe(aid);
  expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
});
