/** What the adapters of frameworks are made of, without a framework. */
import { describe, expect, it, vi } from 'vitest';
import { ann, bob, setUpPage } from '../test-support/test-page';
import { countPath, holdDrift } from './adapter';
import type { DriftUser, Session } from './index';

const page = setUpPage();

function spied(): { session: Session; stated: unknown[] } {
  const session = page.createSession();
  const stated: unknown[] = [];
  vi.spyOn(session, 'setUser').mockImplementation((user) => void stated.push(user));
  return { session, stated };
}

describe('a hold', () => {
  it('states a user once, however often an equal one is said, and takes back only what it stated', () => {
    const { session, stated } = spied();
    const hold = holdDrift(session, 'test');
    for (const user of [undefined, ann, { ...ann }, { ...ann, plan: undefined }, null, undefined, undefined])
      hold.state({ user });
    expect(stated).toEqual([ann, null, undefined]);
  });

  it('without the prop leaves the user of another one alone, and takes its own back', () => {
    const { session, stated } = spied();
    const [one, other] = [holdDrift(session, 'one'), holdDrift(session, 'other')];
    one.state({ user: ann });
    other.state({});
    expect(stated).toEqual([ann]);
    one.state({});
    expect(stated).toEqual([ann, undefined]);
  });

  it('takes over the user that an earlier component set, but not the user of login(), by setting undefined', () => {
    const { session, stated } = spied();
    const say = (user: DriftUser | undefined): void => {
      const hold = holdDrift(session, 'test');
      hold.state({ user });
      hold.release();
    };
    say(undefined);
    say(ann);
    say(undefined);
    say(undefined);
    expect(stated).toEqual([ann, undefined]);
  });

  it('closes only the session that no component holds any more, when a component holds another object', () => {
    const [old, kept, fresh] = [page.createSession(), page.createSession(), page.createSession()];
    const closed = [old, kept, fresh].map((session) => vi.spyOn(session, 'close'));
    holdDrift(old, 'test').release();
    expect(closed.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
    holdDrift(kept, 'test');
    holdDrift(fresh, 'test');
    expect(closed.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
  });

  it('reports a login beside a user set by a component, with the name of the component, until it is released', async () => {
    const session = page.createSession();
    const hold = holdDrift(session, '<Chat user>');
    hold.state({ user: ann });
    session.load();
    await page.does((vendor) => vendor.come());
    await page.does(() => void session.login(bob));
    expect(page.errors.map(({ message }) => message)).toEqual([expect.stringContaining('<Chat user>')]);
    hold.release();
    await page.does(() => void session.login({ id: 'carl', email: 'carl@acme.com' }));
    expect(page.errors).toHaveLength(1);
  });
});

it('a copy that made the register of the page before ours, without components in it, changes nothing', () => {
  const session = page.createSession();
  Object.assign(globalThis, {
    [Symbol.for('driftkit.page.1')]: {
      id: 'older',
      session: undefined,
      pending: undefined,
      users: new Map(),
    },
  });
  const set = vi.spyOn(session, 'setUser');
  holdDrift(session, 'test').state({ user: ann });
  expect(set).toHaveBeenCalledOnce();
});

it('a path is reported once, whichever component reports it, and the first path is not reported', async () => {
  const drift = page.createDrift();
  const told = vi.spyOn(drift, 'page');
  drift.load();
  await page.does((vendor) => vendor.come());
  for (const path of ['/', '/', '/pricing', '/pricing', '/']) countPath(drift, path);
  expect(told.mock.calls).toEqual([['/pricing'], ['/']]);
});
