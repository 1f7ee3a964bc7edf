/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-member-access, typescript/no-unsafe-return -- misuse and foreign code have no types */
/** Calls made from within listeners, and a token that runs out. */
import { describe, expect, it, vi } from 'vitest';
import {
  ann,
  bob,
  bring,
  codes,
  desk,
  make,
  plain,
  setUpHostilePage,
  settled,
  signed,
  story,
  tick,
  vendor,
} from '../../test-support/hostile-page';
import { unsignedToken } from '../../test-support/tokens';
import type { Session } from './session';

setUpHostilePage();
let session: Session;
const identified = (user = ann): Promise<void> => bring(session, user);

describe('a token that runs out', () => {
  it('does not freeze the page when the given token expires and there is no getUserJwt', async () => {
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

describe('a given token that has run out before load, without a getUserJwt', () => {
  it('is reported, and identifies nobody: the chat is anonymous, and the login has failed', async () => {
    session = make();
    session.identify('ann', {}, { userJwt: unsignedToken({ sub: 'ann', iat: 0, exp: 300 }) });
    await tick(301_000);
    session.load();
    vendor.come();
    expect([codes(), story()]).toEqual([['token_failed'], ['born:-']]);
    expect([session.state.status, session.identity.status]).toEqual(['ready', 'failed']);
  });
});

describe('calls from within listeners', () => {
  it('a login in the news of a logout counts, also before load', () => {
    session = make();
    session.setUser(ann);
    let logins = 0;
    session.subscribeIdentity(({ status }) => {
      if (status === 'anonymous' && ++logins === 1) session.setUser(bob);
    });
    void session.logout();
    expect(session.identity).toMatchObject({ status: 'identifying', user: bob });
  });
  it.each<[string, object | null, object]>([
    ['other attributes', ann, { ...ann, plan: 'pro' }],
    ['a user after nobody', null, ann],
  ])('listeners of ready are told, also when a listener of the state sets %s', async (_, before, after) => {
    session = make();
    const listener = vi.fn();
    session.on('ready', listener);
    session.subscribe(({ status }) => status === 'ready' && session.setUser(after as never));
    session.load();
    session.setUser(before as never);
    vendor.come();
    await tick();
    expect([session.identity.status, listener.mock.calls.length]).toEqual(['identified', 1]);
  });
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
