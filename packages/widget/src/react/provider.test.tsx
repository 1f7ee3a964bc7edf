import { render } from '@testing-library/react';
import { StrictMode, useEffect } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import type { ReactNode } from 'react';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import { createTokenDesk } from '../../test-support/tokens';
import type { Drift, DriftUser, Session } from '../index';
import { DriftProvider, useDrift } from './index';

const page = setUpPage();
const scripts = (): number => document.scripts.length;

/** A component that calls Drift as soon as it is mounted. */
function Early({ act }: { act: (drift: Drift) => void }) {
  const drift = useDrift();
  useEffect(() => act(drift), [act, drift]);
  return null;
}

describe('loading', () => {
  it('does nothing while rendering', () => {
    const session = page.createSession();
    const html = renderToString(
      <DriftProvider drift={session} user={ann}>
        hello
      </DriftProvider>,
    );
    expect([html, scripts(), window.drift, session.state.status, session.identity.status]).toEqual([
      'hello',
      0,
      undefined,
      'idle',
      'unknown',
    ]);
  });

  it('loads after mount, with one script under StrictMode', () => {
    const drift = page.createDrift();
    render(<DriftProvider drift={drift} />, { wrapper: StrictMode });
    expect([drift.state.status, scripts()]).toEqual(['loading', 1]);
  });

  it.each([
    ['one object', (drift: Drift) => drift],
    ['an object each', () => page.createDrift()],
  ])('two providers with %s have one script, and both become ready', async (_, other) => {
    const [one, two] = [page.createDrift()].flatMap((drift) => [drift, other(drift)]) as [Drift, Drift];
    render(
      <>
        <DriftProvider drift={one} />
        <DriftProvider drift={two} />
      </>,
      { wrapper: StrictMode },
    );
    expect(scripts()).toBe(1);
    await page.does((vendor) => vendor.come());
    expect([one.state.status, two.state.status]).toEqual(['ready', 'ready']);
  });

  it('leaves the widget on the page when it unmounts, and takes it up again when it mounts', async () => {
    const drift = page.createDrift();
    const view = render(<DriftProvider drift={drift} />);
    await page.does((vendor) => vendor.come());
    view.unmount();
    expect([drift.state.status, document.querySelectorAll('iframe').length]).toEqual(['ready', 2]);
    render(<DriftProvider drift={drift} />);
    expect([drift.state.status, scripts(), page.story()]).toEqual(['ready', 1, ['born:-']]);
  });

  it('tries again when it mounts after a failure', async () => {
    const drift = page.createDrift();
    const view = render(<DriftProvider drift={drift} />);
    await page.does((vendor) => vendor.fail());
    view.unmount();
    render(<DriftProvider drift={drift} />);
    expect([drift.state.status, scripts()]).toEqual(['loading', 1]);
  });

  it.each([
    ['is given to the provider', 'same'],
    ['comes with a new provider', 'new'],
  ])(
    'goes on with another session, as after a hot reload, that %s: the old one is closed, and no call is lost',
    async (_, nextKey) => {
      const track = (drift: Drift): void => drift.track('seen');
      const tree = (session: Session, at: string): ReactNode => (
        <DriftProvider key={at} drift={session} user={ann}>
          <Early act={track} />
        </DriftProvider>
      );
      const [old, next] = [page.createSession(), page.createSession()];
      const view = render(tree(old, 'same'));
      await page.does((vendor) => vendor.come());
      await page.does(() => view.rerender(tree(next, nextKey)));
      expect([next.state.status, next.identity, scripts()]).toEqual([
        'ready',
        { status: 'identified', user: ann },
        1,
      ]);
      expect(page.story()).toEqual(['identify:-', 'born:ann', 'track:ann', 'identify:ann', 'track:ann']);
      expect(page.errors).toEqual([]);
    },
  );

  it('closes no session that another provider still holds: the second one is a conflict', async () => {
    const [held, late] = [page.createSession(), page.createSession()];
    const close = vi.spyOn(held, 'close');
    const tree = (first: Session, second: Session): ReactNode => (
      <>
        <DriftProvider drift={first} user={ann} />
        <DriftProvider drift={second} user={ann} />
      </>
    );
    const view = render(tree(held, held));
    await page.does((vendor) => vendor.come());
    await page.does(() => view.rerender(tree(held, late)));
    expect([close.mock.calls.length, held.identity.status]).toEqual([0, 'identified']);
    expect(page.errors.map(({ code }) => code)).toContain('conflict');
  });
});

