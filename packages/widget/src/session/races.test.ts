/** Races found by random scripts. Each was a bug before. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearPage, cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { refuseCookies } from '../../test-support/stubborn-cookies';
import { installTabBus } from '../../test-support/tab-bus';
import type { TabBus } from '../../test-support/tab-bus';
import { createTokenDesk } from '../../test-support/tokens';
import type { TokenDesk } from '../../test-support/tokens';
import { hashOf } from '../association';
import type { DriftError } from '../errors';
import { createSession } from './session';
import type { Session, SessionOptions } from './session';

const ann = { id: 'ann' };
const bob = { id: 'bob' };
let bus: TabBus;
let errors: DriftError[];
let answerTo: ((error: DriftError) => void) | undefined;
let vendor: ScriptedDrift;
let desk: TokenDesk;
let session: Session;
let obey: () => void;

const make = (options: Partial<SessionOptions> = {}): Session =>
  createSession({
    embedId: 'abcdefgh1234',
    retries: 0,
    onError(error) {
      errors.push(error);
      const answer = answerTo;
      answerTo = undefined;
      answer?.(error);
    },
    ...options,
  });
const codes = (): string[] => errors.map(({ code }) => code);
const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);
const isHidden = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')].every(
    ({ style }) => style.visibility === 'hidden',
  );
const identities = (): unknown[] =>
  vendor.ledger.filter(({ what }) => what === 'identify').map(({ before }) => before);

function bootForeign(id: string): void {
  document.cookie = `drift_eid=${id}; path=/`;
  window.drift = window.driftt = [] as never;
  vendor.come();
}
function otherTab(id: string | null): void {
  for (const name of ['drift_eid', 'drift_aid', 'driftkit_user'])
    document.cookie = `${name}=; path=/; max-age=-1`;
  if (id !== null) document.cookie = `drift_eid=${id}; path=/`;
  if (id !== null) document.cookie = `driftkit_user=${hashOf(id)}; path=/`;
  bus.say({ type: 'person', hash: id === null ? null : hashOf(id) });
}
async function identified(): Promise<void> {
  session.load();
  session.setUser(ann);
  if (desk.requests.length > 0) desk.answer();
  await tick();
  vendor.come();
  await tick();
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  bus = installTabBus();
  obey = () => undefined;
  errors = [];
  answerTo = undefined;
  vendor = createScriptedDrift();
  desk = createTokenDesk();
});
afterEach(() => {
  session.close();
  obey();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a Drift of other code', () => {
  it('stays hidden when chat is off because a cookie could not be deleted', async () => {
    document.cookie = 'drift_eid=zoe; path=/';
    obey = refuseCookies('to forget the id');
    session = make();
    session.load();
    session.setUser(null);
    expect(codes()).toEqual(['not_forgotten']);
    bootForeign('zoe');
    await tick();
    expect(isHidden()).toBe(true);
  });
  it('a Drift whose cookies were cleared has an unknown user: it is reset before the next user is identified', async () => {
    bootForeign('zoe');
    for (const name of ['drift_eid', 'drift_aid']) document.cookie = `${name}=; path=/; max-age=-1`;
    session = make();
    session.load();
    session.setUser(ann);
    await tick();
    expect(vendor.ledger.map(({ what }) => what)).toEqual(['born', 'reset']);
  });
  it('a Drift of other code is not assumed to hold the user that another tab has just named', async () => {
    session = make();
    session.load();
    bootForeign('zoe');
    otherTab('ann');
    session.setUser(ann);
    await tick();
    vendor.ready();
    await tick();
    expect(identities()).toEqual([null]);
  });
  it('a Drift that came after the news of another tab may hold the user that it named', async () => {
    session = make();
    session.load();
    otherTab('ann');
    bootForeign('ann');
    session.setUser(ann);
    await tick();
    expect(vendor.ledger.map(({ what }) => what)).not.toContain('reset');
    expect([session.state.status, session.identity.status, isHidden()]).toEqual([
      'ready',
      'identified',
      false,
    ]);
  });
  it('a covered Drift that waits for the app is not assumed to hold the user that another tab named', async () => {
    bootForeign('zoe');
    session = make({ getUserJwt: desk.getUserJwt });
    session.load();
    session.setUser(ann); // live, and not compared before there is a decision
    otherTab('ann');
    desk.answer();
    await tick();
    vendor.ready();
    await tick();
    expect(identities()).toEqual([null]);
  });
});

describe('calls that the app makes in onError', () => {
  it('counts, also when it was told that the server knows nobody', async () => {
    session = make({ getUserJwt: desk.getUserJwt });
    session.load();
    session.setUser(ann);
    answerTo = () => session.setUser(ann);
    desk.answer(null);
    await tick();
    expect([codes(), session.identity.status, desk.requests.length]).toEqual([
      ['not_logged_in'],
      'identifying',
      2,
    ]);
  });
  it('counts, also when it was told that the tabs disagree; the earlier login is superseded', async () => {
    session = make();
    await identified();
    otherTab('zoe');
    answerTo = () => session.setUser(bob);
    const login = session.login(ann);
    expect(codes()).toEqual(['tabs_disagree']);
    expect(session.identity).toMatchObject({ user: bob });
    expect(await login).toEqual({ status: 'superseded' });
  });
  it('a user set in onError while a session closes belongs to the next session', async () => {
    const first = make();
    session = first;
    first.load();
    first.setUser(ann);
    first.track('waits');
    const next = make();
    answerTo = () => next.setUser(null);
    first.close();
    session = next;
    expect([codes(), cookie('driftkit_user')]).toEqual([['unloaded'], undefined]);
  });
  it('loads again from within the identity that failed', async () => {
    session = make();
    session.load();
    session.setUser(ann);
    session.subscribeIdentity(({ status }) => status === 'failed' && session.load());
    vendor.fail();
    await tick();
    expect([session.state.status, vendor.scripts().length]).toEqual(['loading', 1]);
    vendor.come();
    await tick();
    expect(session.identity.status).toBe('identified');
  });
  it('a user set while Drift unloads is not identified on the old Drift', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    session.subscribe(({ status }) => status === 'idle' && session.setUser(ann));
    session.unload();
    await tick();
    expect([codes(), session.state.status, session.identity.status]).toEqual([[], 'idle', 'identifying']);
  });
  it('unloads from within the reset', async () => {
    session = make();
    await identified();
    session.subscribe(({ status }) => status === 'resetting' && session.unload());
    session.setUser(null);
    await tick(6000);
    expect([codes(), session.state.status, session.identity.status]).toEqual([[], 'idle', 'anonymous']);
  });
  it('unload() works while a person is being removed from Drift', async () => {
    session = make();
    session.load();
    session.setUser(ann);
    vendor.arrive();
    session.subscribe(({ status }) => status === 'resetting' && session.unload());
    session.setUser(bob);
    session.load();
    vendor.come();
    await tick(6000);
    expect([codes(), session.state.status, identities().at(-1)]).toEqual([[], 'ready', null]);
  });
  it('loads again from within the unload', async () => {
    session = make();
    session.load();
    session.setUser(null);
    session.track('waits');
    answerTo = () => session.load();
    session.unload();
    expect([codes(), session.state.status]).toEqual([['unloaded'], 'loading']);
    vendor.come();
    expect(await session.ready).toMatchObject({ payload: {} });
  });
});

describe('a script that comes late', () => {
  it('and brings nothing is not waited for again', async () => {
    session = make();
    session.load();
    session.setUser(null);
    await tick(15_000);
    const [tag] = vendor.scripts();
    tag!.dispatchEvent(new Event('load'));
    await tick(1000);
    session.load();
    expect(vendor.scripts()).toHaveLength(1);
    expect(vendor.scripts()[0] === tag).toBe(false);
  });
  it('and cannot be unloaded is hidden, and reset before it is used', async () => {
    vendor = createScriptedDrift({ unload: false });
    session = make();
    session.load();
    session.setUser(ann);
    const [tag] = vendor.scripts();
    session.unload();
    window.drift = window.driftt = [] as never; // a browser runs what it has begun to fetch
    document.cookie = 'drift_eid=ann; path=/';
    vendor.arrive(tag);
    vendor.ready();
    await tick();
    expect([vendor.contact, isHidden()]).toEqual(['ann', true]);
    session.setUser(bob);
    session.load();
    await tick();
    vendor.ready();
    await tick();
    expect([vendor.contact, identities()]).toEqual(['bob', [null]]);
  });
});

/** A session whose app acts when the request for ann's token ends. */
const whereAbortOfAnn = (act: () => void): Session =>
  make({
    getUserJwt(user, context) {
      if (user.id === 'ann') context.signal.addEventListener('abort', act);
      return desk.getUserJwt(user, context);
    },
  });

