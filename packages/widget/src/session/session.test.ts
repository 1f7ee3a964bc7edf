import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DriftError } from '../errors';
import { clearPage, cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { createTokenDesk, unsignedToken } from '../../test-support/tokens';
import type { TokenDesk } from '../../test-support/tokens';
import { createSession } from './session';
import type { Session, SessionOptions } from './session';

const ann = { id: 'ann', email: 'ann@acme.com' };
const bob = { id: 'bob', email: 'bob@acme.com' };

let errors: DriftError[];
let vendor: ScriptedDrift;
let desk: TokenDesk;
let session: Session;

const make = (options: Partial<SessionOptions> = {}): Session =>
  createSession({ embedId: 'abcdefgh1234', onError: (error) => errors.push(error), ...options });
const signed = (options: Partial<SessionOptions> = {}): Session =>
  make({ getUserJwt: desk.getUserJwt, ...options });
const codes = (): string[] => errors.map(({ code }) => code);
const story = (): string[] => vendor.ledger.map(({ what, contact }) => `${what}:${contact ?? '-'}`);
const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);
const isHidden = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')].every(
    ({ style }) => style.visibility === 'hidden',
  );
const leaveCookiesOf = (id: string): void => {
  document.cookie = `drift_eid=${id}; path=/`;
  document.cookie = `drift_aid=aid-of-${id}; path=/`;
};

/** Brings the session to where somebody is identified and all has settled. */
async function identified(user = ann): Promise<void> {
  session.load();
  session.setUser(user);
  if (desk.requests.length > 0) desk.answer();
  await tick();
  vendor.come();
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  errors = [];
  vendor = createScriptedDrift();
  desk = createTokenDesk();
});
afterEach(() => {
  session.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('before load', () => {
  it('waits visibly for the app to say who is here', async () => {
    session = make();
    session.load();
    session.setUser(undefined);
    await tick(60_000);
    expect([session.state, session.identity]).toEqual([
      { status: 'waiting', for: 'user' },
      { status: 'unknown' },
    ]);
    expect(document.scripts).toHaveLength(0);
  });

  it('fetches the token first, and the visit is born as that contact', async () => {
    session = signed();
    session.load();
    session.setUser(ann);
    expect([session.state, document.scripts.length]).toEqual([{ status: 'waiting', for: 'token' }, 0]);
    desk.answer();
    await tick();
    vendor.come();
    expect(story()).toEqual(['identify:-', 'born:ann']);
    expect(vendor.ledger[0]?.detail).toMatchObject({ userJwt: expect.stringContaining('.') as string });
    expect(session.identity).toEqual({ status: 'identified', user: ann });
  });

  it('deletes cookies of another user before the script tag exists', async () => {
    leaveCookiesOf('stranger');
    session = make();
    session.load();
    session.setUser(ann);
    expect([cookie('drift_eid'), cookie('drift_aid'), vendor.scripts().length]).toEqual([
      undefined,
      undefined,
      1,
    ]);
  });

  it("keeps the person's own cookies", () => {
    leaveCookiesOf('ann');
    session = make();
    session.load();
    session.setUser(ann);
    expect(cookie('drift_aid')).toBe('aid-of-ann');
  });

  it('forgets the evidence of anybody when nobody is here', () => {
    leaveCookiesOf('ann');
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    expect(story()).toEqual(['born:-']);
    expect(cookie('drift_aid')).not.toBe('aid-of-ann');
  });

  it('keeps the anonymous visitor when nobody is here and nothing speaks against it', () => {
    document.cookie = 'drift_aid=visitor; path=/';
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    expect(cookie('drift_aid')).toBe('visitor');
  });

  it('loads nothing when a cookie could not be deleted, and names the cookie', async () => {
    leaveCookiesOf('ann');
    vi.spyOn(document, 'cookie', 'set').mockImplementation(() => undefined);
    session = make();
    session.load();
    const outcome = session.logout();
    expect([session.state, document.scripts.length]).toMatchObject([
      { status: 'failed', error: { code: 'not_forgotten' } },
      0,
    ]);
    expect(errors.at(-1)?.message).toContain('drift_eid');
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'not_forgotten' } });
  });
});

