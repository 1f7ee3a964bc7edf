/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-member-access, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-argument, typescript/no-unsafe-return -- misuse and foreign code have no types */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installTabBus } from '../../test-support/tab-bus';
import type { TabBus } from '../../test-support/tab-bus';
import { clearPage, cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { createTokenDesk, unsignedToken } from '../../test-support/tokens';
import type { TokenDesk } from '../../test-support/tokens';
import { hashOf } from '../association';
import { createDrift } from '../drift';
import type { Drift } from '../drift';
import type { DriftOptions } from '../options';
import type { DriftError } from '../errors';
import { onConsent } from '../triggers/on-consent';
import { createSession } from './session';
import type { Session, SessionOptions } from './session';

const ann = { id: 'ann', email: 'ann@acme.com' };
const bob = { id: 'bob', email: 'bob@acme.com' };
let bus: TabBus;
let errors: DriftError[];
let vendor: ScriptedDrift;
let desk: TokenDesk;
let session: Session;
let sessions: Session[] = [];

const make = (options: Partial<SessionOptions> = {}): Session => {
  const made = createSession({
    embedId: 'abcdefgh1234',
    retries: 0,
    onError: (error) => errors.push(error),
    ...options,
  });
  sessions.push(made);
  return made;
};
const plain = (options: Partial<DriftOptions> = {}): Drift =>
  createDrift({ embedId: 'abcdefgh1234', retries: 0, onError: (error) => errors.push(error), ...options });
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
async function identified(user = ann): Promise<void> {
  session.load();
  session.setUser(user);
  if (desk.requests.length > 0) desk.answer();
  await tick();
  vendor.come();
  bus.said.length = 0;
}
/** pending | value | rejected code */
async function settled(promise: Promise<unknown>): Promise<unknown> {
  let result: unknown = 'pending';
  promise.then(
    (value) => (result = value),
    (error: DriftError) => (result = `rejected:${error.code}`),
  );
  await tick(60_000);
  return result;
}
function otherTab(id: string | null): void {
  for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
    document.cookie = `${name}=; path=/; max-age=-1`;
  if (id !== null) document.cookie = `driftkit_user=${hashOf(id)}; path=/`;
  bus.say({ type: 'person', hash: id === null ? null : hashOf(id) });
}
function foreignDriftOf(id: string): void {
  window.drift = window.driftt = [] as never;
  leaveCookiesOf(id);
  vendor.come();
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  bus = installTabBus();
  errors = [];
  sessions = [];
  vendor = createScriptedDrift();
  desk = createTokenDesk();
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const one of sessions) {
    try {
      one.close();
    } catch {
      /* */
    }
  }
  delete (globalThis as any)[Symbol.for('driftkit.page.1')];
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a token that runs out', () => {
  it('does not freeze the page when a token in hand runs out and there is no getUserJwt', async () => {
    session = make();
    session.identify('ann', {}, { userJwt: unsignedToken({ sub: 'ann', iat: 0, exp: 300 }) });
    await tick(301_000);
    let asked = 0;
    const now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => {
      if (++asked > 1000) throw new Error('the session asks for the time for ever');
      return now;
    });
    expect(() => session.load()).not.toThrow();
  });
});

describe('calls from within listeners', () => {
  it('gives a call made after a logout in a listener of ready to the visitor, not to the person who left', async () => {
    session = make();
    session.on('ready', () => {
      if (session.identity.status === 'anonymous') return;
      void session.logout();
      session.track('as_visitor');
    });
    session.load();
    session.setUser(ann);
    vendor.come();
    expect(story()).not.toContain('track:ann');
  });
  it('gives a call made after a switch in a listener of the state to the next person', async () => {
    session = make();
    session.subscribe((state) => {
      if (state.status !== 'ready') return;
      session.setUser(bob);
      session.track('of_bob');
    });
    session.load();
    session.setUser(ann);
    vendor.come();
    expect(story()).not.toContain('track:ann');
  });
  it('settles a login of the same person after a logout, both said in a listener', async () => {
    session = make();
    await identified();
    let login: Promise<unknown> | undefined;
    session.subscribeIdentity((identity) => {
      if (login || identity.status !== 'identified') return;
      void session.logout();
      login = session.login(ann);
    });
    session.setUser({ ...ann, plan: 'pro' });
    await tick();
    vendor.ready();
    expect(await settled(login!)).toMatchObject({ status: 'identified' });
  });
  it('keeps a createDrift from identifying onto the person of a live session', async () => {
    const drift = plain();
    drift.identify('ann');
    session = signed();
    session.load();
    session.setUser(bob);
    desk.answer();
    await tick();
    vendor.come();
    drift.load();
    await tick();
    expect(story()).toEqual(['identify:-', 'born:bob']);
  });
  it("takes its identity out of Drift's queue when it is closed", async () => {
    session = make();
    session.load();
    session.setUser(ann);
    session.close();
    const next = make();
    next.load();
    next.setUser(bob);
    vendor.come();
    expect(
      vendor.ledger.filter(({ what }) => what === 'identify').map(({ detail }) => (detail as any).id),
    ).toEqual(['bob']);
  });
});

