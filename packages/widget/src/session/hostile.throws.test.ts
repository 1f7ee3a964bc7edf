/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-member-access, typescript/no-unsafe-assignment -- misuse and foreign code have no types */
/** Several instances on a page, and what throws. */
import { describe, expect, it } from 'vitest';
import {
  ann,
  bring,
  codes,
  foreignDriftOf,
  make,
  plain,
  setUpHostilePage,
  settled,
  tick,
  vendor,
} from '../../test-support/hostile-page';
import { cookie } from '../../test-support/scripted-drift';
import type { Drift } from '../drift';
import { createSession } from './session';
import type { Session } from './session';

setUpHostilePage();
let session: Session;
const identified = (user = ann): Promise<void> => bring(session, user);

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
  it('reports conflict when another instance identifies a user beside a session', async () => {
    session = make();
    await identified();
    const second = make();
    void second.login({ id: 'bob' });
    expect([codes(), cookie('drift_eid'), vendor.contact]).toEqual([['conflict'], 'ann', 'ann']);
  });
});

describe('code that throws', () => {
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
  it.each<[string, (drift: Drift & Partial<Session>) => void]>([
    ['unload()', (drift) => drift.unload()],
    ['reset()', (drift) => drift.reset()],
    ['close()', (drift) => drift.close?.()],
    ['its timeout', () => undefined],
  ])('survives %s when other code has frozen the queue', async (_, say) => {
    for (const drift of [plain(), make()]) {
      drift.load();
      drift.identify('ann');
      Object.freeze(window.drift);
      expect(() => say(drift)).not.toThrow();
      await tick(20_000);
      expect(() => drift.unload()).not.toThrow();
    }
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
