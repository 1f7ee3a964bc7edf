/** Law 17: one instance owns the page. A logout said to any of them is said to the owner; the others touch nothing of it. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ann, bob, EMBED, pasteOfficialSnippet, setUpWholePage } from '../../test-support/whole-page';
import type * as widget from '../index';
import type { Drift, Session } from '../index';

const page = setUpWholePage();
const OTHER_EMBED = 'zyxwvuts9876';
const isForgotten = (): boolean => !/drift_eid|driftkit_user/.test(document.cookie);
const landed = (what: string): string[] => page.story().filter((line) => line.startsWith(`${what}:`));

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    if (['away', 'unloaded'].includes(page.vendor.phase) && page.vendor.scripts().length > 0)
      page.vendor.arrive();
    page.vendor.ready();
    await page.tick(100);
  }
}

/** The package a second time, as a second bundle has it. */
let copy: typeof widget | undefined;
async function anotherCopy(): Promise<typeof widget> {
  if (!copy) vi.resetModules();
  return (copy ??= await import('../index'));
}

/** Expects the chat to be visible and to work for its owner. */
function expectUntouched(contact: string | null): void {
  expect([page.sight(), page.vendor.phase, page.vendor.contact]).toEqual(['visible', 'ready', contact]);
  expect(window.drift?.init).toBeDefined();
  expect(landed('reset')).toEqual([]);
}

/** Everybody else on the page through whom a logout may be said. */
const SPEAKERS: [who: string, make: () => Promise<Drift | Session>][] = [
  ['a second session that was never loaded', async () => page.createSession()],
  [
    'a second session that was refused',
    async () => {
      const second = page.createSession();
      second.load();
      return second;
    },
  ],
  [
    'a second session that had a person of its own',
    async () => {
      const second = page.createSession();
      second.setUser(bob);
      second.load();
      return second;
    },
  ],
  ['a session of another copy of the package', async () => page.createSession({}, await anotherCopy())],
  ['a session for another embedId', async () => page.createSession({ embedId: OTHER_EMBED })],
  ['a createDrift that was never loaded', async () => page.createDrift()],
  [
    'a createDrift that is in use',
    async () => {
      const drift = page.createDrift();
      drift.load();
      await page.tick();
      return drift;
    },
  ],
  ['a createDrift of another copy of the package', async () => page.createDrift({}, await anotherCopy())],
];
/** Every word for it. */
const WORDS: [word: string, say: (drift: Drift | Session) => unknown][] = [
  ['logout()', (drift) => ('logout' in drift ? drift.logout() : drift.reset())],
  ['reset()', (drift) => drift.reset()],
  ['setUser(null)', (drift) => ('setUser' in drift ? drift.setUser(null) : drift.reset())],
];

describe.each(SPEAKERS)('a logout said to %s', (_, make) => {
  let owner: Session;
  beforeEach(async () => {
    owner = page.createSession();
    await page.bring(owner);
  });

  it.each(WORDS)('by %s is the logout of the session that owns the page', async (_, say) => {
    const speaker = await make();
    const refusals = page.codes().length;
    owner.track('before');
    const outcome = say(speaker);
    expect([page.sight(), isForgotten()]).toEqual(['hidden', true]);
    owner.track('after');
    await settle();
    expect(page.codes().slice(refusals)).toEqual([]);
    expect([owner.identity.status, owner.state.status, page.vendor.contact, page.sight()]).toEqual([
      'anonymous',
      'ready',
      null,
      'visible',
    ]);
    expect(landed('track')).toEqual(['track:ann', 'track:-']);
    if (outcome instanceof Promise) expect(await outcome).toEqual({ status: 'anonymous' });
    if ('identity' in speaker) expect(speaker.identity.status).not.toBe('identified');
  });

  it('while the owner loads leaves nobody behind', async () => {
    owner.unload();
    owner.load();
    const speaker = await make();
    speaker.reset();
    expect(isForgotten()).toBe(true);
    await settle();
    expect([owner.identity.status, page.vendor.contact, page.sight()]).toEqual([
      'anonymous',
      null,
      'visible',
    ]);
    expect(
      page
        .story()
        .slice(2)
        .filter((line) => /identify|born:ann/.test(line)),
    ).toEqual([]);
  });

  it('while the owner waits for a token throws the token away', async () => {
    owner.close();
    const signed = page.createSession({ getUserJwt: page.desk.getUserJwt });
    signed.load();
    signed.setUser(bob);
    const speaker = await make();
    speaker.reset();
    page.desk.answer();
    await settle();
    expect([signed.identity.status, landed('identify').filter((line) => line.endsWith('bob'))]).toEqual([
      'anonymous',
      [],
    ]);
  });

  it('with the owner closed is not sent to it', async () => {
    const speaker = await make();
    owner.close();
    speaker.reset();
    await settle();
    expect([owner.identity.status, isForgotten()]).toEqual(['identified', true]);
  });
});