describe('a stranger', () => {
  it("keeps a stranger's live Drift hidden while the token is on its way", async () => {
    foreignDriftOf('stranger');
    session = signed();
    session.load();
    expect(isHidden()).toBe(true);
    session.setUser(bob);
    await tick();
    expect([vendor.contact, isHidden()]).toEqual(['stranger', true]);
  });
  it("keeps a stranger's live Drift hidden when the team wants no chat without a token", async () => {
    foreignDriftOf('stranger');
    session = signed({ whenTokenFails: 'unavailable', tokenTimeout: 500 });
    session.load();
    session.setUser(bob);
    await tick(1000);
    expect([vendor.contact, isHidden()]).toEqual(['stranger', true]);
  });
  it("keeps a stranger's live Drift hidden when it never says that it is ready", async () => {
    foreignDriftOf('stranger');
    const on = window.drift!.on!;
    window.drift!.on = (event: string, handler: any) => (event === 'ready' ? undefined : on(event, handler));
    session = make();
    session.load();
    session.setUser(null);
    await tick(15_000);
    expect([vendor.contact, session.state.status, isHidden()]).toEqual(['stranger', 'failed', true]);
  });
  it('covers a frame whose class comes after it was added', async () => {
    session = make();
    await identified();
    void session.logout();
    const host = document.createElement('div');
    document.body.append(host);
    await tick();
    host.className = 'drift-conductor-item';
    await tick();
    expect(isHidden()).toBe(true);
  });
});

describe('other tabs', () => {
  it('does not fight the tab in which the same person has a token, when its own failed', async () => {
    session = signed({ tokenTimeout: 500 });
    session.load();
    session.setUser(ann);
    await tick(500);
    vendor.come();
    expect(session.identity.status).toBe('failed');
    bus.said.length = 0;
    document.cookie = `driftkit_user=${hashOf('ann')}; path=/`;
    document.cookie = 'drift_eid=ann; path=/';
    bus.say({ type: 'person', hash: hashOf('ann') });
    await tick();
    expect([cookie('drift_eid'), cookie('driftkit_user'), bus.said]).toEqual(['ann', hashOf('ann'), []]);
  });
  it('reports no disagreement when the other tab came back to the same person', async () => {
    session = make();
    await identified();
    otherTab(null);
    otherTab('ann');
    session.setUser(ann);
    vendor.come();
    expect(codes()).toEqual([]);
  });
  it('tells the other tabs of a logout on a page that never loads chat', async () => {
    leaveCookiesOf('ann');
    session = make();
    await session.logout();
    expect(bus.said).toContainEqual({ type: 'person', hash: null });
  });
  it('a withdrawal leaves the other tab its person, so that consent given again brings chat back', async () => {
    let say: (yes: boolean) => void = () => undefined;
    session = make({ when: onConsent((told) => void (say = told)) });
    session.load();
    say(true);
    session.setUser(ann);
    vendor.come();
    bus.said.length = 0;
    say(false);
    expect(bus.said).toEqual([{ type: 'withdrawn' }]);
  });
  it('load does not throw where BroadcastChannel is refused', () => {
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        }
      },
    );
    session = make();
    expect(() => session.load()).not.toThrow();
  });
  it("with null from the server does not delete another person's cookies of another tab", async () => {
    session = signed();
    await identified();
    otherTab('bob');
    desk.answer(null);
    await tick();
    expect([cookie('driftkit_user'), bus.said]).toEqual([hashOf('bob'), []]);
  });
});

