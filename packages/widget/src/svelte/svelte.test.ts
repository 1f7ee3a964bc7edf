import { flushSync, mount, unmount } from 'svelte';
import type { Component } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { countSubscriptions } from '../../test-support/count-subscriptions';
import Root from '../../test-support/svelte/Root.svelte';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import { createTokenDesk } from '../../test-support/tokens';
import type { Drift, DriftError, DriftUser, Session } from '../index';
import { getDrift, useDriftEvent, useDriftIdentity, useDriftPage, useDriftState, useOpenChat } from './index';

const page = setUpPage();
const scripts = (): number => document.scripts.length;
type User = DriftUser | null | undefined;

interface Done {
  text?: () => unknown;
  effect?: () => void;
}
type Setup = (user: () => User) => Done | void;
interface Props {
  drift: Drift;
  first?: User;
  isGiven?: boolean;
  setup?: Setup;
}

/** What a mounted tree gives to its test. */
interface Hands {
  become(user: User): void;
  change(fields: object): void;
  show(isShown: boolean): void;
}

const roots = new Set<object>();
afterEach(async () => {
  for (const root of roots) await stop(root);
});
function start(props: Props) {
  const place = document.createElement('div');
  const root = mount(Root as unknown as Component<Props, Hands>, { target: place, props });
  roots.add(root);
  flushSync();
  return { ...root, root, place };
}
async function stop(root: object): Promise<void> {
  roots.delete(root);
  await unmount(root);
}

describe('setDrift', () => {
  it('loads one script once it is mounted, for two trees too', () => {
    const drift = page.createDrift();
    const found: string[] = [];
    start({ drift, isGiven: false, setup: () => void found.push(drift.state.status) });
    expect(found).toEqual(['idle']);
    start({ drift, isGiven: false });
    expect([drift.state.status, scripts()]).toEqual(['loading', 1]);
  });

  it('leaves the chat on the page when its component is destroyed, and one that comes takes it up', async () => {
    const drift = page.createDrift();
    const { root } = start({ drift, isGiven: false });
    await page.does((vendor) => vendor.come());
    await stop(root);
    expect([drift.state.status, document.querySelectorAll('iframe').length]).toEqual(['ready', 2]);
    start({ drift, isGiven: false });
    expect([drift.state.status, scripts(), page.story()]).toEqual(['ready', 1, ['born:-']]);
  });

  it('goes on with another session, as after a hot reload: the old one is closed, and no call is lost', async () => {
    const [old, next] = [page.createSession(), page.createSession()];
    const setup = (): Done => ({
      effect: (
        (drift) => () =>
          drift.track('seen')
      )(getDrift()),
    });
    const { root } = start({ drift: old, first: ann, setup });
    await page.does((vendor) => vendor.come());
    await stop(root);
    await page.does(() => void start({ drift: next, first: ann, setup }));
    expect([next.identity, scripts()]).toEqual([{ status: 'identified', user: ann }, 1]);
    expect(page.story()).toEqual(['identify:-', 'born:ann', 'track:ann', 'identify:ann', 'track:ann']);
    expect(page.errors).toEqual([]);
  });

  it('refuses a user beside the object of createDrift, which knows no logins', () => {
    expect(() => start({ drift: page.createDrift(), first: ann })).toThrow(
      '[driftkit] setDrift(drift, () => user) needs a session',
    );
  });
});

describe('the user', () => {
  it('goes from not known to nobody, to somebody, to somebody else', async () => {
    const drift = page.createSession();
    const { become } = start({ drift });
    expect([drift.state, scripts()]).toEqual([{ status: 'waiting', for: 'user' }, 0]);
    await page.does(() => become(null));
    await page.does((vendor) => vendor.come());
    await page.does(() => become({ ...ann }));
    await page.does(() => become({ ...bob }));
    await page.does((vendor) => vendor.ready());
    expect(page.story()).toEqual(['born:-', 'identify:ann', 'reset:ann', 'born:-', 'identify:bob']);
  });

  it('of the start is whom the visit is born as', async () => {
    start({ drift: page.createSession(), first: ann });
    await page.does((vendor) => vendor.come());
    expect(page.story()).toEqual(['identify:-', 'born:ann']);
  });

  it('is stated again when a field of it changes, whole, and not for a new object that says the same', async () => {
    const drift = page.createSession();
    const stated = vi.spyOn(drift, 'setUser');
    const { become, change } = start({ drift, first: { ...ann } });
    await page.does(() => become({ ...ann }));
    await page.does(() => {
      change({ id: bob.id });
      change({ email: bob.email });
    });
    expect(stated.mock.calls).toEqual([[ann], [bob]]);
    await page.does(() => become({ email: bob.email, id: bob.id }));
    expect(stated).toHaveBeenCalledTimes(2);
  });

  it('is stated before the effects of the components that follow it', async () => {
    const setup: Setup = (user) => {
      const drift = getDrift();
      return { effect: () => drift.track('seen', { by: user()?.id }) };
    };
    const { become } = start({ drift: page.createSession(), first: { ...ann }, setup });
    await page.does((vendor) => vendor.come());
    await page.does(() => become({ ...bob }));
    await page.does((vendor) => vendor.ready());
    const tracked = page.vendor.ledger.filter(({ what }) => what === 'track');
    expect(tracked.map(({ contact, detail }) => [contact, detail])).toEqual([
      ['ann', { event: 'seen', by: 'ann' }],
      ['bob', { event: 'seen', by: 'bob' }],
    ]);
  });

  it('may move what a component shows while it is stated', async () => {
    const setup: Setup = () => {
      const [state, identity] = [useDriftState(), useDriftIdentity()];
      return { text: () => `${state.current.status} ${identity.current.status}` };
    };
    const { become, place } = start({ drift: page.createSession(), setup });
    expect(place.textContent).toBe('waiting unknown');
    await page.does(() => become({ ...ann }));
    expect(place.textContent).toBe('loading identifying');
    await page.does((vendor) => vendor.come());
    expect(place.textContent).toBe('ready identified');
    await page.does(() => become(null));
    expect(place.textContent).toBe('resetting anonymous');
  });

  it('is left alone once the component is destroyed, and taken up by the next one, which tries a failed token again', async () => {
    const desk = createTokenDesk();
    const drift = page.createSession({ getUserJwt: desk.getUserJwt, tokenTimeout: 0 });
    const { root, become } = start({ drift, first: ann });
    await page.does(() => desk.fail(new Error('no network')));
    await stop(root);
    await page.does(() => become(null));
    expect(drift.identity.status).toBe('failed');
    await page.does(() => void start({ drift, first: ann }));
    expect(desk.requests.map(({ id }) => id)).toEqual(['ann', 'ann']);
  });

  it('is the app’s to say: login() of anybody else is reported', async () => {
    const drift = page.createSession();
    start({ drift, first: ann });
    await page.does(() => void drift.login(bob));
    expect(page.errors.map(({ code }) => code)).toEqual(['bad_call']);
    expect(page.errors[0]?.message).toContain('setDrift(drift, () => user)');
  });

  it('that no function names is left to login()', async () => {
    const drift = page.createSession();
    start({ drift, isGiven: false });
    await page.does(() => void drift.login(ann));
    await page.does((vendor) => vendor.come());
    expect([drift.identity.status, page.errors]).toEqual(['identified', []]);
  });
});

