/** Laws 10 to 18, attacked: whatever calls what from where, nothing of ann's reaches bob, and nobody sees a chat that is not theirs. */
import { describe, expect, it, vi } from 'vitest';
import { ann, bob, pasteOfficialSnippet, setUpWholePage } from '../../test-support/whole-page';
import { unsignedToken } from '../../test-support/tokens';
import type { Session } from '../index';

const page = setUpWholePage();
const carl = { id: 'carl', email: 'carl@acme.com' };

/** Calls that say whose they are. */
function speakFor(session: Pick<Session, 'track' | 'setUserAttributes'>, who: string): void {
  session.track('of', { owner: who });
  session.setUserAttributes({ owner: who });
}

/** Calls that reached the wrong contact. */
const strayed = (): unknown[] =>
  page.vendor.ledger.flatMap(({ what, contact, detail }) => {
    const owner = (detail as { owner?: string } | undefined)?.owner;
    return owner !== undefined && owner !== (contact ?? 'nobody')
      ? [`${what} of ${owner} on ${contact}`]
      : [];
  });
const landedFor = (who: string): number =>
  page.vendor.ledger.filter(({ detail }) => (detail as { owner?: string } | undefined)?.owner === who).length;

/** The chat is that of `who`, or is not to be seen. */
function expectSeenBy(who: string | null): void {
  if (page.sight() === 'visible') expect(page.vendor.contact).toBe(who);
  else expect(page.sight()).toMatch(/hidden|no frames/);
}

async function settle(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    if (page.vendor.scripts().length > 0 && ['away', 'unloaded'].includes(page.vendor.phase))
      page.vendor.arrive();
    page.vendor.ready();
    await page.tick(100);
  }
}

/** All is well in the end: it is `who`, and their chat is seen. */
async function expectEndsWith(session: Session, who: { id: string } | null): Promise<void> {
  await settle();
  expect(strayed()).toEqual([]);
  expect([session.identity.status, page.vendor.contact, session.state.status, page.sight()]).toEqual([
    who ? 'identified' : 'anonymous',
    who?.id ?? null,
    'ready',
    'visible',
  ]);
}

/** Once, from within. */
function once(run: () => unknown): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    run();
  };
}

/** Everything that may be said about who is here, and who is here then. */
const WORDS: [word: string, say: (session: Session) => unknown, who: { id: string } | null | undefined][] = [
  ['setUser(bob)', (session) => session.setUser(bob), bob],
  ['setUser(null)', (session) => session.setUser(null), null],
  ['setUser(undefined)', (session) => session.setUser(undefined), undefined],
  ['setUser(undefined), then bob', (session) => (session.setUser(undefined), session.setUser(bob)), bob],
  ['logout(), then login(ann)', (session) => (void session.logout(), void session.login(ann)), ann],
];

async function expectFollows(session: Session, who: { id: string } | null | undefined): Promise<void> {
  if (who !== undefined) {
    speakFor(session, who?.id ?? 'nobody');
    return expectEndsWith(session, who);
  }
  await settle();
  expect([strayed(), session.identity.status, page.sight() === 'visible']).toEqual([[], 'unknown', false]);
}

