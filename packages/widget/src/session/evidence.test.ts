import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearPage, cookie, createScriptedDrift } from '../../test-support/scripted-drift';
import type { ScriptedDrift } from '../../test-support/scripted-drift';
import { refuseCookies } from '../../test-support/stubborn-cookies';
import type { Refusal } from '../../test-support/stubborn-cookies';
import { hashOf } from '../association';
import type { VendorDrift } from '../vendor';
import { createSession } from './session';
import type { Session } from './session';

const ann = { id: 'ann' };
const bob = { id: 'bob' };
let vendor: ScriptedDrift;
let session: Session;

const make = (): Session => createSession({ embedId: 'abcdefgh1234', retries: 0 });
const tick = (milliseconds = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);
const story = (): string[] => vendor.ledger.map(({ what, contact }) => `${what}:${contact ?? '-'}`);
const isHidden = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')].every(
    ({ style }) => style.visibility === 'hidden',
  );
async function identified(): Promise<void> {
  session.load();
  session.setUser(ann);
  vendor.come();
  await tick();
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_001 });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  clearPage();
  vendor = createScriptedDrift();
});
afterEach(() => {
  session.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('cookies that are not enough evidence', () => {
  it('a marker beside another anonymous id is evidence of another user', () => {
    document.cookie = `driftkit_user=${hashOf('ann')}.aid-of-then; path=/`;
    document.cookie = 'drift_aid=aid-of-now; path=/';
    session = make();
    session.load();
    session.setUser(ann);
    expect(cookie('drift_aid')).toBe(undefined);
  });
  it('a Drift that has never said that it is ready is not reset: its first ready would look like that of the reset', async () => {
    vendor = createScriptedDrift({ flags: true });
    document.cookie = 'drift_eid=zoe; path=/';
    const drift: VendorDrift = (window.drift = window.driftt = []);
    vendor.come();
    drift.on = () => undefined;
    session = make();
    session.load();
    session.setUser(null);
    await tick(1000);
    expect(vendor.ledger.map(({ what }) => what)).toEqual(['born']);
    expect([vendor.phase, vendor.scripts().length, cookie('drift_eid')]).toEqual(['unloaded', 1, undefined]);
  });
});

describe('a page that boots', () => {
  it('the browser is marked as the person before identify is sent', () => {
    session = make();
    session.load();
    session.setUser(ann);
    expect(cookie('driftkit_user')).toBe(hashOf('ann'));
  });
  it('a Drift booted for nobody that finds a user in a new cookie is covered and reset', async () => {
    session = make();
    session.load();
    session.setUser(null);
    document.cookie = 'drift_eid=zoe; path=/';
    vendor.come();
    expect([vendor.phase, vendor.contact, isHidden()]).toEqual(['resetting', 'zoe', true]);
  });
  it('a cookie that names a user before the script has come is deleted, and the visitor needs no reset', () => {
    session = make();
    session.load();
    session.setUser(null);
    document.cookie = 'drift_eid=bob; path=/';
    session.setUser(null);
    vendor.come();
    expect([story(), session.state.status]).toEqual([['born:-'], 'ready']);
  });

  it.each<[Refusal, unknown[]]>([
    ['nothing', [undefined, 'loading', ['identify:-', 'born:bob']]],
    ['to forget the id', ['ann', 'failed', []]],
  ])('a switch before the script has come, where the browser refuses %s', (refusal, outcome) => {
    document.cookie = 'drift_eid=ann; path=/';
    session = make();
    session.load();
    session.setUser(ann);
    const restore = refuseCookies(refusal);
    session.setUser(bob);
    const { status } = session.state;
    if (status === 'loading') vendor.come();
    restore();
    expect([status === 'loading' ? undefined : cookie('drift_eid'), status, story()]).toEqual(outcome);
  });

  it('a person who is replaced while Drift boots is forgotten at once', () => {
    session = make();
    session.load();
    session.setUser(ann);
    vendor.arrive();
    session.setUser(bob);
    expect(cookie('driftkit_user')).toBe(undefined);
  });
  it('as nobody gives the visitor what was called for the visitor, before the next person is identified', async () => {
    session = make();
    session.load();
    session.setUser(null);
    vendor.arrive();
    session.track('as_visitor');
    session.setUser(ann);
    vendor.ready();
    await tick();
    expect(story()).toEqual(['born:-', 'track:-', 'identify:ann']);
  });
  it('anew after a reset gets what was called about the chat meanwhile', async () => {
    session = make();
    await identified();
    session.reset();
    session.api.openChat();
    const opened = (): unknown[] => vendor.ledger.filter(({ detail }) => detail === 'openChat');
    expect(opened()).toEqual([]);
    vendor.ready();
    expect(opened()).toMatchObject([{ contact: null }]);
  });
});

describe('the marker and the ids', () => {
  it('names the anonymous id as soon as it is known', async () => {
    session = make();
    await identified();
    expect(cookie('driftkit_user')).toBe(`${hashOf('ann')}.${cookie('drift_aid')}`);
  });
  it('cookies of the person that a reset left behind are deleted, and the new visitor stays', async () => {
    session = make();
    await identified();
    void session.logout();
    document.cookie = 'drift_eid=ann; path=/'; // a Drift that leaves its id cookies behind
    document.cookie = 'drift_aid=another; path=/';
    vendor.emit('ready', window.drift?.api, { data: {} });
    expect([session.state.status, session.identity.status]).toEqual(['ready', 'anonymous']);
    expect([cookie('drift_eid'), cookie('driftkit_user'), cookie('drift_aid')]).toEqual([
      undefined,
      undefined,
      'another',
    ]);
  });
  it('a person who left before Drift was ready must not come back after the reset', async () => {
    vendor = createScriptedDrift({ aidAfterReset: 'kept' });
    document.cookie = `drift_aid=anns; path=/`;
    document.cookie = `driftkit_user=${hashOf('ann')}.anns; path=/`;
    session = make();
    session.load();
    session.setUser(ann);
    vendor.arrive();
    void session.logout(); // leaving: her cookies are gone, and the id is known
    document.cookie = 'drift_aid=; path=/; max-age=-1';
    vendor.emit('ready', window.drift?.api, { data: {} }); // it has none yet, and can be reset
    document.cookie = 'drift_aid=anns; path=/';
    vendor.emit('ready', window.drift?.api, { data: {} });
    expect([session.state.status === 'ready', vendor.phase]).toEqual([false, 'unloaded']);
  });
});

describe('logout', () => {
  it('brings no Drift back on the anonymous id that would not change', async () => {
    vendor = createScriptedDrift({ aidAfterReset: 'kept' });
    session = make();
    await identified();
    void session.logout();
    vendor.ready();
    expect([vendor.phase, vendor.scripts().length, cookie('drift_aid')]).toEqual(['unloaded', 1, undefined]);
  });
  it('has hidden the chat before it returns, also from within a listener', async () => {
    session = make();
    await identified();
    let seen: boolean | undefined;
    session.subscribeIdentity(() => {
      if (seen !== undefined) return;
      void session.logout();
      seen = !isHidden();
    });
    session.setUser({ ...ann, plan: 'pro' });
    expect(seen).toBe(false);
  });
});