describe('a logout on a page whose Drift is a createDrift’s', () => {
  let owner: Drift;
  beforeEach(async () => {
    owner = page.createDrift();
    owner.identify('ann');
    owner.load();
    page.vendor.come();
    await page.tick();
    expectUntouched('ann');
  });

  it.each<[string, () => Promise<unknown>]>([
    ['session.logout()', async () => void page.createSession().logout()],
    ['session.setUser(null)', async () => page.createSession().setUser(null)],
    ['logout() of another copy', async () => void page.createSession({}, await anotherCopy()).logout()],
    ['reset() of another createDrift', async () => page.createDrift().reset()],
    [
      'reset() of another createDrift in use',
      async () => {
        const other = page.createDrift();
        other.load();
        await page.tick();
        other.reset();
      },
    ],
    ['its own reset()', async () => owner.reset()],
  ])('by %s hides, resets, shows the visitor’s chat, and does not bring ann back', async (_, say) => {
    await say();
    expect([page.sight(), isForgotten()]).toEqual(['hidden', true]);
    await settle();
    owner.track('after');
    expect([page.vendor.contact, page.sight(), owner.state.status, landed('track')]).toEqual([
      null,
      'visible',
      'ready',
      ['track:-'],
    ]);
    owner.unload();
    owner.load();
    await settle();
    expect([page.vendor.contact, page.codes()]).toEqual([null, []]);
  });

  it('settles', async () => {
    const outcome = page.createSession().logout();
    await settle();
    expect(await outcome).toEqual({ status: 'anonymous' });
  });

  it('a logout whose reset does not finish loads a new Drift', async () => {
    void page.createSession().logout();
    await page.tick(5_000);
    await settle();
    expect([page.vendor.contact, page.sight(), owner.state.status]).toEqual([null, 'visible', 'ready']);
  });
});

it('a logout on a page whose Drift is the official snippet’s hides and forgets', async () => {
  pasteOfficialSnippet();
  document.cookie = 'drift_eid=ann; path=/';
  page.vendor.come();
  expect(page.sight()).toBe('visible');
  const session = page.createSession();
  const outcome = session.logout();
  expect([page.sight(), isForgotten(), await outcome]).toEqual(['hidden', true, { status: 'anonymous' }]);
  session.load();
  await settle();
  expect([page.vendor.contact, page.sight(), session.state.status]).toEqual([null, 'visible', 'ready']);
});

/** Calls that a session or a createDrift accepts. */
const WISHES: [wish: string, say: (loser: Session) => unknown][] = [
  ['load()', (loser) => loser.load()],
  ['load() twice', (loser) => (loser.load(), loser.load())],
  ['setUser(bob), then load()', (loser) => (loser.setUser(bob), loser.load())],
  ['load(), then setUser(bob)', (loser) => (loser.load(), loser.setUser(bob))],
  ['load(), then login(bob)', (loser) => (loser.load(), void loser.login(bob))],
  ['load(), then identify("bob")', (loser) => (loser.load(), loser.identify('bob'))],
  ['load(), then setUser(undefined)', (loser) => (loser.load(), loser.setUser(undefined))],
  [
    'load(), then track and setUserAttributes',
    (loser) => {
      loser.load();
      loser.track('of the loser');
      loser.setUserAttributes({ of: 'the loser' });
    },
  ],
  ['load(), then unload()', (loser) => (loser.load(), loser.unload())],
  ['unload() alone', (loser) => loser.unload()],
  ['load(), then close()', (loser) => (loser.load(), loser.close())],
];

