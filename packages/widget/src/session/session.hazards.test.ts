/** Hazards from apps and their servers. Each has broken something before. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { installTabBus } from '../../test-support/tab-bus';
import { clearPage, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { unsignedToken } from '../../test-support/tokens';
import type { DriftError } from '../errors';
import { createSession } from './session';
import type { Session, SessionOptions } from './session';

let errors: DriftError[];
let vendor: ScriptedDrift;
let session: Session;

const make = (options: Partial<SessionOptions> = {}): Session =>
  (session = createSession({
    embedId: 'abcdefgh1234',
    retries: 0,
    onError: (error) => errors.push(error),
    ...options,
  }));
const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);
const codes = (): string[] => errors.map(({ code }) => code);
const unreadable = (): never => {
  throw new Error('the store is gone');
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  clearPage();
  errors = [];
  installTabBus();
  vendor = createScriptedDrift();
});
afterEach(() => {
  session.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('fails a login of a user that cannot be read, and throws nothing into the page', async () => {
  make();
  session.load();
  const user = Object.defineProperty({ id: 'ann' }, 'email', { enumerable: true, get: unreadable });
  expect(await session.login(user)).toMatchObject({ status: 'failed', error: { code: 'bad_call' } });
  expect(() => session.setUser(user)).not.toThrow();
  expect(() => session.identify('ann', user)).not.toThrow();
  expect(codes()).toEqual(['bad_call', 'bad_call', 'bad_call']);
});

it('fails at the timeout, also where the user came when Drift was on its way', async () => {
  make({ timeout: 1000 });
  session.load();
  session.setUser(null);
  session.setUser({ id: 'ann' });
  await tick(1000);
  expect([session.state.status, codes()]).toEqual(['failed', ['timeout']]);
});

it('settles a login where a blocker lets nobody read window.drift', async () => {
  Object.defineProperty(window, 'drift', { configurable: true, get: unreadable, set: unreadable });
  make();
  session.load();
  const outcome = session.login({ id: 'ann' });
  await tick();
  delete window.drift;
  expect(await outcome).toMatchObject({ status: 'failed', error: { code: 'blocked' } });
});

it('asks a busy token endpoint no faster when its Retry-After cannot be read', async () => {
  const getUserJwt = vi.fn(() => Promise.reject(Object.assign(new Error('busy'), { retryAfter: NaN })));
  make({ getUserJwt, tokenTimeout: 2000 });
  session.load();
  session.setUser({ id: 'ann' });
  await tick(5000);
  expect([getUserJwt.mock.calls.length < 6, session.identity.status]).toEqual([true, 'failed']);
});

it('checks a token against the person, whatever getUserJwt does to the user it is given', async () => {
  make({
    getUserJwt: (user) => {
      delete (user as Partial<typeof user>).id;
      return Promise.resolve(unsignedToken({ sub: 'ann' }));
    },
  });
  session.load();
  session.setUser({ id: 'ann' });
  await tick();
  expect([codes(), session.identity]).toEqual([[], { status: 'identifying', user: { id: 'ann' } }]);
});

it('hands the listeners of ready an api that knows whose a call is', async () => {
  make({ getUserJwt: () => new Promise(() => undefined), whenTokenFails: 'anonymous' });
  session.on('ready', (api) => api.setUserAttributes({ phone: '1' }));
  session.load();
  session.setUser(null);
  session.setUser({ id: 'ann' });
  await tick(10_000); // no token: chat is the visitor's, Ann's calls are not
  vendor.come();
  await tick();
  expect(vendor.ledger.map(({ what }) => what)).not.toContain('attributes');
});

it('reports once what load() finds out at once', () => {
  document.cookie = 'drift_eid=bob; path=/';
  vi.spyOn(document, 'cookie', 'get').mockReturnValue('drift_eid=bob');
  make();
  session.setUser({ id: 'ann' });
  session.load();
  expect(codes()).toEqual(['not_forgotten']);
});

it('does not freeze the page when the app calls load() after each not_forgotten error', () => {
  vi.spyOn(document, 'cookie', 'get').mockReturnValue('drift_eid=bob');
  let rounds = 0;
  make({ onError: () => ++rounds < 50 && session.load() });
  session.setUser({ id: 'ann' });
  session.load();
  expect(rounds).toBe(1);
});

it('does not blame a missing token where one was in hand', async () => {
  make({ timeout: 1000 });
  session.identify('ann', {}, { userJwt: unsignedToken({ sub: 'ann' }) });
  session.load();
  await tick(1000);
  expect(errors.map(({ message }) => message)).toEqual([
    expect.not.stringContaining('still has a Drift id cookie'),
  ]);
});