describe('a login that the app makes when its request for a token is aborted', () => {
  it.each<[how: string, change: () => unknown]>([
    ['for another user', () => session.setUser(bob)],
    ['by a logout', () => session.setUser(null)],
    ['by undefined', () => session.setUser(undefined)],
  ])('counts: %s', async (_, change) => {
    let outcome: Promise<unknown> | undefined;
    session = whereAbortOfAnn(() => void (outcome = session.login({ id: 'carl' })));
    session.load();
    session.setUser(ann);
    change();
    await tick();
    for (let waiting = desk.requests.length; waiting > 0; waiting--) desk.answer();
    await tick();
    vendor.come();
    expect([session.identity.status, vendor.contact]).toEqual(['identified', 'carl']);
    expect(await outcome).toMatchObject({ status: 'identified', user: { id: 'carl' } });
  });

  it('counts, a logout too: no token is asked for nobody', async () => {
    session = make({
      getUserJwt(user, context) {
        context.signal.addEventListener('abort', () => session.setUser(null));
        return desk.getUserJwt(user, context);
      },
    });
    session.load();
    session.setUser(ann);
    session.setUser(bob);
    await tick();
    vendor.come();
    expect([desk.requests.map(({ id }) => id), session.identity.status]).toEqual([['ann'], 'anonymous']);
  });
});