describe.each<[loser: string, make: () => Promise<Session>]>([
  ['a second session', async () => page.createSession()],
  ['a session of another copy', async () => page.createSession({}, await anotherCopy())],
  ['a session for another embedId', async () => page.createSession({ embedId: OTHER_EMBED })],
  ['a session with tokens', async () => page.createSession({ getUserJwt: page.desk.getUserJwt })],
])('%s beside the instance that owns the page', (_, make) => {
  it.each(WISHES)('does not change the Drift of the owner: %s', async (_, say) => {
    const owner = page.createSession();
    await page.bring(owner);
    const jar = document.cookie;
    const loser = await make();
    say(loser);
    await page.tick(60_000);
    expectUntouched('ann');
    expect([document.cookie, owner.state.status, owner.identity.status]).toEqual([
      jar,
      'ready',
      'identified',
    ]);
    expect(page.vendor.scripts()).toHaveLength(1);
    owner.track('goes on');
    expect(landed('track')).toEqual(['track:ann']);
    expect(loser.state.status).not.toBe('ready');
  });

  it('hides nothing when the page comes back from the back/forward cache', async () => {
    const owner = page.createSession();
    await page.bring(owner);
    (await make()).load();
    page.sleepAndWake();
    await page.tick();
    expectUntouched('ann');
  });

  it('waits for a user when the owner has closed, if the app has taken back whom it said', async () => {
    const loser = page.createSession();
    loser.setUser(bob);
    const owner = page.createSession();
    await page.bring(owner);
    loser.setUser(undefined);
    expectUntouched('ann');
    owner.close();
    loser.load();
    await settle();
    expect([loser.state, loser.identity.status]).toEqual([{ status: 'waiting', for: 'user' }, 'unknown']);
  });

  it('has the page when the owner has closed', async () => {
    const owner = page.createSession();
    await page.bring(owner);
    const loser = page.createSession();
    loser.load();
    owner.close();
    loser.setUser(ann);
    loser.load();
    await settle();
    expect([loser.state.status, loser.identity.status, page.sight()]).toEqual([
      'ready',
      'identified',
      'visible',
    ]);
  });
});

describe.each<[loser: string, make: () => Promise<Drift>]>([
  ['a createDrift', async () => page.createDrift({ embedId: OTHER_EMBED })],
  [
    'a createDrift of another copy',
    async () => page.createDrift({ embedId: OTHER_EMBED }, await anotherCopy()),
  ],
])('%s for another embedId beside a session', (_, make) => {
  it.each<[string, (loser: Drift) => unknown]>([
    ['load()', (loser) => loser.load()],
    ['identify("bob"), then load()', (loser) => (loser.identify('bob'), loser.load())],
    [
      'load(), later unload()',
      async (loser) => {
        loser.load();
        await page.tick(100);
        loser.unload();
      },
    ],
    ['unload() alone', (loser) => loser.unload()],
  ])('does not change the Drift of the owner: %s', async (_, say) => {
    const owner = page.createSession();
    await page.bring(owner);
    await say(await make());
    await page.tick(60_000);
    expectUntouched('ann');
    expect(owner.identity.status).toBe('identified');
  });
});

describe.each<[loser: string, make: () => Drift | Session]>([
  ['a session', () => page.createSession()],
  ['a session with tokens', () => page.createSession({ getUserJwt: page.desk.getUserJwt })],
  ['a createDrift', () => page.createDrift()],
])('%s on a page whose official snippet has another embedId', (_, make) => {
  const wishes: [wish: string, say: (loser: Drift & Partial<Session>) => unknown][] = [
    ['load()', (loser) => loser.load()],
    ['load(), then nobody', (loser) => (loser.load(), loser.setUser?.(null))],
    ['load(), then bob', (loser) => (loser.load(), loser.identify('bob'))],
    ['bob, then load()', (loser) => (loser.identify('bob'), loser.load())],
    [
      'load(), then bob, then undefined',
      (loser) => (loser.load(), loser.setUser?.(bob), loser.setUser?.(undefined)),
    ],
    [
      'load(), later unload()',
      async (loser) => {
        loser.load();
        loser.setUser?.(bob);
        await page.tick(100);
        loser.unload();
      },
    ],
    ['unload() alone', (loser) => loser.unload()],
    [
      'load(), later close()',
      async (loser) => {
        loser.load();
        loser.setUser?.(bob);
        await page.tick(100);
        loser.close?.();
      },
    ],
  ];

  it.each(wishes)('a foreign Drift that has loaded is not changed by: %s', async (wish, say) => {
    pasteOfficialSnippet(OTHER_EMBED);
    document.cookie = 'drift_eid=xena; path=/';
    page.vendor.come();
    Object.assign(window.drift!, { embedId: OTHER_EMBED });
    const jar = document.cookie;
    const loser = make();
    await say(loser);
    if (/nobody/.test(wish))
      expect(isForgotten()).toBe('setUser' in loser); // forgetting is never refused
    else expect(document.cookie).toBe(jar);
    await page.tick();
    expectUntouched('xena');
    await page.tick(60_000);
    expectUntouched('xena');
    expect(page.vendor.scripts()).toHaveLength(1);
    expect(loser.state.status).not.toBe('ready');
  });

  it.each(wishes)('a foreign Drift that is still loading is not changed by: %s', async (wish, say) => {
    pasteOfficialSnippet(OTHER_EMBED);
    document.cookie = 'drift_eid=xena; path=/';
    const jar = document.cookie;
    const loser = make();
    const said = say(loser);
    page.vendor.arrive(); // in the same task: whatever stands in the queue is taken
    await said;
    if (!/nobody/.test(wish)) expect(document.cookie).toBe(jar);
    Object.assign(window.drift!, { embedId: OTHER_EMBED });
    page.vendor.ready();
    await page.tick(60_000);
    expectUntouched(/nobody/.test(wish) && 'setUser' in loser ? null : 'xena');
    expect(landed('identify')).toEqual([]);
    expect(page.vendor.scripts()).toHaveLength(1);
  });
});

