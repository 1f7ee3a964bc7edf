import type { Page } from '@playwright/test';
import type { EntryOf, Sandbox } from '@driftkit/sandbox';
import { MODES } from './assumed-modes';
import type { IdentityChange, Mode } from './assumed-modes';
import { expect, test } from './fixtures';
import { ANN, BOB, expectTheLaws, madeFor, NOBODY, reached } from './judge';
import { comesTo, launcher } from './on-page';
import type { Site } from './site';

// Where Drift's documents are silent the laws hold under every answer. The sandbox is switched to each in turn, and
// the same journey is walked: anonymous, login, switch, logout. Only the ledger is asked what came of it.

async function open(page: Page, site: Site, mode: Mode, identityChange: IdentityChange): Promise<void> {
  await page.goto(site.page());
  const options = { identityChange, ...(mode.unsettled && { resetTimeout: 300 }) };
  await page.evaluate((given) => kit.session(given).load(), options);
}

/** The app's own login and the widget's in step, and calls made for whoever is here now. */
async function become(page: Page, site: Site, person: string, detail?: string): Promise<void> {
  site.tokens.loggedIn = person === NOBODY ? null : person;
  await page.evaluate(
    ([id, nobody, event]) => {
      chat.setUser(id === nobody ? null : { id, name: id });
      chat.track(event);
      if (id !== nobody) chat.setUserAttributes({ madeFor: id });
    },
    [person, NOBODY, madeFor(person, detail)] as const,
  );
}

/** Waits for the calls of `become`. */
async function settle({ ledger }: Sandbox, person: string, detail?: string): Promise<EntryOf<'track'>> {
  const event = await ledger.waitFor({ type: 'track', event: madeFor(person, detail) });
  if (person !== NOBODY) await ledger.waitFor({ type: 'attributes' }, { after: event.seq });
  return event;
}

const when = ({ often }: Mode, identityChange: IdentityChange): { tag?: string } =>
  often?.includes(identityChange) ? {} : { tag: '@long' };

for (const identityChange of ['live', 'reload'] as const)
  test.describe(`identityChange: ${identityChange}`, () => {
    for (const mode of MODES.filter(({ endsWith }) => !endsWith?.includes(identityChange)))
      test(
        `${mode.name}: nothing of one person lands on another`,
        when(mode, identityChange),
        async ({ page, site, sandbox }) => {
          sandbox.configure(mode.changes);
          if (mode.jams) sandbox.faults.set({ attributes: 'fail' });
          await open(page, site, mode, identityChange);

          await become(page, site, NOBODY);
          const visitor = await settle(sandbox, NOBODY);
          for (const person of [ANN, BOB]) {
            await become(page, site, person);
            const { externalId } = await settle(sandbox, person);
            expect(externalId).toBe(mode.onlyAtBoot && identityChange === 'live' ? null : person);
          }
          const { lastSeq } = sandbox.ledger;
          await become(page, site, NOBODY, 'again');
          const next = await settle(sandbox, NOBODY, 'again');

          expect(next.aid).not.toBe(visitor.aid);
          for (const person of [ANN, BOB]) expect(reached(sandbox, person, lastSeq)).toEqual([]);
          expectTheLaws(sandbox);
          await expect(launcher(page)).toBeVisible();
        },
      );

    for (const mode of MODES.filter(({ endsWith }) => endsWith?.includes(identityChange)))
      test(
        `${mode.name}: chat ends and stays hidden until the next page`,
        when(mode, identityChange),
        async ({ page, site, sandbox }) => {
          sandbox.configure(mode.changes);
          if (mode.jams) sandbox.faults.set({ attributes: 'fail' });
          await open(page, site, mode, identityChange);
          await become(page, site, NOBODY);
          await settle(sandbox, NOBODY);
          await become(page, site, ANN);
          if (identityChange === 'live') {
            await settle(sandbox, ANN);
            await become(page, site, BOB);
          }
          await comesTo(page, 'reset_unsettled');
          await expect(launcher(page)).toBeHidden();
          const { lastSeq } = sandbox.ledger;
          await become(page, site, BOB, 'while hidden');
          await page.evaluate(() => chat.api.openChat());

          await open(page, site, mode, identityChange);
          await become(page, site, BOB, 'on the next page');
          await settle(sandbox, BOB, 'on the next page');
          await expect(launcher(page)).toBeVisible();
          expect(reached(sandbox, ANN, lastSeq)).toEqual([]);
          expectTheLaws(sandbox);
        },
      );
  });