describe.each(WORDS)('%s', (_, say, who) => {
  it('works inside a listener of ready', async () => {
    const session = page.createSession();
    session.on(
      'ready',
      once(() => say(session)),
    );
    speakFor(session, 'ann');
    await page.bring(session);
    await expectFollows(session, who);
  });

  it('works inside a listener of the state, while ann loads and when she is ready', async () => {
    for (const status of ['loading', 'ready']) {
      const session = page.createSession();
      const hear = once(() => say(session));
      session.subscribe((state) => state.status === status && hear());
      session.setUser(ann);
      session.load();
      await settle();
      await expectFollows(session, who);
      session.unload();
      session.close();
    }
  });

  it('works inside a listener of the identity', async () => {
    const session = page.createSession();
    const hear = once(() => say(session));
    session.subscribeIdentity(({ status }) => status === 'identified' && hear());
    await page.bring(session);
    await expectFollows(session, who);
  });

  it('works inside onError for a lost call', async () => {
    const session = page.createSession({ onError: once(() => say(session)) });
    await page.bring(session);
    session.setUser(undefined);
    speakFor(session, 'ann');
    session.setUser(carl); // reports the calls for ann
    await expectFollows(session, who);
    if (who?.id !== 'ann') expect(landedFor('ann')).toBe(0);
  });

  it('works inside a listener of a Drift event', async () => {
    const session = page.createSession();
    session.on('startConversation', () => {
      speakFor(session, 'ann');
      say(session);
    });
    await page.bring(session);
    page.vendor.emit('startConversation', {});
    await expectFollows(session, who);
  });

  it('works inside a Drift method that other code has wrapped', async () => {
    const session = page.createSession();
    await page.bring(session);
    const drift = window.drift as unknown as { track(...args: unknown[]): void };
    const { track } = drift;
    const hear = once(() => say(session));
    drift.track = (...args) => {
      hear();
      if (page.vendor.phase === 'ready') track(...args);
    };
    session.setUser(undefined);
    speakFor(session, 'ann');
    session.setUser(ann); // delivers both; the word comes between them
    await expectFollows(session, who);
  });

  it('works inside getUserJwt', async () => {
    const hear = once(() => say(session));
    const session: Session = page.createSession({
      getUserJwt: ({ id }) => {
        hear();
        return Promise.resolve(unsignedToken({ sub: id, iat: 1_000, exp: 1_300 }));
      },
    });
    speakFor(session, who === undefined ? 'ann' : (who?.id ?? 'nobody'));
    session.load();
    session.setUser(who === undefined ? ann : carl);
    await settle();
    if (who !== undefined) return expectEndsWith(session, who);
    expect([strayed(), session.identity.status, page.vendor.contact]).toEqual([[], 'unknown', null]);
  });

  it('works while a getter of the attributes is read', async () => {
    const session = page.createSession();
    await page.bring(session);
    const hear = once(() => say(session));
    session.setUser({
      ...carl,
      get plan() {
        hear();
        return 'pro';
      },
    } as never);
    // The getter runs first, so that carl is the last word.
    await expectFollows(session, carl);
  });

  it('works inside the scriptUrl function', async () => {
    const hear = once(() => say(session));
    const session: Session = page.createSession({
      scriptUrl: () => {
        hear();
        return 'https://js.driftt.com/include/1/abcdefgh1234.js';
      },
    });
    speakFor(session, 'ann');
    session.setUser(ann);
    session.load();
    await expectFollows(session, who);
  });
});

describe('promises that settle late', () => {
  it('an older answer of the token endpoint does not count for a person who left and came back', async () => {
    const answers: ((token: string | null) => void)[] = [];
    const session = page.createSession({
      getUserJwt: () => new Promise<string | null>((resolve) => answers.push(resolve)),
    });
    session.load();
    session.setUser(ann);
    await page.tick();
    session.setUser(null);
    await settle();
    session.setUser(ann);
    await page.tick();
    answers[0]?.(null); // the first request: the server had ended the session
    await page.tick();
    expect(session.identity.status).toBe('identifying');
    answers[1]?.(unsignedToken({ sub: 'ann', iat: 1_000, exp: 1_300 }));
    await page.tick();
    await expectEndsWith(session, ann);
  });

  it.each([
    ['bob', bob],
    ['nobody', null],
  ])('tokens that come in the wrong order identify no one but %s', async (_, last) => {
    const answers: (() => void)[] = [];
    const session = page.createSession({
      getUserJwt: ({ id }) =>
        new Promise<string>((resolve) =>
          answers.push(() => resolve(unsignedToken({ sub: id, iat: 1_000, exp: 1_300 }))),
        ),
    });
    session.load();
    for (const user of [ann, bob, ann, last]) {
      session.setUser(user);
      await page.tick();
    }
    for (const answer of answers.reverse()) answer();
    await page.tick();
    await expectEndsWith(session, last);
    const identified = page.vendor.ledger.filter(({ what }) => what === 'identify');
    expect(identified.every(({ detail }) => (detail as { id: string }).id === last?.id)).toBe(true);
  });

  it('a login that was superseded says so before anything is said for the next person', async () => {
    const session = page.createSession();
    session.load();
    const first = session.login(ann).then(({ status }) => {
      if (status === 'identified') speakFor(session, 'ann');
      return status;
    });
    session.setUser(undefined);
    const second = session.login(bob).then(({ status }) => {
      if (status === 'identified') speakFor(session, 'bob');
      return status;
    });
    await expectEndsWith(session, bob);
    expect([await first, await second, landedFor('ann'), landedFor('bob')]).toEqual([
      'superseded',
      'identified',
      0,
      2,
    ]);
  });

  it('an api object kept from the ready of ann makes calls for the user at the time of the call', async () => {
    const session = page.createSession();
    await page.bring(session);
    const { api } = await session.ready;
    session.setUser(undefined);
    api.setUserAttributes({ owner: 'ann' });
    session.setUser(bob);
    api.setUserAttributes({ owner: 'bob' });
    await expectEndsWith(session, bob);
    expect([landedFor('ann'), landedFor('bob'), page.lost()]).toEqual([0, 1, ['api.setUserAttributes']]);
  });

  it('a consent that comes after the person has left loads for nobody', async () => {
    const { onConsent } = await import('../triggers/index');
    let give = (_: boolean): void => undefined;
    const session = page.createSession({
      when: [onConsent(new Promise<boolean>((resolve) => (give = resolve)))],
    });
    session.load();
    session.setUser(ann);
    speakFor(session, 'ann');
    session.setUser(null);
    speakFor(session, 'nobody');
    give(true);
    await page.tick();
    await expectEndsWith(session, null);
    expect(page.story().filter((line) => line.startsWith('identify'))).toEqual([]);
  });
});

