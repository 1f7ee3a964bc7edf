/** Attacks by other tabs. */
import { describe, expect, it, vi } from 'vitest';
import {
  ann,
  bring,
  bus,
  codes,
  desk,
  leaveCookiesOf,
  make,
  otherTab,
  setUpHostilePage,
  signed,
  tick,
  vendor,
} from '../../test-support/hostile-page';
import { cookie } from '../../test-support/scripted-drift';
import { hashOf } from '../association';
import { onConsent } from '../triggers/on-consent';
import type { Session } from './session';

setUpHostilePage();
let session: Session;
const identified = (user = ann): Promise<void> => bring(session, user);

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
  it('does not fight that tab either when its own app states the same person again', async () => {
    session = signed({ tokenTimeout: 100 });
    session.load();
    session.setUser(ann);
    otherTab('ann');
    session.setUser({ ...ann });
    await tick(200);
    expect([document.cookie.includes('driftkit_user'), vendor.scripts().length]).toEqual([true, 0]);
    expect(bus.said).toEqual([]);
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
