import { become, openApp } from '../widget/app';
import { ANN, lands } from '../widget/judge';
import { comesTo, reported } from '../widget/on-page';
import { expect, test } from './fixtures';
import type { WebKitTab } from './webkit-tab';

// Frameworks change the page under the widget, in Safari's engine.

const FRAMES = '[id^=drift-frame] iframe';
const LAUNCHER = '#drift-frame-controller iframe';

async function chatIsHere(tab: WebKitTab): Promise<void> {
  await comesTo(tab, 'ready');
  await expect.poll(() => tab.isVisible(LAUNCHER)).toBe(true);
  expect(await tab.count(FRAMES)).toBe(2);
}

const WAYS: [name: string, go: () => void][] = [
  [
    'a body that is replaced takes the chat with it',
    () => void document.documentElement.replaceChild(document.createElement('body'), document.body),
  ],
  [
    'frames are moved to another body, and load anew',
    () => {
      const frames = document.querySelectorAll('[id^=drift-frame]');
      document.documentElement.replaceChild(document.createElement('body'), document.body);
      document.body.append(...frames);
    },
  ],
  ['one of the two frames is removed', () => document.querySelector('#drift-frame-chat')?.remove()],
];

for (const [name, go] of WAYS)
  test(`${name}: the same person gets the chat back`, async ({ tab, site, sandbox }) => {
    await openApp(tab, site.page());
    await become(tab, site, ANN, 'before');
    await lands(sandbox, ANN, 'before');
    await chatIsHere(tab);
    const { lastSeq } = sandbox.ledger;
    await tab.evaluate(go);
    await tab.evaluate(() => chat.track('in between'));
    await sandbox.ledger.waitFor({ type: 'bootstrap' }, { after: lastSeq });
    const call = await sandbox.ledger.waitFor({ type: 'track', event: 'in between' }, { after: lastSeq });
    expect(call.externalId).toBe(ANN);
    await chatIsHere(tab);
    expect(await tab.evaluate(() => chat.identity.status)).toBe('identified');
    expect(await reported(tab)).toEqual([]);
  });