describe('login and logout', () => {
  it('delivers calls of the visitor before it identifies a user who logs in while Drift boots', () => {
    session = make();
    session.load();
    session.setUser(null);
    session.track('of the visitor');
    vendor.arrive();
    session.setUser(ann);
    session.track('of ann');
    vendor.ready();
    expect(story()).toEqual(['born:-', 'track:-', 'identify:ann', 'track:ann']);
    expect(codes()).toEqual([]);
  });

  it('uses a given token instead of a requested one, and aborts the request', async () => {
    session = signed();
    session.load();
    session.setUser(ann);
    session.identify('ann', { email: ann.email }, { userJwt: unsignedToken({ sub: 'ann' }) });
    vendor.come();
    await tick(60_000); // long past `tokenTimeout`
    expect([session.identity, codes()]).toEqual([{ status: 'identified', user: ann }, []]);
  });

  it('identifies a visitor who logs in, after what the visitor did', async () => {
    session = signed();
    session.load();
    session.setUser(null);
    session.track('seen_pricing');
    const login = session.login(ann);
    session.track('signed_in');
    desk.answer();
    await tick();
    vendor.come();
    expect(story()).toEqual(['identify:-', 'born:ann', 'track:ann']);
    await expect(login).resolves.toMatchObject({ status: 'identified' });
    expect(errors).toMatchObject([{ code: 'superseded', calls: ['track'] }]);
  });

  it('identifies live, delivers the calls of each to each, and marks the browser before', async () => {
    session = signed();
    session.load();
    session.setUser(null);
    vendor.come();
    session.track('as_visitor');
    void session.login(ann);
    session.track('as_ann');
    expect(cookie('driftkit_user')).toBeUndefined();
    desk.answer();
    await tick();
    expect(story()).toEqual(['born:-', 'track:-', 'identify:ann', 'track:ann']);
    expect(cookie('driftkit_user')).toBeDefined();
    expect(document.cookie).not.toContain('acme.com');
  });

  it('hides the chat and forgets before logout returns, and shows it again when the reset has settled', async () => {
    session = make();
    await identified();
    expect(isHidden()).toBe(false);
    const outcome = session.logout();
    expect([isHidden(), cookie('drift_eid'), cookie('driftkit_user'), session.state.status]).toEqual([
      true,
      undefined,
      undefined,
      'resetting',
    ]);
    session.track('as_visitor');
    vendor.ready();
    await expect(outcome).resolves.toEqual({ status: 'anonymous' });
    expect(isHidden()).toBe(false);
    expect(story()).toEqual(['identify:-', 'born:ann', 'reset:ann', 'born:-', 'track:-']);
  });

  it('never identifies the next person before the reset has settled', async () => {
    session = signed();
    await identified();
    session.setUser(bob);
    desk.answer();
    await tick();
    expect(story()).toEqual(['identify:-', 'born:ann', 'reset:ann']);
    vendor.ready();
    expect(story().slice(3)).toEqual(['born:-', 'identify:bob']);
    expect(session.identity).toMatchObject({ status: 'identified', user: bob });
  });

  it('takes Drift down, forgets and loads it afresh when a reset does not settle', async () => {
    session = signed({ resetTimeout: 2000 });
    await identified();
    session.setUser(bob);
    desk.answer();
    await tick(2000);
    expect(codes()).toEqual(['reset_unsettled']);
    vendor.come();
    expect(story().slice(3)).toEqual(['identify:-', 'born:bob']);
    expect(isHidden()).toBe(false);
  });

  it('believes no ready that leaves the old anonymous id in place', async () => {
    session = make();
    await identified();
    const aid = cookie('drift_aid');
    void session.logout();
    document.cookie = `drift_aid=${aid}; path=/`; // the vendor wrote it back
    vendor.ready();
    expect(codes()).toEqual(['reset_unsettled']);
  });

  it('throws a late token away: login, then logout at once, stays anonymous', async () => {
    session = signed();
    session.load();
    session.setUser(null);
    vendor.come();
    const aid = cookie('drift_aid');
    const login = session.login(ann);
    session.track('as_ann');
    const logout = session.logout();
    expect(desk.requests[0]?.signal.aborted).toBe(true);
    desk.answer();
    await tick();
    await expect(login).resolves.toEqual({ status: 'superseded' });
    await expect(logout).resolves.toEqual({ status: 'anonymous' });
    expect([story(), cookie('drift_aid')]).toEqual([['born:-'], aid]);
    expect(errors).toMatchObject([{ code: 'superseded', calls: ['track'] }]);
  });

  it("takes an identify back out of Drift's queue when the person leaves before the script comes", async () => {
    session = make();
    session.load();
    session.setUser(ann);
    void session.logout();
    vendor.come();
    expect(story()).toEqual(['born:-']);
    expect(session.identity).toEqual({ status: 'anonymous' });
  });

  it('covers and resets a visit whose identity Drift had already taken', async () => {
    session = make();
    session.load();
    session.setUser(ann);
    vendor.arrive();
    void session.logout();
    expect(session.state.status).toBe('resetting');
    session.track('as_visitor');
    vendor.ready();
    await tick();
    expect(isHidden()).toBe(true);
    vendor.ready();
    expect(story()).toEqual(['identify:-', 'born:ann', 'reset:ann', 'born:-', 'track:-']);
    expect(isHidden()).toBe(false);
  });

  it('sends changed attributes of the same person, and nothing for an equal user', async () => {
    session = make();
    await identified();
    session.setUser({ ...ann });
    session.setUser({ ...ann, plan: 'pro' });
    expect(vendor.ledger.slice(2)).toMatchObject([
      { what: 'attributes', contact: 'ann', detail: { plan: 'pro' } },
    ]);
    expect(vendor.ledger[2]?.detail).toEqual({ plan: 'pro' }); // only what has changed
  });

  it('tells nobody of an equal user, and hands out the user who was set first', async () => {
    session = make();
    await identified();
    const { identity } = session;
    const listener = vi.fn();
    session.subscribeIdentity(listener);
    session.setUser({ ...ann });
    expect([listener.mock.calls, session.identity === identity]).toEqual([[], true]);
  });

  it('reloads for every change where the team chose so', async () => {
    session = signed({ identityChange: 'reload' });
    await identified();
    session.setUser(bob);
    desk.answer();
    await tick();
    vendor.come();
    expect(story()).toEqual(['identify:-', 'born:ann', 'identify:-', 'born:bob']);
  });

  it('logs out without ever having loaded', async () => {
    leaveCookiesOf('ann');
    session = make();
    await expect(session.logout()).resolves.toEqual({ status: 'anonymous' });
    expect([cookie('drift_eid'), document.scripts.length]).toEqual([undefined, 0]);
  });

  it('keeps the calls made while nobody knew for the first one decided', () => {
    session = make();
    session.track('early');
    session.load();
    session.setUser(ann);
    vendor.come();
    expect(story().at(-1)).toBe('track:ann');
  });

  it("says Drift's own words for login and logout", async () => {
    session = make();
    session.load();
    session.identify('ann', { plan: 'pro' });
    vendor.come();
    expect(session.identity).toMatchObject({ status: 'identified', user: { id: 'ann', plan: 'pro' } });
    session.reset();
    vendor.ready();
    expect(session.identity).toEqual({ status: 'anonymous' });
  });
});