describe('promises', () => {
  it('rejects ready when a cookie would not go', async () => {
    leaveCookiesOf('ann');
    vi.spyOn(document, 'cookie', 'set').mockImplementation(() => undefined);
    session = make();
    session.load();
    session.setUser(null);
    expect(session.state.status).toBe('failed');
    expect(await settled(session.ready)).toBe('rejected:not_forgotten');
  });
  it('rejects ready of a second session', async () => {
    session = make();
    session.load();
    const second = make();
    second.load();
    expect(await settled(second.ready)).toBe('rejected:conflict');
  });
  it('a load in onError has a ready of its own (createDrift)', async () => {
    let tries = 0;
    const drift: Drift = plain({ onError: () => void (tries++ === 0 && drift.load()) });
    drift.load();
    vendor.fail();
    await tick();
    vendor.come();
    expect([drift.state.status, await settled(drift.ready)]).toMatchObject(['ready', { payload: {} }]);
  });
  it('a load in onError really tries again (createSession)', async () => {
    let tries = 0;
    session = make({ onError: () => void (tries++ === 0 && session.load()) });
    session.load();
    session.setUser(null);
    vendor.fail();
    await tick();
    expect([session.state.status, vendor.scripts().length]).toEqual(['loading', 1]);
  });
  it('settles ready when it is closed', async () => {
    session = make();
    session.load();
    const { ready } = session;
    session.close();
    expect(await settled(ready)).not.toBe('pending');
  });
  it('logout says failed when Drift could not be reset', async () => {
    vendor = createScriptedDrift({ unload: false });
    session = make();
    await identified();
    const logout = session.logout();
    expect(await settled(logout)).toMatchObject({ status: 'failed' });
  });
  it('ready of a createDrift settles where document.cookie is refused', async () => {
    vi.spyOn(document, 'cookie', 'get').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    const drift = plain({ timeout: 1000 });
    drift.load();
    let thrown: unknown;
    try {
      await tick(1000);
    } catch (error) {
      thrown = error;
    }
    expect([thrown, drift.state.status]).toMatchObject([undefined, 'failed']);
  });
  it('an attempt begun by load() has a ready of its own, also while it waits', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.fail();
    otherTab('zoe');
    session.load();
    expect(session.state).toEqual({ status: 'waiting', for: 'user' });
    expect(await settled(session.ready)).toBe('pending');
  });
});

describe('a closed session', () => {
  it('adds no script after close', async () => {
    session = make({ retries: 2 });
    session.load();
    session.setUser(null);
    vendor.fail();
    session.close();
    await tick(10_000);
    expect(vendor.scripts()).toHaveLength(0);
  });
  it('a closed session does not claim the page again', () => {
    session = make();
    session.load();
    session.close();
    session.load();
    const next = make();
    next.load();
    expect([next.state.status, bus.listening]).toEqual(['waiting', 1]);
  });
  it('says what a call after close cost', async () => {
    session = make();
    session.load();
    session.setUser(null);
    session.track('before');
    session.close();
    vendor.come();
    session.track('after');
    await tick(60_000);
    expect(errors.flatMap(({ calls }) => calls)).toEqual(['track', 'track']);
  });
  it('leaves no timer behind', async () => {
    session = make();
    await identified();
    void session.logout();
    session.close();
    expect(vi.getTimerCount()).toBe(0);
  });
  it('is not a user of the page any more', async () => {
    session = make();
    session.load();
    session.setUser(null);
    session.close();
    expect((globalThis as any)[Symbol.for('driftkit.page.1')].users.size).toBe(0);
  });
});

describe('two instances', () => {
  it("a second session cannot take the first one's Drift off the page", async () => {
    session = make();
    await identified();
    const second = make();
    second.load();
    second.unload();
    await tick();
    expect([session.state.status, document.querySelectorAll('.drift-conductor-item').length]).toEqual([
      'ready',
      2,
    ]);
  });
  it('knows that Drift is gone when another instance took it down', async () => {
    let say: (yes: boolean) => void = () => undefined;
    const drift = plain({
      when: {
        waitsFor: 'consent',
        start: (told) => {
          say = told;
          return () => undefined;
        },
      },
    });
    drift.load();
    say(true);
    session = make();
    await identified();
    say(false);
    await tick();
    session.load();
    await tick();
    expect([session.state.status, vendor.scripts().length]).toEqual(['loading', 1]);
  });
  it('identifies again on the Drift that another instance brought', async () => {
    const drift = plain();
    drift.load();
    vendor.come();
    drift.reset(); // before the session is there
    session = make();
    session.load();
    session.setUser(ann);
    await tick(5000); // unsettled: drift takes Drift down, forgets, boots
    vendor.come();
    await tick();
    expect([session.identity.status, vendor.contact]).toEqual(['identified', 'ann']);
  });
  it('says conflict when another instance identifies somebody beside a live session', async () => {
    session = make();
    await identified();
    const second = make();
    void second.login({ id: 'bob' });
    expect([codes(), cookie('drift_eid'), vendor.contact]).toEqual([['conflict'], 'ann', 'ann']);
  });
});

