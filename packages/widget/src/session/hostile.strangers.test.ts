/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-member-access, typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-argument -- misuse and foreign code have no types */
/** A Drift that somebody else booted, scripts on their way, and resets. */
import { describe, expect, it, vi } from 'vitest';
import {
  ann,
  bob,
  bring,
  bus,
  codes,
  foreignDriftOf,
  isHidden,
  leaveCookiesOf,
  make,
  plain,
  setUpHostilePage,
  settled,
  signed,
  story,
  tick,
  vendor,
} from '../../test-support/hostile-page';
import { cookie } from '../../test-support/scripted-drift';
import { hashOf } from '../association';
import type { Session } from './session';

setUpHostilePage();
let session: Session;
const identified = (user = ann): Promise<void> => bring(session, user);

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
  it('hides a Drift that the snippet of other code boots while the token is requested', async () => {
    leaveCookiesOf('stranger');
    session = signed();
    session.load();
    session.setUser(bob);
    window.drift = window.driftt = [] as never;
    vendor.come();
    await tick();
    expect([vendor.contact, isHidden()]).toEqual(['stranger', true]);
  });
  it('does not give held calls of a createDrift to the user of a session', async () => {
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