describe('an official snippet that identifies a user', () => {
  const xena = (): unknown => (window.drift as unknown as { identify(id: string): void }).identify('xena');

  it.each<[string, { id: string } | null]>([
    ['ann', ann],
    ['nobody', null],
  ])(
    'identify in the queue of the snippet before load(): %s is set, and xena is removed',
    async (_, user) => {
      pasteOfficialSnippet();
      xena();
      const session = page.createSession();
      session.load();
      session.setUser(user);
      speakFor(session, user?.id ?? 'nobody');
      page.vendor.arrive();
      page.vendor.ready();
      expectSeenBy(user?.id ?? null);
      await page.tick();
      await expectEndsWith(session, user);
    },
  );

  it('while nobody is decided: it is hidden, and gets nothing', async () => {
    pasteOfficialSnippet();
    const session = page.createSession();
    session.load();
    xena();
    speakFor(session, 'ann');
    page.vendor.come();
    await page.tick();
    expect([page.sight(), strayed()]).toEqual(['hidden', []]);
    session.setUser(ann);
    await expectEndsWith(session, ann);
  });
});

describe('the back/forward cache', () => {
  const away = (): void => void window.dispatchEvent(new Event('pagehide'));
  const back = (): void =>
    void window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  const becomes = (who: string | null): void => {
    for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
      document.cookie = `${name}=; path=/; max-age=-1`;
    if (who) document.cookie = `drift_eid=${who}; path=/`;
  };

  it('a page that slept while ann left and bob came shows neither chat, and gives bob none of her calls', async () => {
    const session = page.createSession();
    await page.bring(session);
    away();
    becomes('bob');
    back();
    expect(page.sight()).not.toBe('visible');
    speakFor(session, 'ann');
    await page.tick(100);
    expect([page.sight() === 'visible', strayed()]).toEqual([false, []]);
    session.setUser(bob);
    await expectEndsWith(session, bob);
  });

  it('the token that was on its way when the page went to sleep does not bring ann back', async () => {
    const session = page.createSession({ getUserJwt: page.desk.getUserJwt });
    session.load();
    session.setUser(ann);
    await page.tick();
    away();
    becomes('bob');
    back();
    page.desk.answer(); // asked for before anything had changed
    await page.tick();
    await settle();
    expectSeenBy('ann');
    expect(page.vendor.contact === null || page.vendor.contact === 'ann').toBe(true);
    expect(strayed()).toEqual([]);
  });

  it('a page that slept within a reset shows nobody’s chat until it has settled', async () => {
    const session = page.createSession();
    await page.bring(session);
    session.setUser(bob);
    away();
    becomes(null);
    back();
    expect(page.sight()).not.toBe('visible');
    page.vendor.ready();
    expectSeenBy('bob');
    await page.tick();
    session.setUser(bob);
    await expectEndsWith(session, bob);
  });

  it('a page that slept while the app did not know is still hidden', async () => {
    const session = page.createSession();
    await page.bring(session);
    session.setUser(undefined);
    away();
    back();
    await page.tick(100);
    expect(page.sight()).not.toBe('visible');
    becomes('bob');
    session.setUser(ann);
    await settle();
    expectSeenBy('ann');
  });
});

