/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-member-access, typescript/no-unsafe-call -- misuse and foreign code have no types */
/** The script, and the small print. */
import { describe, expect, it, vi } from 'vitest';
import {
  ann,
  bob,
  bring,
  codes,
  desk,
  errors,
  leaveCookiesOf,
  make,
  plain,
  setUpHostilePage,
  signed,
  story,
  tick,
  useVendor,
  vendor,
} from '../../test-support/hostile-page';
import { cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import { unsignedToken } from '../../test-support/tokens';
import type { Session } from './session';

setUpHostilePage();
let session: Session;
const identified = (user = ann): Promise<void> => bring(session, user);

describe('the script', () => {
  it('takes a Drift away whose script was on its way when consent was withdrawn, and its cookies', async () => {
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
    document.cookie = 'drift_aid=early; path=/';
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
  it('calls a listener of ready only when a reset in a listener of the state has settled', () => {
    const drift = plain();
    const seen: string[] = [];
    const stop = drift.subscribe(({ status }) => status === 'ready' && (stop(), drift.reset()));
    drift.on('ready', () => seen.push(drift.state.status));
    drift.load();
    vendor.come();
    expect(seen).toEqual([]);
    vendor.ready();
    expect(seen).toEqual(['ready']);
  });
  it('calls a listener of ready once, where a listener of the state begins anew and Drift answers at once', () => {
    const on = (event: string, told: (...args: object[]) => void): void =>
      void (event === 'ready' && told({}, {}));
    window.drift = window.driftt = { init: () => undefined, on, off: () => undefined, api: {} } as never;
    const drift = plain();
    const stop = drift.subscribe(
      ({ status }) => status === 'ready' && (stop(), drift.unload(), drift.load()),
    );
    const listener = vi.fn();
    drift.on('ready', listener);
    drift.load();
    expect([drift.state.status, listener.mock.calls.length]).toEqual(['ready', 1]);
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
  it('reports a page whose name is not a string', async () => {
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
    useVendor(createScriptedDrift());
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
    useVendor(createScriptedDrift());
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