describe('calls that children make in their own effects, before the provider has any', () => {
  const track = (drift: Drift): void => {
    drift.track('first');
    drift.track('second');
  };

  it.each<[DriftUser | null, string]>([
    [ann, 'ann'],
    [null, '-'],
  ])(
    'calls made in effects of children are delivered in order, for the first user that is set: %o',
    async (user, contact) => {
      const tree = (stated: DriftUser | null | undefined): ReactNode => (
        <DriftProvider drift={session} user={stated}>
          <Early act={track} />
        </DriftProvider>
      );
      const session = page.createSession();
      const view = render(tree(undefined));
      await page.does(() => view.rerender(tree(user)));
      await page.does((vendor) => vendor.come());
      const tracked = page.vendor.ledger.filter(({ what }) => what === 'track');
      expect(tracked.map((entry) => [entry.contact ?? '-', entry.detail])).toEqual([
        [contact, { event: 'first' }],
        [contact, { event: 'second' }],
      ]);
      expect(page.errors).toEqual([]);
    },
  );

  it('listeners added in effects of children hear every event', async () => {
    const heard = vi.fn();
    const listen = (drift: Drift): (() => void) => drift.on('chatOpen', heard);
    render(
      <DriftProvider drift={page.createDrift()}>
        <Early act={listen} />
      </DriftProvider>,
    );
    await page.does((vendor) => vendor.come());
    await page.does((vendor) => vendor.emit('chatOpen'));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('the user', () => {
  const since = (day: number): Date => new Date(Date.UTC(2026, 0, day));
  const stating = (session: Session) => vi.spyOn(session, 'setUser');

  it('sets the user when a field changes, not for a new object with equal fields', () => {
    const session = page.createSession();
    const stated = stating(session);
    const view = render(<DriftProvider drift={session} user={{ ...ann, since: since(1) }} />, {
      wrapper: StrictMode,
    });
    const say = (user: DriftUser): number => {
      view.rerender(<DriftProvider drift={session} user={user} />);
      return stated.mock.calls.length;
    };
    expect(say({ ...ann, since: since(1) })).toBe(1);
    expect(say({ since: since(1), ...ann })).toBe(1);
    expect(say({ ...ann, since: since(2) })).toBe(2);
    expect(say({ ...ann, since: since(2), plan: 'pro' })).toBe(3);
    expect(say({ ...ann, since: since(2) })).toBe(4);
    expect(say({ ...bob, since: since(2) })).toBe(5);
  });

  it('the first page view of the visit has the user of the first render', async () => {
    render(<DriftProvider drift={page.createSession()} user={ann} />);
    await page.does((vendor) => vendor.come());
    expect(page.story()).toEqual(['identify:-', 'born:ann']);
  });

  it('the user goes from unknown to nobody, to a user, to another user', async () => {
    const session = page.createSession();
    const view = render(<DriftProvider drift={session} user={undefined} />);
    expect([session.state, scripts()]).toEqual([{ status: 'waiting', for: 'user' }, 0]);
    await page.does(() => view.rerender(<DriftProvider drift={session} user={null} />));
    await page.does((vendor) => vendor.come());
    await page.does(() => view.rerender(<DriftProvider drift={session} user={ann} />));
    await page.does(() => view.rerender(<DriftProvider drift={session} user={bob} />));
    await page.does((vendor) => vendor.ready());
    expect(page.story()).toEqual(['born:-', 'identify:ann', 'reset:ann', 'born:-', 'identify:bob']);
  });

  it('a remount sets the user again, and requests a failed token again', async () => {
    const desk = createTokenDesk();
    const session = page.createSession({ getUserJwt: desk.getUserJwt, tokenTimeout: 0 });
    const view = render(<DriftProvider drift={session} user={ann} />);
    await page.does(() => desk.fail(new Error('no network')));
    view.unmount();
    await page.does(() => void render(<DriftProvider drift={session} user={ann} />));
    expect(desk.requests.map(({ id }) => id)).toEqual(['ann', 'ann']);
  });

  it('a user needs a session: with an object of createDrift the provider throws', () => {
    const props = { drift: page.createDrift() as Session, user: ann };
    expect(() => renderToString(<DriftProvider {...props} />)).toThrow(
      '[driftkit] <DriftProvider user={…}> needs a session',
    );
  });
});
