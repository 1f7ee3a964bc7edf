import type { Page } from '@playwright/test';
import { become, openApp } from './app';
import { expect, test } from './fixtures';
import { ANN, lands } from './judge';
import { chatIsHere, comesTo, driftFrames, driftScripts, reported } from './on-page';

// Frameworks change the page under the widget, and blockers remove it: what the ledger says, the state, and the sight.

/** What a visit does that replaces the body, as Turbo and htmx have it. */
const swapBody = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const body = document.createElement('body');
    body.innerHTML = '<h1>Another page</h1>';
    document.documentElement.replaceChild(body, document.body);
  });

const removeFrame = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelector('#drift-frame-chat')?.remove());

const removeFrames = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelectorAll('[id^=drift-frame]').forEach((frame) => frame.remove()));

/** To another body, as code does that knows no `moveBefore`: the browser loads the frames anew, and their visit is gone. */
const moveFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames = document.querySelectorAll('[id^=drift-frame]');
    const body = document.createElement('body');
    document.documentElement.replaceChild(body, document.body);
    body.append(...frames);
  });

/** Makes the next page out of the elements that are there, as idiomorph has it: Drift's hosts become elements of that page. */
const morphBody = (page: Page): Promise<void> =>
  page.evaluate(() => {
    function morph(from: Element, to: Element): void {
      for (const { name } of [...from.attributes]) from.removeAttribute(name);
      for (const { name, value } of to.attributes) from.setAttribute(name, value);
      const known = [...from.children];
      for (const next of [...to.children]) {
        const same = known.find(({ tagName }) => tagName === next.tagName);
        if (same) morph(known.splice(known.indexOf(same), 1)[0] as Element, next);
        else from.append(next);
      }
      for (const left of known) left.remove();
    }
    const next = document.createElement('body');
    next.innerHTML = '<h1>Another page</h1><div class="a">Prices</div><div class="b">Imprint</div>';
    morph(document.body, next);
  });

const WAYS: { name: string; go: (page: Page) => Promise<void>; tag?: string }[] = [
  { name: 'a body that is replaced takes the chat with it', go: swapBody },
  { name: 'one of the two frames is removed', go: removeFrame, tag: '@long' },
  { name: 'frames are moved, and load anew', go: moveFrames, tag: '@long' },
  { name: 'a body is morphed into that of another page', go: morphBody, tag: '@long' },
];

for (const { name, go, tag = [] } of WAYS)
  test(`${name}: the same person gets the chat back`, { tag }, async ({ page, site, sandbox }) => {
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    await chatIsHere(page);
    const { lastSeq } = sandbox.ledger;
    await go(page);
    await page.evaluate(() => chat.track('in between'));
    await sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: lastSeq });
    const call = await sandbox.ledger.waitFor({ type: 'track', event: 'in between' }, { after: lastSeq });
    expect(call.externalId).toBe(ANN);
    await chatIsHere(page);
    await expect(driftScripts(page)).toHaveCount(1);
    expect(await page.evaluate(() => chat.identity.status)).toBe('identified');
    expect(await reported(page)).toEqual([]);
  });

test(
  'frames that are moved to another body as they are change nothing',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await page.clock.install();
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    await chatIsHere(page);
    const { lastSeq } = sandbox.ledger;
    await page.evaluate(() => {
      const { documentElement, body: left } = document;
      const body = documentElement.appendChild(document.createElement('body'));
      for (const frame of document.querySelectorAll('[id^=drift-frame]')) body.moveBefore(frame, null);
      left.remove();
    });
    await page.clock.fastForward(5000); // what would be noticed, is noticed within a second
    await page.evaluate(() => chat.track('after'));
    const call = await sandbox.ledger.waitFor({ type: 'track', event: 'after' });
    expect(call.externalId).toBe(ANN);
    await chatIsHere(page);
    expect(await page.evaluate(() => kit.states.filter((it) => it === 'loading').length)).toBe(1);
    const after = sandbox.ledger.entries({ after: lastSeq }).map(({ type }) => type);
    expect(after.filter((type) => !['call', 'track'].includes(type))).toEqual([]);
  },
);

test(
  'a blocker that removes the frames again and again ends the chat after three revivals, and says so',
  { tag: '@long' },
  async ({ page, site, sandbox }) => {
    await page.clock.install();
    await openApp(page, site.page());
    await become(page, site, ANN, 'before');
    for (let revival = 0; revival <= 3; revival++) {
      await chatIsHere(page);
      await removeFrames(page);
      await page.clock.fastForward(1000);
    }
    await comesTo(page, 'removed');
    expect(await reported(page)).toEqual(['removed']);
    await expect(driftFrames(page)).toHaveCount(0);
    await page.clock.fastForward(60_000);
    expect(sandbox.ledger.entries({ type: 'bootstrap' })).toHaveLength(4);

    await page.evaluate(() => {
      chat.track('at last');
      chat.load();
    });
    expect(await sandbox.ledger.waitFor({ type: 'track', event: 'at last' })).toMatchObject({
      externalId: ANN,
    });
    await chatIsHere(page);
  },
);