describe('inside', () => {
  it('useDriftState follows as long as it is read, with one subscription', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'subscribe');
    const setup: Setup = () => ({
      text: (
        (state) => () =>
          state.current.status
      )(useDriftState()),
    });
    const { show, place } = start({ drift, isGiven: false, setup });
    await page.does((vendor) => vendor.come());
    expect([place.textContent, count]).toEqual(['ready', { live: 1, ever: 1 }]);
    for (const shown of [false, true, false]) await page.does(() => show(shown));
    expect(count).toEqual({ live: 0, ever: 2 });
  });

  it('useDriftState is true where nothing is rendered, too', async () => {
    let state: ReturnType<typeof useDriftState> | undefined;
    start({ drift: page.createDrift(), isGiven: false, setup: () => void (state = useDriftState()) });
    await page.does((vendor) => vendor.come());
    expect(state?.current.status).toBe('ready');
  });

  it('useDriftIdentity logs in and out', async () => {
    let hands: ReturnType<typeof useDriftIdentity> | undefined;
    const setup: Setup = () => {
      hands = useDriftIdentity();
      return { text: () => hands?.current.status };
    };
    const { place } = start({ drift: page.createSession(), isGiven: false, setup });
    await page.does(() => void hands?.login(ann));
    await page.does((vendor) => vendor.come());
    expect(place.textContent).toBe('identified');
    await page.does(() => void hands?.logout());
    expect(place.textContent).toBe('anonymous');
  });

  it('useDriftEvent hears with one subscription, and no more once its component is gone', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'on');
    const heard = vi.fn();
    const { show } = start({ drift, isGiven: false, setup: () => useDriftEvent('chatOpen', heard) });
    await page.does((vendor) => vendor.come());
    await page.does((vendor) => vendor.emit('chatOpen'));
    await page.does(() => show(false));
    await page.does((vendor) => vendor.emit('chatOpen'));
    expect([heard.mock.calls.length, count]).toEqual([1, { live: 0, ever: 1 }]);
  });

  it('useDriftPage tells of every change of a path, not of the first, and no more once its component is gone', async () => {
    const drift = page.createSession();
    const told = vi.spyOn(drift, 'page');
    const setup: Setup = (user) => useDriftPage(() => `/${user()?.id}`);
    const { become, show } = start({ drift, first: ann, setup });
    await page.does((vendor) => vendor.come());
    for (const id of ['bob', 'bob', 'ann']) await page.does(() => become({ id, email: 'x@acme.com' }));
    await page.does(() => show(false));
    await page.does(() => become(bob));
    expect(told.mock.calls).toEqual([['/bob'], ['/ann']]);
  });

  it('useOpenChat opens the chat, or tells the fallback why there is none, unless its component is gone', async () => {
    const told: DriftError[] = [];
    let press: () => void = () => undefined;
    const setup: Setup = () => void (press = useOpenChat((error) => told.push(error)));
    const drift = page.createDrift();
    const { show } = start({ drift, isGiven: false, setup });
    press();
    await page.does((vendor) => vendor.fail());
    expect(told.map(({ code }) => code)).toEqual(['blocked']);
    press();
    await page.does((vendor) => vendor.come());
    expect(page.story()).toEqual(['born:-', 'api:-']);
    drift.unload();
    press();
    await page.does(() => show(false));
    await page.does((vendor) => vendor.fail());
    expect(told).toHaveLength(1);
  });

  it('getDrift gives the very object, and says what is missing where nobody has set one', () => {
    const drift: Session = page.createSession();
    let given: unknown;
    start({ drift, setup: () => void (given = getDrift()) });
    expect(given).toBe(drift);
    const none = { setup: () => void getDrift() } as unknown as Props;
    expect(() => start(none)).toThrow('[driftkit] getDrift() was used where no parent component calls');
  });
});