describe('tokens', () => {
  it('never identifies unsigned: without a token the visitor is anonymous, and the calls of the person are held', async () => {
    session = signed({ tokenTimeout: 1000 });
    session.load();
    const login = session.login(ann);
    session.track('as_ann');
    await tick(1000);
    await expect(login).resolves.toMatchObject({ status: 'failed', error: { code: 'token_failed' } });
    vendor.come();
    expect(story()).toEqual(['born:-']);
    expect(session.identity).toMatchObject({ status: 'failed', error: { code: 'token_failed' } });
    window.dispatchEvent(new Event('online'));
    desk.answer(null); // to the request that was given up: too late to log anybody out
    desk.answer();
    await tick();
    expect(story()).toEqual(['born:-', 'identify:ann', 'track:ann']);
  });

  it('tries a transient failure again before it gives up', async () => {
    session = signed();
    session.load();
    session.setUser(ann);
    desk.fail(new Error('503'));
    await tick(500);
    desk.answer();
    await tick();
    vendor.come();
    expect([story(), errors]).toEqual([['identify:-', 'born:ann'], []]);
  });

  it('keeps chat away where the team wants none without a token', async () => {
    session = signed({ whenTokenFails: 'unavailable', tokenTimeout: 500 });
    session.load();
    session.setUser(ann);
    await tick(500);
    expect([session.state, document.scripts.length]).toMatchObject([
      { status: 'failed', error: { code: 'token_failed' } },
      0,
    ]);
  });

  it('takes the chat of the visitor away for as long as the person who logged in has no token', async () => {
    session = signed({ whenTokenFails: 'unavailable', tokenTimeout: 500 });
    session.load();
    session.setUser(null);
    vendor.come();
    session.setUser(ann);
    await tick(500);
    expect([session.state.status, document.querySelectorAll('.drift-conductor-item').length]).toEqual([
      'failed',
      0,
    ]);
    desk.answer(null); // too late: it was given up
    session.setUser(ann);
    desk.answer();
    await tick();
    vendor.come();
    expect([session.state.status, vendor.contact]).toEqual(['ready', 'ann']);
  });

  it('takes null for logged out', async () => {
    leaveCookiesOf('ann');
    session = signed();
    session.load();
    const login = session.login(ann);
    desk.answer(null);
    await tick();
    vendor.come();
    await expect(login).resolves.toMatchObject({ status: 'failed', error: { code: 'not_logged_in' } });
    expect([story(), session.identity]).toEqual([['born:-'], { status: 'anonymous' }]);
  });

  it.each([
    ['of somebody else', unsignedToken({ sub: 'bob' })],
    ['with a number for sub', unsignedToken({ sub: 12 })],
    ['without a signature', unsignedToken({ sub: 'ann' }, { alg: 'none' })],
    ['that never lived', unsignedToken({ sub: 'ann', iat: 20, exp: 20 })],
    ['that is none', 'hello'],
  ])('refuses a token %s before use, and does not print it', async (_, token) => {
    session = signed();
    session.load();
    session.setUser(ann);
    desk.answer(token);
    await tick();
    expect(codes()).toEqual(['token_invalid']);
    expect(errors[0]?.message).not.toContain(token);
  });

  it('counts the life of a token from its arrival, whatever the clock of the browser says', async () => {
    session = signed();
    session.load();
    session.setUser(ann);
    desk.answer(unsignedToken({ sub: 'ann', iat: 1_000, exp: 1_060 })); // 1970, by this clock
    await tick();
    vendor.come();
    expect(session.identity.status).toBe('identified');
  });

  it('asks for a fresh token when the one it holds has run out before use', async () => {
    session = signed();
    await identified();
    session.setUser(bob);
    desk.answer(unsignedToken({ sub: 'bob', iat: 0, exp: 2 }));
    await tick(3000);
    vendor.ready();
    expect(desk.requests.map(({ id }) => id)).toEqual(['ann', 'bob', 'bob']);
    desk.answer();
    await tick();
    expect(story().at(-1)).toBe('identify:bob');
  });
});