describe('what throws', () => {
  const odd = Object.create(null) as never;
  it.each<[string, (s: Session) => void]>([
    ['a bigint e-mail', (s) => s.setUser({ id: 'ann', email: 1n as never })],
    [
      'a circular e-mail',
      (s) => {
        const a: any = {};
        a.a = a;
        s.setUserAttributes({ email: a });
      },
    ],
    ['a bigint event', (s) => s.track(1n as never)],
    ['a symbol event name', (s) => void s.on(Symbol('x') as never, 1 as never)],
    ['a listener without prototype', (s) => void s.on('chatOpen', odd)],
    ['an id without prototype', (s) => s.api.goToConversation(odd)],
    ['a bigint interaction', (s) => s.api.startInteraction({ interactionId: 1n as never })],
    [
      'a getter that throws',
      (s) =>
        s.setUserAttributes({
          get plan(): string {
            throw new Error('x');
          },
        }),
    ],
    [
      'a config getter that throws',
      (s) =>
        s.config({
          get locale(): string {
            throw new Error('x');
          },
        }),
    ],
  ])('%s', (_, run) => {
    session = make();
    expect(() => run(session)).not.toThrow();
  });
  it('survives a trigger that throws', () => {
    session = make({
      when: {
        waitsFor: 'idle',
        start() {
          throw new Error('x');
        },
      },
    });
    expect(() => session.load()).not.toThrow();
  });
  it('survives a scriptUrl that throws, and loads when it gives an address', async () => {
    let bad = true;
    session = make({
      scriptUrl: (id) => {
        if (bad) throw new Error('x');
        return `https://a.b/include/1/${id}.js`;
      },
    });
    session.setUser(null);
    let thrown: unknown;
    try {
      session.load();
    } catch (error) {
      thrown = error;
    }
    await tick();
    bad = false;
    try {
      session.load();
    } catch {
      /* */
    }
    await tick(20_000);
    expect([thrown, vendor.scripts().length]).toEqual([undefined, 1]);
  });
  it('survives a foreign Drift whose method throws', async () => {
    foreignDriftOf('stranger');
    window.drift!.config = () => {
      throw new Error('x');
    };
    session = make({ config: { locale: 'en' } });
    session.load();
    let thrown: unknown;
    try {
      session.setUser(null);
    } catch (error) {
      thrown = error;
    }
    const logout = session.logout();
    await tick();
    vendor.ready();
    expect([thrown, await settled(logout)]).toEqual([undefined, { status: 'anonymous' }]);
  });
  it.each<[string, object]>([
    ['getUserJwt', { getUserJwt: '/api' }],
    ['tokenTimeout', { tokenTimeout: 'soon' }],
    ['identityChange', { identityChange: 'relaod' }],
    ['whenTokenFails', { whenTokenFails: 'nothing' }],
    ['scriptUrl', { scriptUrl: 42 }],
    ['when', { when: [{}] }],
    ['onError', { onError: 'log' }],
    ['config', { config: 'de' }],
  ])('refuses a wrong %s at once', (_, options) => {
    expect(() => createSession({ embedId: 'abcdefgh1234', ...options })).toThrow(TypeError);
  });
});

describe('the script', () => {
  it('takes a Drift away whose script was on its way when consent was withdrawn', async () => {
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
    say(true);
    session.setUser(null);
    const [script] = vendor.scripts();
    say(false);
    // A browser runs a script that was removed while it was fetched, and says `load` (tried in Chromium).
    window.drift = window.driftt = [] as never;
    vendor.arrive();
    script!.dispatchEvent(new Event('load'));
    vendor.ready();
    await tick(5000);
    expect([document.querySelectorAll('.drift-conductor-item').length, cookie('drift_aid')]).toEqual([
      0,
      undefined,
    ]);
  });
  it('load after no_drift brings a new script, also when the page has no resource timing entry', async () => {
    const drift = plain();
    drift.load();
    const [script] = vendor.scripts();
    script!.dispatchEvent(new Event('load'));
    await tick(1000);
    expect(codes()).toEqual(['no_drift']);
    drift.load();
    expect([vendor.scripts().length, vendor.scripts()[0] === script]).toEqual([1, false]);
  });
  it('an unload while the state says loading stops the load', async () => {
    const drift = plain();
    drift.subscribe(({ status }) => status === 'loading' && drift.unload());
    drift.load();
    await tick();
    expect([drift.state.status, vendor.scripts().length]).toEqual(['idle', 0]);
  });
  it('holds calls after an unload in a listener of ready', async () => {
    const drift = plain();
    drift.subscribe(({ status }) => status === 'ready' && drift.unload());
    drift.load();
    vendor.come();
    await tick();
    errors.length = 0;
    drift.track('later');
    expect(codes()).toEqual([]);
  });
  it('calls a listener of ready once, added in a listener of the state', async () => {
    const drift = plain();
    const listener = vi.fn();
    drift.subscribe(({ status }) => status === 'ready' && void drift.on('ready', listener));
    drift.load();
    vendor.come();
    await tick();
    expect(listener).toHaveBeenCalledTimes(1);
  });
});