describe('a login that the app makes when its answered request ends', () => {
  it.each<[answer: string, token: string | null | undefined]>([
    ['a token', undefined],
    ['null', null],
  ])('never gets that answer: %s', async (_, token) => {
    let outcome: Promise<unknown> | undefined;
    session = whereAbortOfAnn(() => void (outcome = session.login({ id: 'carl' })));
    session.load();
    session.setUser(ann);
    desk.answer(token);
    await tick();
    expect(session.identity).toMatchObject({ status: 'identifying', user: { id: 'carl' } });
    expect(vendor.scripts()).toHaveLength(0);
    desk.answer();
    await tick();
    vendor.come();
    expect([vendor.contact, codes()]).toEqual(['carl', []]);
    expect(await outcome).toMatchObject({ status: 'identified', user: { id: 'carl' } });
  });
});

describe('a clock that is moved back by hours', () => {
  const moveBack = (): void => void vi.setSystemTime(Date.now() - 5 * 3_600_000);

  it('lets nobody wait longer than tokenTimeout for a token', async () => {
    session = make({ getUserJwt: desk.getUserJwt, tokenTimeout: 1000 });
    session.load();
    session.setUser(ann);
    moveBack();
    desk.fail(new Error('503'));
    await tick(1000);
    expect([codes(), session.identity.status]).toEqual([['token_failed'], 'failed']);
  });
  it('keeps no interaction from being started', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.come();
    session.api.startInteraction({ interactionId: 1 });
    moveBack();
    await tick(500);
    session.api.startInteraction({ interactionId: 2 });
    expect(codes()).toEqual([]);
  });
});
