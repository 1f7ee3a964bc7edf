/** The loop itself: a page that never comes to rest, and code that speaks from within an action. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ann, bob, setUpWholePage } from '../../test-support/whole-page';
import type * as Next from './next';

const page = setUpWholePage();
let forced: Next.Action | undefined;
vi.mock('./next', async (original) => {
  const real = await original<typeof Next>();
  return { ...real, next: (...args: Parameters<typeof real.next>) => forced ?? real.next(...args) };
});
afterEach(() => {
  forced = undefined;
});

describe('a page that never comes to rest', () => {
  it('ends in failed with a report, and freezes nothing', () => {
    const session = page.createSession();
    forced = 'look';
    session.load();
    expect(session.state).toMatchObject({ status: 'failed', error: { code: 'bad_call' } });
    expect(page.codes()).toEqual(['bad_call']);
    expect(page.errors[0]?.message).toContain('again and again');
    forced = undefined;
    session.load();
    session.setUser(null);
    page.vendor.come();
    expect([session.state.status, page.sight()]).toEqual(['ready', 'visible']);
  });
});

describe('what other code says from within an action', () => {
  it('is followed up after that action: an unload that logs somebody in loses no script', async () => {
    const session = page.createSession({ identityChange: 'reload' });
    await page.bring(session);
    const { unload } = window.drift!;
    window.drift!.unload = () => {
      session.setUser({ id: 'carl' });
      unload?.();
    };
    session.setUser(bob);
    expect([session.state.status, page.vendor.scripts().length]).toEqual(['loading', 1]);
    page.vendor.come();
    await page.tick();
    expect([page.vendor.contact, session.identity.status, page.sight()]).toEqual([
      'carl',
      'identified',
      'visible',
    ]);
  });

  it('is followed up after that action: an identify that logs out lets the person go', async () => {
    const session = page.createSession();
    await page.bring(session, null);
    const { identify } = window.drift!;
    window.drift!.identify = (...args: unknown[]) => {
      Reflect.apply(identify as () => void, undefined, args);
      void session.logout();
    };
    session.setUser(ann);
    expect([page.sight(), session.state.status, document.cookie.includes('ann')]).toEqual([
      'hidden',
      'resetting',
      false,
    ]);
    page.vendor.ready();
    expect([page.vendor.contact, session.identity.status, page.sight()]).toEqual([
      null,
      'anonymous',
      'visible',
    ]);
  });
});