describe('hidden frames stay hidden', () => {
  const DOUBTS: [string, (session: Session) => unknown][] = [
    ['the app says undefined', (session) => session.setUser(undefined)],
    ['another tab has logged out', () => page.otherTab(null)],
    ['ann is being let go', (session) => session.setUser(null)],
  ];
  const hosts = (): HTMLElement[] => [
    ...document.querySelectorAll<HTMLElement>('.drift-conductor-item, .drift-conductor-item iframe'),
  ];

  it.each(DOUBTS)('when %s, and Drift shows its frames itself', async (_, doubt) => {
    const session = page.createSession();
    await page.bring(session);
    await doubt(session);
    for (const host of hosts()) host.style.setProperty('visibility', 'visible', 'important');
    await page.tick();
    expect(page.sight()).toMatch(/hidden|no frames/);
    for (const host of hosts()) host.style.cssText = 'width: 100px';
    await page.tick();
    expect(page.sight()).toMatch(/hidden|no frames/);
    for (const host of hosts()) host.removeAttribute('style');
    await page.tick();
    expect(page.sight()).toMatch(/hidden|no frames/);
  });

  it.each(DOUBTS)('when %s, and the app calls show() and opens the chat', async (_, doubt) => {
    const session = page.createSession();
    await page.bring(session);
    await doubt(session);
    session.show();
    session.api.openChat();
    session.api.widget.show();
    await page.tick();
    expect(page.sight()).toMatch(/hidden|no frames/);
  });

  it.each(DOUBTS)('when %s, and Drift adds and replaces frames', async (_, doubt) => {
    const session = page.createSession();
    await page.bring(session);
    await doubt(session);
    const host = document.createElement('div');
    host.className = 'drift-conductor-item';
    document.body.append(host);
    document.getElementById('drift-frame-chat')?.replaceChildren(document.createElement('iframe'));
    await page.tick();
    expect(page.sight()).toMatch(/hidden|no frames/);
    host.append(document.createElement('iframe'));
    await page.tick();
    expect(page.sight()).toMatch(/hidden|no frames/);
  });

  it('frames that the page had hidden are still hidden when ann is back', async () => {
    const session = page.createSession();
    await page.bring(session);
    const chat = document.getElementById('drift-frame-chat')!;
    chat.style.visibility = 'hidden';
    session.setUser(undefined);
    session.setUser(ann);
    await page.tick();
    expect([chat.style.visibility, chat.style.getPropertyPriority('visibility')]).toEqual(['hidden', '']);
  });

  it.each([ann, bob])(
    'a session that is closed in doubt leaves hidden what is hidden, and its successor shows it to $id',
    async (user) => {
      const session = page.createSession();
      await page.bring(session);
      session.setUser(undefined);
      session.close();
      expect(page.sight()).toBe('hidden');
      const next = page.createSession();
      next.setUser(user);
      expect(page.sight()).toBe('hidden');
      next.load();
      await settle();
      expectSeenBy(user.id);
      expect([page.vendor.contact, next.identity.status]).toEqual([user.id, 'identified']);
      expect(page.sight()).toBe('visible');
    },
  );
});

describe('copies of the package', () => {
  it('a copy that made the page’s register before ours, with less in it, changes nothing', async () => {
    Object.assign(globalThis, {
      [Symbol.for('driftkit.page.1')]: {
        id: 'older',
        session: undefined,
        pending: undefined,
        users: new Map(),
      },
    });
    const session = page.createSession();
    await page.bring(session);
    session.setUser(bob);
    speakFor(session, 'bob');
    await expectEndsWith(session, bob);
  });

  it('two copies that both load and both set a user never mix their calls', async () => {
    const first = page.createSession();
    await page.bring(first);
    vi.resetModules();
    const second = page.createSession({}, await import('../index'));
    second.load();
    second.setUser(bob);
    speakFor(second, 'bob');
    await settle();
    expect(strayed()).toEqual([]);
    first.close();
    second.load();
    second.setUser(bob);
    await expectEndsWith(second, bob);
  });
});