describe('small print', () => {
  it('stating an equal user tells nobody', async () => {
    session = make();
    await identified();
    const listener = vi.fn();
    session.subscribeIdentity(listener);
    session.setUser({ ...ann });
    expect(listener).not.toHaveBeenCalled();
  });
  it('reports a page whose name is no string', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    session.page(5 as never);
    expect([codes(), vendor.ledger.at(-1)?.detail]).not.toEqual([[], 5]);
  });
  it('startInteraction with 0 or NaN is reported', () => {
    session = make();
    session.api.startInteraction({ interactionId: 0 });
    session.api.startInteraction({ interactionId: NaN });
    expect(codes()).toEqual(['bad_call', 'bad_call']);
  });
  it('hands no click event to Drift as a message', () => {
    vendor = createScriptedDrift();
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    const said = vi.fn();
    (window.drift!.api as any).showWelcomeMessage = said;
    (session.api.showWelcomeMessage as any)(new Event('click'));
    expect(said.mock.calls[0]?.[0] instanceof Event).toBe(false);
  });
  it('a flight that fails does not take away a token in hand', async () => {
    session = signed({ tokenTimeout: 500 });
    session.load();
    session.setUser(null);
    vendor.come();
    void session.login(bob);
    desk.answer();
    await tick();
    session.setUser(ann); // resetting
    session.identify('ann', {}, { userJwt: unsignedToken({ sub: 'ann', iat: 0, exp: 300 }) });
    await tick(600);
    vendor.ready();
    expect(story().at(-1)).toBe('identify:ann');
  });
  it('keeps no timer of an earlier departure', async () => {
    session = make({ timeout: 60_000 });
    session.load();
    session.setUser(ann);
    vendor.arrive();
    session.setUser(null); // leaving at 0
    await tick(1000);
    session.unload();
    vendor = createScriptedDrift();
    session.setUser(ann);
    session.load();
    vendor.arrive();
    await tick(3000);
    session.setUser(null); // leaving at 4000
    await tick(1500);
    expect(session.state.status + codes().join()).toBe('resetting');
  });
  it('null of the token endpoint forgets the person, also when Drift cannot be had', async () => {
    leaveCookiesOf('ann');
    session = signed();
    session.load();
    session.setUser(ann);
    desk.answer();
    await tick();
    vendor.fail();
    session.setUser({ ...bob });
    session.setUser(ann);
    desk.answer(null);
    desk.answer(null);
    await tick();
    expect([session.identity.status, cookie('drift_eid')]).toEqual(['anonymous', undefined]);
  });
  it('has forgotten before a logout in a listener returns', async () => {
    session = make();
    let left: unknown = 'not asked';
    session.on('ready', () => {
      if (left !== 'not asked') return;
      void session.logout();
      left = cookie('drift_eid');
    });
    session.load();
    session.setUser(ann);
    vendor.come();
    expect(left).toBeUndefined();
  });
  it('reports what was still to be delivered when a vendor method unloads', async () => {
    session = make();
    session.load();
    session.setUser(null);
    session.track('one');
    session.track('two');
    const { track } = { track: 0 };
    vendor.arrive();
    window.drift!.track = () => session.unload();
    vendor.ready();
    expect(errors.flatMap(({ calls }) => calls)).toEqual(['track']);
    void track;
  });
});

