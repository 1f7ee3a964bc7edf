import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installTabBus } from '../../test-support/tab-bus';
import type { TabBus } from '../../test-support/tab-bus';
import { clearPage, cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { createTokenDesk, subjectOf } from '../../test-support/tokens';
import type { TokenDesk } from '../../test-support/tokens';
import { hashOf } from '../association';
import type { DriftError } from '../errors';
import { onConsent } from '../triggers/on-consent';
import { createSession } from './session';
import type { Session, SessionOptions } from './session';

const ann = { id: 'ann' };
let bus: TabBus;
let errors: DriftError[];
let vendor: ScriptedDrift;
let desk: TokenDesk;
let session: Session;

const make = (options: Partial<SessionOptions> = {}): Session =>
  createSession({ embedId: 'abcdefgh1234', onError: (error) => errors.push(error), ...options });
const codes = (): string[] => errors.map(({ code }) => code);
const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

/** Another tab acts: it changes the cookies that both share, and says so. */
function otherTab(id: string | null): void {
  for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
    document.cookie = `${name}=; path=/; max-age=-1`;
  if (id !== null) document.cookie = `driftkit_user=${hashOf(id)}; path=/`;
  bus.say({ type: 'person', hash: id === null ? null : hashOf(id) });
}

async function identified(): Promise<void> {
  session.load();
  session.setUser(ann);
  if (desk.requests.length > 0) desk.answer();
  await tick();
  vendor.come();
  bus.said.length = 0;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  bus = installTabBus();
  errors = [];
  vendor = createScriptedDrift();
  desk = createTokenDesk();
});
afterEach(() => {
  session.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the tab that acts', () => {
  it('announces the user once, as a hash, and a logout once', async () => {
    session = make();
    session.load();
    session.setUser(ann);
    vendor.come();
    expect(bus.said).toEqual([{ type: 'person', hash: hashOf('ann') }]);
    void session.logout();
    vendor.ready();
    expect(bus.said.slice(1)).toEqual([{ type: 'person', hash: null }]);
    expect(JSON.stringify(bus.said)).not.toContain('ann');
  });

  it('says nothing of a person who leaves when the cookies are gone already', async () => {
    session = make();
    await identified();
    for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
      document.cookie = `${name}=; path=/; max-age=-1`;
    void session.logout();
    expect(bus.said).toEqual([]);
  });

  it('listens to nothing before load, and to nothing after close', async () => {
    session = make();
    session.setUser(ann);
    expect(bus.listening).toBe(0);
    session.load();
    expect(bus.listening).toBe(1);
    session.close();
    expect(bus.listening).toBe(0);
  });
});