describe('a Drift we did not bring', () => {
  it('hides a live Drift until the app sets a user, and resets it when it holds another user', async () => {
    window.drift = window.driftt = [] as never;
    leaveCookiesOf('stranger');
    vendor.come();
    session = make();
    session.load();
    expect(isHidden()).toBe(true);
    session.setUser(ann);
    await tick();
    vendor.ready();
    expect(story()).toEqual(['born:stranger', 'reset:stranger', 'born:-', 'identify:ann']);
    expect(isHidden()).toBe(false);
  });

  it('resets a Drift that loads late and may hold a person', async () => {
    session = make({ timeout: 1000 });
    session.load();
    session.setUser(ann);
    vendor.arrive();
    await tick(1000);
    expect(session.identity).toMatchObject({ status: 'failed', error: { code: 'timeout' } });
    void session.logout();
    vendor.ready();
    await tick();
    vendor.ready();
    expect(story().slice(-2)).toEqual(['reset:ann', 'born:-']);
  });
});

describe('consent', () => {
  it('consent is no longer awaited after unload()', () => {
    session = make({ when: { waitsFor: 'consent', start: () => () => undefined } });
    session.load();
    session.unload();
    expect(session.state).toEqual({ status: 'idle' });
  });

  it('consent decides before the login: withdrawn, Drift and its cookies are removed; given again, the user is identified again', async () => {
    let say: (yes: boolean) => void = () => undefined;
    session = make({
      when: {
        waitsFor: 'consent',
        start: (told) => {
          say = told;
          return () => undefined;
        },
      },
    });
    session.load();
    session.setUser(ann);
    expect([session.state, document.cookie]).toEqual([{ status: 'waiting', for: 'consent' }, '']);
    say(true);
    vendor.come();
    say(false);
    expect([session.state, window.drift, document.cookie]).toEqual([
      { status: 'waiting', for: 'consent' },
      undefined,
      '',
    ]);
    session.setUser({ ...ann, plan: 'pro' });
    expect(document.scripts).toHaveLength(0);
    say(true);
    vendor.come();
    expect([vendor.contact, codes()]).toEqual(['ann', ['consent_withdrawn']]);
  });
});

describe('promises', () => {
  it('takes down an own Drift that came and stayed silent, and loads another', async () => {
    session = make({ timeout: 1000, retries: 0 });
    session.load();
    session.setUser(ann);
    vendor.arrive();
    await tick(1000);
    expect([session.state.status, vendor.phase]).toEqual(['failed', 'booting']);
    session.load();
    expect([session.state.status, vendor.phase, vendor.scripts().length]).toEqual(['loading', 'unloaded', 1]);
    vendor.come();
    expect([session.identity.status, vendor.contact]).toEqual(['identified', 'ann']);
  });

  it('settles a login when the script cannot be had, and load tries again with the same person', async () => {
    session = make({ retries: 0 });
    session.load();
    const login = session.login(ann);
    vendor.fail();
    await expect(login).resolves.toMatchObject({ status: 'failed', error: { code: 'blocked' } });
    session.load();
    vendor.come();
    expect(session.identity).toMatchObject({ status: 'identified' });
  });

  it('refuses a user without an id, and changes nothing', async () => {
    session = make();
    await expect(session.login({ id: '' })).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'bad_call' },
    });
    expect(session.identity).toEqual({ status: 'unknown' });
  });

  it('supersedes what waits when it is closed', async () => {
    session = make();
    const login = session.login(ann);
    session.close();
    await expect(login).resolves.toEqual({ status: 'superseded' });
    await expect(session.logout()).resolves.toEqual({ status: 'superseded' });
  });
});
