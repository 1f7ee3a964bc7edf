/** Law 10: `undefined` decides nothing, and after a person was stated it hides the chat until the app knows again. */
import { describe, expect, it, vi } from 'vitest';
import { ann, bob, pasteOfficialSnippet, setUpWholePage } from '../../test-support/whole-page';
import type { Session } from '../index';

const page = setUpWholePage();
const jar = (): string => document.cookie;
const WAITING = { status: 'waiting', for: 'user' };
const settle = async (): Promise<void> => {
  for (let round = 0; round < 3; round++) {
    if (['away', 'unloaded'].includes(page.vendor.phase) && page.vendor.scripts().length > 0)
      page.vendor.arrive();
    page.vendor.ready();
    await page.tick(100);
  }
};

/** States of the session when the app sets undefined. */
async function annIsHere(options: Parameters<typeof page.createSession>[0] = {}): Promise<Session> {
  const session = page.createSession(options);
  await page.bring(session);
  return session;
}

describe('undefined after a person was stated', () => {
  it('hides the chat before setUser returns, keeps the cookies, and resets nothing', async () => {
    const session = await annIsHere();
    const [story, cookies] = [page.story(), jar()];
    session.setUser(undefined);
    expect(page.sight()).toBe('hidden');
    await page.tick(9_999);
    expect([page.story(), jar(), page.bus.said, page.codes()]).toEqual([story, cookies, [], []]);
    expect([session.state, session.identity, page.sight()]).toEqual([
      WAITING,
      { status: 'unknown' },
      'hidden',
    ]);
  });

  it('hides what Drift adds meanwhile', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    const late = document.createElement('div');
    late.className = 'drift-conductor-item';
    document.body.append(late);
    await page.tick();
    expect(page.sight()).toBe('hidden');
  });

  it('said twice is said once', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    await page.tick(6_000);
    session.setUser(undefined);
    await page.tick(6_000);
    expect(page.codes()).toEqual(['undecided']);
  });

  it.each(['setUser', 'login'] as const)(
    'shows the same person again when %s states her, without a new identify',
    async (say) => {
      const session = await annIsHere();
      const story = page.story();
      session.setUser(undefined);
      const outcome = session[say](ann);
      expect([page.sight(), session.state.status, session.identity.status]).toEqual([
        'visible',
        'ready',
        'identified',
      ]);
      await page.tick(60_000);
      expect([page.story(), page.codes(), await outcome]).toEqual([
        story,
        [],
        say === 'login' ? { status: 'identified', user: ann } : undefined,
      ]);
    },
  );

  it('sends what has changed about the same person', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    session.setUser({ ...ann, plan: 'pro' });
    expect(page.vendor.attributes.get('ann')).toMatchObject({ plan: 'pro' });
    expect(page.sight()).toBe('visible');
  });

  it('asks for no token again when the same person comes back in time', async () => {
    const session = await annIsHere({ getUserJwt: page.desk.getUserJwt });
    session.setUser(undefined);
    session.setUser(ann);
    await page.tick();
    expect([page.desk.requests.length, session.identity.status, page.sight()]).toEqual([
      1,
      'identified',
      'visible',
    ]);
  });

  it('undefined is followed by a finished reset when the app sets another user', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    session.setUser(bob);
    expect(page.sight()).toBe('hidden');
    await settle();
    expect(page.story().slice(2)).toEqual(['reset:ann', 'born:-', 'identify:bob']);
    expect([session.identity.status, page.sight()]).toEqual(['identified', 'visible']);
  });

  it.each(['logout', 'reset', 'setUser(null)'] as const)(
    'is followed by a logout when the app says %s',
    async (say) => {
      const session = await annIsHere();
      session.setUser(undefined);
      if (say === 'setUser(null)') session.setUser(null);
      else void session[say]();
      expect([page.sight(), jar().includes('ann')]).toEqual(['hidden', false]);
      await settle();
      expect([page.vendor.contact, session.identity.status, page.sight()]).toEqual([
        null,
        'anonymous',
        'visible',
      ]);
    },
  );

  it('unloads Drift after undecidedTimeout, leaves the cookies, and says that null means nobody', async () => {
    const session = await annIsHere();
    const cookies = jar();
    session.setUser(undefined);
    await page.tick(10_000);
    expect([page.vendor.phase, page.sight(), jar(), page.bus.said]).toEqual([
      'unloaded',
      'no frames',
      cookies,
      [],
    ]);
    expect([session.state, session.identity]).toEqual([WAITING, { status: 'unknown' }]);
    expect(page.codes()).toEqual(['undecided']);
    expect(page.errors[0]?.message).toMatch(/null/);
  });

  it.each([
    [ann, 'ann'],
    [bob, 'bob'],
    [null, null],
  ])('the undecided state ends when %o is set after undecidedTimeout', async (user, contact) => {
    const session = await annIsHere({ undecidedTimeout: 50 });
    session.setUser(undefined);
    await page.tick(50);
    session.setUser(user);
    await settle();
    expect([page.vendor.contact, session.state.status, page.sight()]).toEqual([contact, 'ready', 'visible']);
    await page.tick(60_000);
    expect(page.codes()).toEqual(['undecided']);
  });

  it('keeps a Drift that cannot be unloaded out of sight, and resets it before anybody uses it again', async () => {
    const session = await annIsHere();
    delete window.drift!.unload;
    session.setUser(undefined);
    await page.tick(10_000);
    expect([page.sight(), session.state, page.codes()]).toEqual(['hidden', WAITING, ['undecided']]);
    session.setUser(bob);
    await page.tick();
    expect(page.sight()).toBe('hidden');
    await page.tick(5_000);
    await settle();
    expect(page.story().filter((line) => line === 'track:ann')).toEqual([]);
    if (page.sight() === 'visible') expect(page.vendor.contact).toBe('bob');
  });

  it.each<[where: string, arrange: (session: Session) => Promise<unknown> | void]>([
    ['while the token is on its way', (session) => session.setUser(ann)],
    [
      'while the script is on its way',
      async (session) => {
        session.setUser(ann);
        page.desk.answer();
        await page.tick();
      },
    ],
    [
      'while Drift boots',
      async (session) => {
        session.setUser(ann);
        page.desk.answer();
        await page.tick();
        page.vendor.arrive();
      },
    ],
    [
      'while a reset settles',
      async (session) => {
        session.setUser(bob);
        page.desk.answer();
        await page.tick();
        page.vendor.come();
        session.setUser(ann);
        page.desk.answer();
        await page.tick();
      },
    ],
  ])('shows nothing %s, and the person when she is stated again', async (_, arrange) => {
    const session = page.createSession({ getUserJwt: page.desk.getUserJwt });
    session.load();
    await arrange(session);
    session.setUser(undefined);
    session.track('for ann');
    await settle();
    expect([page.sight(), page.story().filter((line) => line.startsWith('track'))]).toMatchObject([
      expect.not.stringMatching('visible'),
      [],
    ]);
    expect(session.identity.status).toBe('unknown');
    session.setUser(ann);
    for (let round = 0; round < 3; round++) {
      while (page.desk.requests.some(({ signal }) => !signal.aborted)) {
        try {
          page.desk.answer();
        } catch {
          break;
        }
      }
      await page.tick();
      await settle();
    }
    expect([page.vendor.contact, page.sight(), session.state.status, session.identity.status]).toEqual([
      'ann',
      'visible',
      'ready',
      'identified',
    ]);
    expect(page.story()).toContain('track:ann');
  });

  it('opens no chat behind the curtain, and opens it when the person is back', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    session.api.openChat();
    expect(page.story()).not.toContain('api:ann');
    session.setUser(ann);
    expect(page.story().at(-1)).toBe('api:ann');
  });

  it('unload() ends the undecided wait: nothing is reported later', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    session.unload();
    await page.tick(60_000);
    expect([page.codes(), session.state.status, page.sight()]).toEqual([[], 'idle', 'no frames']);
  });

  it('ends with close(): nothing is reported later', async () => {
    const session = await annIsHere();
    session.setUser(undefined);
    session.close();
    await page.tick(60_000);
    expect(page.codes()).toEqual([]);
  });

  it('leaves a login waiting, which settles when the app decides', async () => {
    const session = page.createSession({ getUserJwt: page.desk.getUserJwt });
    session.load();
    const login = session.login(ann);
    session.setUser(undefined);
    session.setUser(bob);
    await expect(login).resolves.toEqual({ status: 'superseded' });
  });

  it('does nothing on the page when it comes from a second session', async () => {
    const session = await annIsHere();
    page.createSession().setUser(undefined);
    await page.tick(60_000);
    expect([page.sight(), session.state.status, session.identity.status]).toEqual([
      'visible',
      'ready',
      'identified',
    ]);
  });

  it('undefined in another tab changes nothing in this tab', async () => {
    const session = await annIsHere();
    const other = [...page.bus.said];
    session.setUser(undefined);
    await page.tick(10_000);
    expect(page.bus.said).toEqual(other);
  });
});

