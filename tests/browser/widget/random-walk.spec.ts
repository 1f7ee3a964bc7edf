import type { Page } from '@playwright/test';
import type { Sandbox } from '@driftkit/sandbox';
import { become, openApp, state } from './app';
import { expect, test } from './fixtures';
import { ANN, BOB, expectTheLawsAcrossTabs, madeFor, NOBODY } from './judge';
import { outcome } from './on-page';
import type { Site } from './site';

// Two tabs, one app, and people, a token endpoint and a vendor who do what they like, in any order. Another seed,
// another walk: DRIFTKIT_SEED=7 DRIFTKIT_RUNS=1 repeats one that failed.

const SEED = Number(process.env['DRIFTKIT_SEED'] ?? 1);
const RUNS = Number(process.env['DRIFTKIT_RUNS'] ?? 40);
const STEPS = 14;

const MODES: Parameters<Sandbox['configure']>[0][] = [
  {},
  { signedIdentities: 'disabled' },
  { assumptions: { readyAfterReset: false } },
  { assumptions: { handlersAfterReset: 'gone' } },
  { assumptions: { handlersAfterUnload: 'gone', throwingHandler: 'stops_the_rest' } },
  { assumptions: { identifyDuringReset: 'lost' } },
  { assumptions: { identifyDuringReset: 'to_old_contact' } },
  { assumptions: { associatedAid: 'anonymous' } },
  { assumptions: { userJwtCookie: 'stored' } },
];

/** Everybody who has a hand in a walk, and how far it has come. */
interface Walk {
  site: Site;
  tabs: { page: Page; told: string | undefined }[];
  /** Whom the app's own server takes this browser for. */
  person: string;
  release: (() => void) | undefined;
  calls: number;
}

type Tab = Walk['tabs'][number];
type Step = (walk: Walk, tab: Tab, random: Random) => Promise<void> | void;

const OPTIONS = { resetTimeout: 500, tokenTimeout: 2000, timeout: 4000 };

const STEPS_THERE_ARE: Record<string, Step> = {
  async change(walk, tab, random) {
    walk.person = tab.told = random.one([ANN, BOB, NOBODY]);
    await become(tab.page, walk.site, walk.person, `${++walk.calls}`);
  },
  hear: (walk, tab) => tell(walk, tab),
  async reload(walk, tab, random) {
    await openApp(tab.page, walk.site.page(), OPTIONS);
    tab.told = undefined;
    if (random.one([true, true, false])) await tell(walk, tab);
  },
  async call(walk, { page, told }) {
    if (told === walk.person)
      await page.evaluate((event) => chat.track(event), madeFor(told, `${++walk.calls}`));
  },
  unload: (_walk, { page }) => page.evaluate(() => chat.unload()),
  load: (_walk, { page }) => page.evaluate(() => chat.load()),
  async settle(_walk, { page }) {
    await expect.poll(() => outcome(page)).not.toMatch(/^(loading|resetting)$/);
  },
  trouble(walk, _tab, random) {
    walk.site.tokens.status = random.one([200, 503, 403]);
  },
  hold(walk) {
    walk.release = walk.release ? void walk.release() : walk.site.tokens.hold();
  },
};

/** The tab's app hears from its server who is here. */
async function tell(walk: Walk, tab: Tab): Promise<void> {
  tab.told = walk.person;
  await state(tab.page, walk.person, `${++walk.calls}`);
}

for (let seed = SEED; seed < SEED + RUNS; seed++)
  test(`walk ${seed}`, { tag: '@long' }, async ({ context, site, sandbox }, testInfo) => {
    const random = createRandom(seed);
    const mode = random.one(MODES);
    const identityChange = random.one(['live', 'live', 'reload'] as const);
    sandbox.configure(mode);
    const walk: Walk = { site, tabs: [], person: NOBODY, release: undefined, calls: 0 };
    for (let tab = 0; tab < 2; tab++) {
      const page = await context.newPage();
      await openApp(page, site.page(), { ...OPTIONS, identityChange });
      walk.tabs.push({ page, told: undefined });
    }

    const way = [`${JSON.stringify(mode)}, ${identityChange}`];
    for (let count = 0; count < STEPS; count++) {
      const [name, step] = random.one(Object.entries(STEPS_THERE_ARE));
      const tab = random.one([0, 1]);
      await step(walk, walk.tabs[tab] as Tab, random);
      way.push(`tab ${tab}: ${name} (${walk.person})`);
    }
    await testInfo.attach('the way it went', { body: way.join('\n'), contentType: 'text/plain' });
    await arrive(walk, sandbox);
    expectTheLawsAcrossTabs(sandbox);
    const events = sandbox.ledger.entries({ type: 'track' }).map(({ event }) => event);
    expect(new Set(events).size, 'no call lands twice').toBe(events.length);
  });

/** All trouble is over, both apps know: in both tabs the chat is soon that person's. */
async function arrive(walk: Walk, sandbox: Sandbox): Promise<void> {
  walk.release?.();
  walk.site.tokens.status = 200;
  for (const tab of walk.tabs) {
    await tab.page.evaluate(() => chat.load());
    await tell(walk, tab);
  }
  for (const { page } of walk.tabs)
    await expect(async () => {
      const event = madeFor(walk.person, `${++walk.calls}`);
      await page.evaluate((name) => chat.track(name), event);
      const { externalId } = await sandbox.ledger.waitFor({ type: 'track', event }, { timeout: 1500 });
      expect(externalId).toBe(walk.person === NOBODY ? null : walk.person);
    }).toPass({ timeout: 15_000 });
}

interface Random {
  one<T>(list: readonly T[]): T;
}

/** Mulberry32: the same seed, the same choices. */
function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { one: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number] };
}