it('reports conflict for the other embedId, and still logs out the user in the marker', async () => {
  const first = page.createSession();
  await page.bring(first);
  first.unload();
  first.close();
  document.cookie = 'drift_eid=ann; path=/';
  pasteOfficialSnippet(OTHER_EMBED);
  page.vendor.come();
  Object.assign(window.drift!, { embedId: OTHER_EMBED });
  const session = page.createSession();
  session.load();
  session.setUser(ann);
  await page.tick();
  expect(session.state).toMatchObject({ status: 'failed', error: { code: 'conflict' } });
  const outcome = session.logout();
  expect(isForgotten()).toBe(true);
  await expect(outcome).resolves.toMatchObject({ status: /anonymous|failed/ });
  expect(page.sight()).toBe('visible');
});

it('a refused session does not block the session with the right embedId', async () => {
  pasteOfficialSnippet(OTHER_EMBED);
  page.vendor.come();
  Object.assign(window.drift!, { embedId: OTHER_EMBED });
  const wrong = page.createSession();
  wrong.load();
  wrong.setUser(null);
  await page.tick();
  const right = page.createSession({ embedId: OTHER_EMBED });
  right.load();
  right.setUser(ann);
  await settle();
  expect([right.state.status, right.identity.status, page.sight(), EMBED]).toEqual([
    'ready',
    'identified',
    'visible',
    'abcdefgh1234',
  ]);
});

describe.each<[when: string, arrive: () => void]>([
  ['before its script has come', () => undefined],
  ['while it boots', () => page.vendor.arrive()],
])('reset() of one createDrift, said to a Drift that two of them use, %s', (_, arrive) => {
  it.each([0, 1])('takes back whom the other one was told of, and its calls (%i)', async (first) => {
    const pair = [page.createDrift(), page.createDrift()];
    const [one, other] = [pair[first], pair[1 - first]] as [Drift, Drift];
    for (const drift of pair) drift.load();
    arrive();
    other.identify('ann');
    other.track('for ann');
    other.api.openChat();
    one.reset();
    await settle();
    expect([page.vendor.contact, landed('identify'), landed('track')]).toEqual([null, [], []]);
    expect(landed('api')).toEqual(['api:-']);
    expect(page.lost().filter((call) => call === 'track')).toEqual(['track']);
    expect([one.state.status, other.state.status, page.sight()]).toEqual(['ready', 'ready', 'visible']);
  });
});

describe('a logout on a page that nobody owns takes back whom anybody was told of', () => {
  const makeSpeaker: [who: string, make: () => () => unknown][] = [
    ['reset() of a createDrift', () => page.createDrift().reset],
    ['logout() of a session', () => page.createSession().logout],
    ['setUser(null) of a session', () => () => page.createSession().setUser(null)],
  ];

  it.each(makeSpeaker)('a session that was not loaded yet, by %s', async (_, make) => {
    const session = page.createSession();
    session.setUser(ann);
    make()();
    expect(session.identity.status).toBe('anonymous');
    session.load();
    await settle();
    expect([page.vendor.contact, landed('identify')]).toEqual([null, []]);
    expect(session.state.status).toBe('ready');
  });

  it.each(makeSpeaker)('a createDrift that was not loaded yet, by %s', async (_, make) => {
    const drift = page.createDrift();
    drift.identify('ann');
    make()();
    drift.load();
    await settle();
    expect([page.vendor.contact, landed('identify')]).toEqual([null, []]);
  });

  it.each(makeSpeaker)('a session that was refused for another embedId, by %s', async (_, make) => {
    pasteOfficialSnippet(OTHER_EMBED);
    const session = page.createSession();
    session.load();
    session.setUser(ann);
    expect(session.state).toMatchObject({ status: 'failed', error: { code: 'conflict' } });
    make()();
    session.setUser(undefined);
    expect(session.identity.status).toBe('anonymous');
  });
});
