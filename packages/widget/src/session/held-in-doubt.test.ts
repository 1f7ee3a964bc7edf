/** Law 14: whatever is called while somebody who was known is in doubt waits for that person, and reaches nobody else. */
import { describe, expect, it, vi } from 'vitest';
import { ann, bob, setUpWholePage } from '../../test-support/whole-page';
import type { Session } from '../index';

const page = setUpWholePage();

/** Every way in which somebody who was known comes into doubt. */
const DOUBTS: [way: string, doubt: (session: Session) => Promise<unknown> | void][] = [
  ['the app says undefined', (session) => session.setUser(undefined)],
  ['another tab logs out', () => page.otherTab(null)],
  ['another tab logs bob in', () => page.otherTab('bob')],
  [
    'another tab logs out, then the app says undefined',
    async (session) => {
      await page.otherTab(null);
      session.setUser(undefined);
    },
  ],
  [
    'the app says undefined, then another tab logs out',
    async (session) => {
      session.setUser(undefined);
      await page.otherTab(null);
    },
  ],
  [
    'the page comes back from the back/forward cache, without the cookies',
    () => {
      for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
        document.cookie = `${name}=; path=/; max-age=-1`;
      page.sleepAndWake();
    },
  ],
];

/** Every kind of call about a person. */
function speak(session: Session): void {
  session.setUserAttributes({ secret: 'of ann' });
  session.track('secret of ann');
  session.api.startInteraction({ interactionId: 7 });
}
const CALLS = ['api.setUserAttributes', 'track', 'api.startInteraction'];

/** What landed of these calls, as `what:contact`. */
const landed = (): string[] => page.story().filter((line) => /^(track|attributes|api):/.test(line));

/** Whatever is still to come comes. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    if (page.vendor.scripts().length > 0 && ['away', 'unloaded'].includes(page.vendor.phase))
      page.vendor.arrive();
    page.vendor.ready();
    await page.tick(100);
  }
}

describe.each(DOUBTS)('when %s, what is called for ann', (_, doubt) => {
  it('does not reach bob, and is reported', async () => {
    const session = page.createSession();
    await page.bring(session);
    await doubt(session);
    speak(session);
    await page.tick();
    expect([landed(), session.identity.status, page.sight()]).toMatchObject([
      [],
      'unknown',
      expect.not.stringMatching('visible'),
    ]);
    session.setUser(bob);
    await settle();
    expect(landed()).toEqual([]);
    expect(page.vendor.attributes.get('bob')).not.toHaveProperty('secret');
    expect(page.lost()).toEqual(expect.arrayContaining(CALLS));
    expect(page.codes()).toContain('superseded');
    expect([session.identity, session.state.status, page.vendor.contact, page.sight()]).toEqual([
      { status: 'identified', user: bob },
      'ready',
      'bob',
      'visible',
    ]);
  });

  it.each(['logout', 'reset', 'setUser(null)'] as const)(
    'does not reach the visitor after %s, and is reported',
    async (say) => {
      const session = page.createSession();
      await page.bring(session);
      await doubt(session);
      speak(session);
      if (say === 'setUser(null)') session.setUser(null);
      else void session[say]();
      await settle();
      expect(landed()).toEqual([]);
      expect(page.lost()).toEqual(expect.arrayContaining(CALLS));
      expect([session.identity.status, session.state.status, page.vendor.contact, page.sight()]).toEqual([
        'anonymous',
        'ready',
        null,
        'visible',
      ]);
    },
  );

  it.each(['setUser', 'login'] as const)(
    'reaches ann when she is stated again by %s, and is not reported',
    async (say) => {
      const session = page.createSession();
      await page.bring(session);
      await doubt(session);
      speak(session);
      void session[say](ann);
      await settle();
      expect(landed()).toEqual(['attributes:ann', 'track:ann', 'api:ann']);
      expect(page.lost()).toEqual([]);
      expect([session.identity.status, session.state.status, page.sight()]).toEqual([
        'identified',
        'ready',
        'visible',
      ]);
    },
  );

  it('a held call is not lost when a second message of another tab arrives', async () => {
    const session = page.createSession();
    await page.bring(session);
    await doubt(session);
    session.track('one');
    await page.otherTab('bob');
    session.track('two');
    session.setUser(undefined);
    session.track('three');
    session.setUser(bob);
    await settle();
    expect(landed()).toEqual([]);
    expect(page.lost()).toEqual(['track', 'track', 'track']);
  });
});

describe('calls made for a visitor who comes into doubt', () => {
  it('do not reach the person who is stated next', async () => {
    const session = page.createSession();
    await page.bring(session, null);
    await page.otherTab('bob');
    session.track('seen by a visitor');
    session.setUser(bob);
    await settle();
    expect([landed(), page.lost()]).toEqual([[], ['track']]);
  });

  it('calls reach the visitor when the app sets null again', async () => {
    const session = page.createSession();
    await page.bring(session, null);
    await page.otherTab('bob');
    session.track('seen by a visitor');
    session.setUser(null);
    await settle();
    expect([landed(), page.lost()]).toEqual([['track:-'], []]);
  });
});

describe('with tokens', () => {
  it('a fresh token that confirms ann gives her what was called meanwhile', async () => {
    const session = page.createSession({ getUserJwt: page.desk.getUserJwt });
    await page.bring(session);
    await page.otherTab('bob');
    session.track('for ann');
    document.cookie = 'drift_eid=; path=/; max-age=-1';
    page.desk.answer();
    await page.tick();
    await settle();
    expect([landed(), page.vendor.contact]).toEqual([['track:ann'], 'ann']);
  });

  it('after the token endpoint says that nobody is logged in, the visitor gets none of her calls', async () => {
    const session = page.createSession({ getUserJwt: page.desk.getUserJwt });
    await page.bring(session);
    await page.otherTab(null);
    session.track('for ann');
    await page.tick(1000);
    page.desk.answer(null);
    await page.tick();
    await settle();
    expect([landed(), page.lost(), session.identity.status]).toEqual([[], ['track'], 'anonymous']);
  });

  it('a token asked for before the doubt does not end it', async () => {
    const session = page.createSession({ getUserJwt: page.desk.getUserJwt });
    session.load();
    session.setUser(ann);
    session.setUser(undefined);
    page.desk.answer();
    await page.tick();
    expect([session.identity.status, page.vendor.scripts().length]).toEqual(['unknown', 0]);
    expect(page.desk.requests[0]?.signal.aborted).toBe(true);
  });
});

it('calls made before the app sets a user go to the first user that it sets', async () => {
  const session = page.createSession();
  session.load();
  session.setUser(undefined);
  session.track('early');
  session.setUser(bob);
  await settle();
  expect([landed(), page.lost()]).toEqual([['track:bob'], []]);
});

it('calls about the person in doubt on a createDrift beside the session reach nobody', async () => {
  const session = page.createSession();
  await page.bring(session);
  const beside = page.createDrift();
  session.setUser(undefined);
  beside.setUserAttributes({ secret: 'of ann' });
  beside.track('secret');
  session.setUser(bob);
  await settle();
  expect([landed(), page.lost()]).toEqual([[], ['api.setUserAttributes', 'track']]);
});

it('calls about the person in doubt on another copy of the package reach nobody', async () => {
  const session = page.createSession();
  await page.bring(session);
  vi.resetModules();
  const copy = await import('../index');
  const beside = page.createDrift({}, copy);
  await page.otherTab(null);
  beside.track('secret');
  session.setUser(bob);
  await settle();
  expect([landed(), page.lost()]).toEqual([[], ['track']]);
});
