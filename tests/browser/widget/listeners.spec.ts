import type { Page } from '@playwright/test';
import type { Sandbox } from '@driftkit/sandbox';
import { become, openApp } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, lands, NOBODY } from './judge';
import { comesTo } from './on-page';

// A listener hears every event once, whatever resets and reloads do to the handlers that Drift knows.

interface Mode {
  name: string;
  assumptions: NonNullable<Parameters<Sandbox['configure']>[0]['assumptions']>;
  changes: readonly ('live' | 'reload')[];
  /** The way to change in which something is dropped; the others run on demand. */
  often?: 'reload';
}

const MODES: Mode[] = [
  { name: 'Drift keeps its handlers', assumptions: {}, changes: ['live', 'reload'] },
  {
    name: 'a reset drops them',
    assumptions: { handlersAfterReset: 'gone' },
    changes: ['live'],
  },
  { name: 'Drift cannot be unloaded', assumptions: { unload: false }, changes: ['live'] },
  {
    name: 'an unload drops them',
    assumptions: { handlersAfterUnload: 'gone' },
    changes: ['live', 'reload'],
    often: 'reload',
  },
];

/** Raises an event on the page and waits until a listener has heard it. */
async function raise(page: Page, sandbox: Sandbox, conversationId: number): Promise<void> {
  sandbox.emit('startConversation', { conversationId });
  await expect.poll(() => heard(page)).toContain(conversationId);
}

const heard = (page: Page): Promise<number[]> =>
  page.evaluate(() => JSON.parse(document.documentElement.dataset['heard'] ?? '[]') as number[]);

for (const { name, assumptions, changes, often } of MODES)
  for (const identityChange of changes)
    test(
      `${name}: each event is heard once (${identityChange})`,
      { tag: identityChange === often ? [] : '@long' },
      async ({ page, site, sandbox }) => {
        sandbox.configure({ assumptions });
        const resetTimeout = assumptions.handlersAfterReset === 'gone' ? 300 : 5000;
        await openApp(page, site.page(), { identityChange, resetTimeout });
        await page.evaluate(() => {
          const all: number[] = [];
          chat.on('startConversation', ({ conversationId }) => {
            all.push(conversationId);
            document.documentElement.dataset['heard'] = JSON.stringify(all);
          });
        });
        for (const [index, person] of [ANN, BOB, NOBODY].entries()) {
          await become(page, site, person);
          await lands(sandbox, person);
          await raise(page, sandbox, index);
        }
        await page.evaluate(() => {
          chat.unload();
          chat.load();
        });
        await comesTo(page, 'ready');
        await raise(page, sandbox, 3);
        expect(await heard(page)).toEqual([0, 1, 2, 3]);
      },
    );
