/** Every promise settles, also where a session is closed. */
import { describe, expect, it, vi } from 'vitest';
import {
  ann,
  bob,
  bring,
  bus,
  errors,
  leaveCookiesOf,
  make,
  otherTab,
  plain,
  setUpHostilePage,
  settled,
  tick,
  useVendor,
  vendor,
} from '../../test-support/hostile-page';
import { pageRegistry } from '../registry';
import { createScriptedDrift } from '../../test-support/scripted-drift';
import type { Drift } from '../drift';
import type { Session, SessionOptions } from './session';

setUpHostilePage();
let session: Session;
const identified = (user = ann): Promise<void> => bring(session, user);

describe('promises', () => {
  it('rejects ready when a cookie could not be deleted', async () => {
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
  it.each<[string, Partial<SessionOptions>, () => void]>([
    ['of the script', {}, () => vendor.fail()],
    ['of a token', { getUserJwt: () => Promise.reject(new Error('no')), tokenTimeout: 1 }, () => undefined],
  ])('a load and then an unload in the news of a failure %s load nothing', async (_, options, fail) => {
    session = make({ whenTokenFails: 'unavailable', ...options });
    session.load();
    session.setUser(ann);
    let isFirst = true;
    session.subscribe(({ status }) => {
      if (status !== 'failed' || !isFirst) return;
      isFirst = false;
      session.load();
      session.unload();
    });
    await tick();
    fail();
    await tick(1000);
    expect([isFirst, session.state.status, vendor.scripts()]).toEqual([false, 'idle', []]);
  });
  it('settles ready when it is closed', async () => {
    session = make();
    session.load();
    const { ready } = session;
    session.close();
    expect(await settled(ready)).not.toBe('pending');
  });
  it('logout says failed when Drift could not be reset', async () => {
    useVendor(createScriptedDrift({ unload: false }));
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
  it('a closed instance no longer counts as a user of the page, nor as one that was told of a person', async () => {
    session = make();
    session.load();
    session.setUser(null);
    session.close();
    session.setUser(ann);
    expect(await settled(session.login(ann))).toEqual({ status: 'superseded' });
    expect(pageRegistry()).toMatchObject({
      users: { size: 0 },
      told: { size: 0 },
    });
  });
  it.each<[string, () => unknown]>([
    ['load()', () => session.load()],
    ['login()', () => session.login(bob)],
    ['setUser()', () => session.setUser(bob)],
  ])('does nothing more when the app answers the abort of its token with %s', async (_, say) => {
    const getUserJwt = vi.fn((_user: unknown, { signal }: { signal: AbortSignal }) => {
      signal.addEventListener('abort', say);
      return new Promise<string>(() => undefined);
    });
    session = make({ getUserJwt });
    session.load();
    session.setUser(ann);
    session.close();
    await tick();
    expect([getUserJwt.mock.calls.length, bus.listening, vi.getTimerCount()]).toEqual([1, 0, 0]);
  });
});