describe('the tab that is told', () => {
  const look = (): void => void document.dispatchEvent(new Event('visibilitychange'));

  it.each([null, 'bob'])(
    'takes its Drift down when another tab speaks of %o, touches no cookie, and says nothing',
    async (other) => {
      session = make();
      await identified();
      session.track('held');
      otherTab(other);
      const { cookie: jar } = document;
      expect([session.identity, session.state]).toEqual([
        { status: 'unknown' },
        { status: 'waiting', for: 'user' },
      ]);
      expect(document.querySelectorAll('.drift-conductor-item')).toHaveLength(0);
      await tick();
      expect([document.cookie, bus.said]).toEqual([jar, []]);
    },
  );

  it('removes the Drift of a visitor when another tab identifies a user in the shared cookies', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    document.cookie = 'drift_eid=bob; path=/';
    document.cookie = `driftkit_user=${hashOf('bob')}; path=/`;
    bus.say({ type: 'person', hash: hashOf('bob') });
    expect([session.state, document.querySelectorAll('.drift-conductor-item').length]).toEqual([
      { status: 'waiting', for: 'user' },
      0,
    ]);
  });

  it('removes a Drift that boots for a user whose logout another tab reports', async () => {
    session = make();
    session.load();
    session.setUser(ann);
    vendor.arrive();
    session.setUser({ id: 'bob' });
    expect(session.state.status).toBe('resetting');
    otherTab('zoe');
    expect([session.state, vendor.phase, cookie('driftkit_user')]).toEqual([
      { status: 'waiting', for: 'user' },
      'unloaded',
      hashOf('zoe'),
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(codes()).toEqual([]);
  });

  it('goes on when it is told of the very person it has', async () => {
    session = make();
    await identified();
    bus.say({ type: 'person', hash: hashOf('ann') });
    expect(session.identity.status).toBe('identified');
  });

  it('continues with the user when a new token confirms them', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab(null);
    await tick(1000);
    desk.answer();
    await tick();
    vendor.come();
    expect([session.identity.status, vendor.contact, codes()]).toEqual(['identified', 'ann', []]);
  });

  it('never uses a token that was requested for another user, when the app sets a user during the request', async () => {
    let say: (yes: boolean) => void = () => undefined;
    const start = (told: (yes: boolean) => void) => {
      say = told;
      return () => undefined;
    };
    session = make({ getUserJwt: desk.getUserJwt, when: { waitsFor: 'consent', start } });
    session.load();
    session.setUser(ann);
    otherTab(null);
    await tick(1000);
    session.setUser({ id: 'bob' });
    desk.answer(); // ann's
    await tick();
    say(true);
    desk.answer(); // bob's
    await tick();
    vendor.come();
    expect(vendor.ledger[0]?.detail).toMatchObject({ id: 'bob' });
    expect(subjectOf((vendor.ledger[0]?.detail as { userJwt: string }).userJwt)).toBe('bob');
  });

  it('asks for no token while the server may not have ended the session yet', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    const asked = desk.requests.length;
    otherTab(null);
    await vi.advanceTimersByTimeAsync(999);
    expect(desk.requests).toHaveLength(asked);
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.requests).toHaveLength(asked + 1);
  });

  it('the visit is anonymous when the server says that nobody is logged in', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab(null);
    await tick(1000);
    desk.answer(null);
    await tick();
    vendor.come();
    expect([session.identity, vendor.contact, codes()]).toEqual([{ status: 'anonymous' }, null, []]);
  });

  it('fights no other tab with a token: it reports, and waits for its app', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab('bob');
    desk.answer();
    await tick();
    expect([session.identity, codes(), document.scripts.length]).toEqual([
      { status: 'unknown' },
      ['tabs_disagree'],
      0,
    ]);
    expect(cookie('driftkit_user')).toBe(hashOf('bob'));
  });

  it.each<[answer: string, token: string | null | undefined]>([
    ['a token', undefined],
    ['null', null],
  ])('asks again when somebody looks at it, where the cookies contradicted %s', async (_, token) => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab('bob');
    desk.answer(token);
    await tick();
    expect([session.identity.status, codes()]).toEqual(['unknown', ['tabs_disagree']]);
    document.cookie = 'driftkit_user=; max-age=-1; path=/';
    look();
    desk.answer();
    await tick();
    vendor.come();
    expect([session.identity.status, vendor.contact]).toEqual(['identified', 'ann']);
  });

  it('believes its app when it states its person anew, and reports that the tabs disagree', async () => {
    session = make();
    await identified();
    otherTab('bob');
    session.setUser(ann);
    vendor.come();
    expect([vendor.contact, codes()]).toEqual(['ann', ['tabs_disagree']]);
  });

  it('asks for no token while nobody looks at it', async () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab(null);
    await tick(2000);
    expect(desk.requests).toHaveLength(1);
    visibility.mockReturnValue('visible');
    look();
    expect(desk.requests).toHaveLength(2);
  });

  it('gives the server its time to log out, however often somebody looks at it', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab(null);
    await tick(500);
    look();
    expect(desk.requests).toHaveLength(1);
    otherTab(null); // a third tab
    await tick(900);
    look();
    expect(desk.requests).toHaveLength(1);
    await tick(100);
    expect(desk.requests).toHaveLength(2);
  });

  it('throws away a token that it had asked for before the logout', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    otherTab('bob');
    document.cookie = 'driftkit_user=; max-age=-1; path=/';
    otherTab(null);
    desk.answer();
    await tick();
    expect(session.identity.status).toBe('unknown');
    await tick(1000);
    desk.answer();
    await tick();
    vendor.come();
    expect(session.identity.status).toBe('identified');
  });

  it.each<[how: string, act: () => unknown]>([
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
    ['load() is said again', () => session.load()],
    ['somebody looks at it again', look],
  ])('asks for a token that did not come once more when %s', async (_, tryAgain) => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    const login = session.login(ann);
    otherTab(null);
    await tick(1000);
    await tick(10_000); // tokenTimeout
    expect(codes()).toEqual(['token_failed']);
    tryAgain();
    desk.answer(); // too late: that request was given up
    desk.answer();
    await tick();
    vendor.come();
    expect([session.identity.status, (await login).status]).toEqual(['identified', 'identified']);
  });

  it.each([
    {},
    null,
    'x',
    { type: 'person' },
    { type: 'person', hash: 7 },
    { type: 'other' },
    { type: 'other', hash: null },
  ])('ignores the message %o', async (message) => {
    session = make();
    await identified();
    bus.say(message);
    expect(session.identity.status).toBe('identified');
  });

  it('works without messages where BroadcastChannel is missing', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    session = make();
    await identified();
    void session.logout();
    vendor.ready();
    expect([session.identity, codes()]).toEqual([{ status: 'anonymous' }, []]);
  });
});

describe('a page back from the back/forward cache', () => {
  const leave = (): void => void window.dispatchEvent(new Event('pagehide'));
  const restore = (persisted = true): void =>
    void window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

  it('closes its channel for that time', async () => {
    session = make();
    await identified();
    leave();
    expect(bus.listening).toBe(0);
    restore();
    expect(bus.listening).toBe(1);
  });

  it('continues when the marker is unchanged and there is no getUserJwt', async () => {
    session = make();
    await identified();
    restore();
    expect(session.identity.status).toBe('identified');
  });

  it('removes its Drift when another user was logged in meanwhile', async () => {
    session = make();
    await identified();
    document.cookie = `driftkit_user=${hashOf('bob')}; path=/`;
    restore();
    expect([session.identity, document.querySelectorAll('.drift-conductor-item').length]).toEqual([
      { status: 'unknown' },
      0,
    ]);
  });

  it('asks for a token again before it shows a signed person', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    restore();
    expect(document.querySelectorAll('.drift-conductor-item')).toHaveLength(0);
    desk.answer();
    await tick();
    vendor.come();
    expect(session.identity.status).toBe('identified');
  });

  it('changes nothing on an ordinary load', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    await identified();
    restore(false);
    expect(session.identity.status).toBe('identified');
  });
});

describe('consent', () => {
  it('withdrawn in one tab is withdrawn in all, without an echo', async () => {
    let say: (yes: boolean) => void = () => undefined;
    session = make({ when: onConsent((told) => void (say = told)) });
    session.load();
    say(true);
    session.setUser(ann);
    vendor.come();
    bus.said.length = 0;
    bus.say({ type: 'withdrawn' });
    expect([session.state, document.cookie, codes()]).toEqual([
      { status: 'waiting', for: 'consent' },
      '',
      ['consent_withdrawn'],
    ]);
    expect(bus.said).not.toContainEqual({ type: 'withdrawn' });
    say(true);
    vendor.come();
    say(false);
    expect(bus.said).toContainEqual({ type: 'withdrawn' });
  });
});