describe('a stranger, and scripts on their way', () => {
  it("resets a stranger's live Drift when the app says that nobody is here", async () => {
    foreignDriftOf('stranger');
    session = make();
    session.load();
    session.setUser(null);
    await tick();
    expect([story(), isHidden()]).toEqual([['born:stranger', 'reset:stranger'], true]);
  });
  it("resets a stranger's live Drift when the logout came before the load", async () => {
    foreignDriftOf('stranger');
    session = make();
    void session.logout();
    session.load();
    await tick();
    expect([story(), isHidden()]).toEqual([['born:stranger', 'reset:stranger'], true]);
  });
  it("hides a Drift that somebody else's snippet boots while the token is on its way", async () => {
    leaveCookiesOf('stranger');
    session = signed();
    session.load();
    session.setUser(bob);
    window.drift = window.driftt = [] as never;
    vendor.come();
    await tick();
    expect([vendor.contact, isHidden()]).toEqual(['stranger', true]);
  });
  it('gives no held call of a createDrift to the person of a session', async () => {
    const drift = plain();
    drift.track('of_whoever_was_here');
    session = make();
    session.load();
    session.setUser(bob);
    vendor.come();
    drift.load();
    await tick();
    expect(story()).not.toContain('track:bob');
  });
  it('uses a script that is still on its way instead of adding another', () => {
    session = make();
    session.load();
    session.setUser(null);
    const first = vendor.scripts()[0];
    session.unload();
    session.load();
    expect(vendor.scripts()[0] === first).toBe(true);
  });
  it('logout never rejects, and the next one works, where a cookie read threw once', async () => {
    session = make();
    session.load();
    const spy = vi.spyOn(document, 'cookie', 'get').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    const first = await settled(session.logout());
    spy.mockRestore();
    expect([String(first).startsWith('rejected'), await settled(session.logout())]).toEqual([
      false,
      { status: 'anonymous' },
    ]);
  });
  it('adds no script after consent was withdrawn in a listener', async () => {
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
    session.subscribe(({ status }) => status === 'loading' && say(false));
    session.setUser(null);
    session.load();
    say(true);
    await tick();
    expect([session.state, vendor.scripts().length]).toEqual([{ status: 'waiting', for: 'consent' }, 0]);
  });
  it('reports what a trigger cannot answer', async () => {
    const start = (_: unknown, fail?: (cause: unknown) => void) => {
      fail?.(new Error('x'));
      return () => undefined;
    };
    session = make({ when: { waitsFor: 'consent', start } as never });
    session.load();
    expect(codes()).toEqual(['callback_threw']);
  });
  it('a closed session boots nothing when another instance brings a new Drift', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    session.close();
    const drift = plain();
    drift.load();
    await tick();
    drift.unload();
    drift.load();
    await tick();
    expect(session.state.status).not.toBe('loading');
  });
  it('fights no tab however often it speaks of the same person', async () => {
    session = signed({ tokenTimeout: 500 });
    session.load();
    session.setUser(ann);
    await tick(500);
    vendor.come();
    let rounds = 0;
    for (let n = 0; n < 5; n++) {
      bus.said.length = 0;
      document.cookie = `driftkit_user=${hashOf('ann')}; path=/`;
      bus.say({ type: 'person', hash: hashOf('ann') });
      await tick();
      vendor.ready();
      await tick();
      if (bus.said.some((m: any) => m.hash === null)) rounds++;
    }
    expect(rounds).toBe(0);
  });
});
describe('resets and arguments', () => {
  it('judges a reset that is ready before it returns', async () => {
    session = make();
    await identified();
    const aid = cookie('drift_aid');
    const reset = window.drift!.reset as any;
    (window.drift as any).reset = () => {
      reset();
      document.cookie = `drift_aid=${aid}; path=/`;
      vendor.ready();
    };
    void session.logout();
    expect(codes()).toEqual(['reset_unsettled']);
  });
  it('keeps api arguments that are arrays or class instances', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    const said = vi.fn();
    (window.drift!.api as any).collectFormData = said;
    session.api.collectFormData(new FormData() as never, { campaignId: 1 });
    const nested = { a: { b: 1 } };
    session.api.collectFormData(nested, { campaignId: 1 });
    expect(said.mock.calls[0]?.[0] instanceof FormData || codes().length > 0).toBe(true);
  });
  it('arguments are copied at the call, nested ones too', async () => {
    session = make();
    session.load();
    session.setUser(null);
    const form = { answers: { name: 'ann' } };
    session.api.collectFormData(form, { campaignId: 1 });
    form.answers.name = 'bob';
    const said = vi.fn();
    vendor.arrive();
    (window.drift!.api as any).collectFormData = said;
    vendor.ready();
    expect(said.mock.calls[0]?.[0]).toEqual({ answers: { name: 'ann' } });
  });
});