describe('undefined after nobody was stated', () => {
  it('leaves the chat of the visitor as it is', async () => {
    const session = page.createSession();
    await page.bring(session, null);
    session.setUser(undefined);
    session.track('as visitor');
    await page.tick(60_000);
    expect([page.sight(), session.state.status, session.identity.status, page.codes()]).toEqual([
      'visible',
      'ready',
      'anonymous',
      [],
    ]);
    expect(page.story().at(-1)).toBe('track:-');
  });
});

describe('undefined before any decision', () => {
  it('keeps the script away, and says after undecidedTimeout that null means nobody', async () => {
    const session = page.createSession();
    session.load();
    session.setUser(undefined);
    await page.tick(9_999);
    expect([page.codes(), session.state, page.vendor.scripts()]).toEqual([[], WAITING, []]);
    await page.tick(1);
    expect(page.codes()).toEqual(['undecided']);
    await page.tick(60_000);
    expect([page.codes(), session.state, page.vendor.scripts()]).toEqual([['undecided'], WAITING, []]);
  });

  it('says so where the app never states anything at all', async () => {
    page.createSession({ undecidedTimeout: 100 }).load();
    await page.tick(100);
    expect(page.codes()).toEqual(['undecided']);
  });

  it.each([[ann], [null]])('says nothing when %o is stated in time', async (user) => {
    const session = page.createSession();
    session.load();
    await page.tick(9_000);
    session.setUser(user);
    await settle();
    await page.tick(60_000);
    expect([page.codes(), session.state.status]).toEqual([[], 'ready']);
  });

  it('says nothing where load() was not called, or a trigger is waited for', async () => {
    page.createSession().setUser(undefined);
    page.createSession({ when: { waitsFor: 'consent', start: () => () => undefined } }).load();
    await page.tick(60_000);
    expect(page.codes()).toEqual([]);
  });

  it('hides the chat of another snippet only until the app sets a user', async () => {
    pasteOfficialSnippet();
    page.vendor.come();
    const session = page.createSession();
    session.load();
    expect(page.sight()).toBe('hidden');
    session.setUser(null);
    await settle();
    expect([page.sight(), session.state.status]).toEqual(['visible', 'ready']);
  });
});

it('undecided is reported in production only when a user was set before', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.resetModules();
  const production = await import('../index');
  const undecided = page.createSession({}, production);
  undecided.load();
  await page.tick(60_000);
  expect(page.codes()).toEqual([]);
  await page.bring(undecided);
  undecided.setUser(undefined);
  await page.tick(10_000);
  expect(page.codes()).toEqual(['undecided']);
  vi.unstubAllEnvs();
});

it.each([[-1], ['10 s'], [Number.NaN]])('refuses undecidedTimeout: %o', (undecidedTimeout) => {
  expect(() => page.createSession({ undecidedTimeout: undecidedTimeout as number })).toThrow(
    /undecidedTimeout/,
  );
});
