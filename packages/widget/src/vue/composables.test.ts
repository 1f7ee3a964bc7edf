import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp, effectScope, h, isReadonly, KeepAlive, ref, shallowRef, Suspense } from 'vue';
import type { App, Component } from 'vue';
import { countSubscriptions } from '../../test-support/count-subscriptions';
import { ann, setUpPage } from '../../test-support/test-page';
import type { Drift, DriftError, Session } from '../index';
import { createDriftPlugin, useDrift, useDriftEvent } from './index';
import { useDriftIdentity, useDriftPage, useDriftState, useOpenChat } from './index';

const page = setUpPage();
const apps: App[] = [];
afterEach(() => apps.splice(0).forEach((app) => app.unmount()));

function show(drift: Drift, root: Component): HTMLElement {
  const app = createApp(root);
  const place = document.createElement('div');
  app.use(createDriftPlugin({ drift })).mount(place);
  apps.push(app);
  return place;
}
/** A component that does this in its setup, and shows what comes of it. */
const does = (setup: () => (() => unknown) | void): Component => ({
  setup() {
    const text = setup();
    return () => h('p', String(text?.()));
  },
});

describe('useDriftState', () => {
  it('shows every change, and cannot be written', async () => {
    const drift = page.createDrift();
    let state: ReturnType<typeof useDriftState> | undefined;
    const place = show(
      drift,
      does(() => {
        state = useDriftState();
        return () => state?.value.status;
      }),
    );
    await page.does(() => undefined);
    expect([place.textContent, isReadonly(state)]).toEqual(['loading', true]);
    await page.does((vendor) => vendor.come());
    expect(place.textContent).toBe('ready');
  });

  it('follows as long as its component is there, with one subscription', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'subscribe');
    const isShown = ref(true);
    const Status = does(() => {
      const state = useDriftState();
      return () => state.value.status;
    });
    show(drift, () => (isShown.value ? h(Status) : null));
    for (const shown of [false, true, false]) await page.does(() => (isShown.value = shown));
    expect(count).toEqual({ live: 0, ever: 2 });
  });

  it('follows in no component that is gone before it was mounted', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'subscribe');
    const isShown = ref(true);
    let arrive: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    const Late: Component = {
      async setup() {
        const state = useDriftState();
        await late;
        return () => h('p', state.value.status);
      },
    };
    show(drift, () => (isShown.value ? h(Suspense, null, { default: () => h(Late) }) : null));
    await page.does(() => (isShown.value = false));
    await page.does(arrive);
    expect(count).toEqual({ live: 0, ever: 0 });
  });

  it('follows in no scope that is stopped before its component is mounted', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'subscribe');
    const Stopped = does(() => {
      const scope = effectScope();
      scope.run(() => useDriftState());
      scope.stop();
    });
    show(drift, Stopped);
    await page.does(() => undefined);
    expect(count).toEqual({ live: 0, ever: 0 });
  });

  it('follows in a scope outside of components, as a store is, until that is stopped', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'subscribe');
    const app = createApp({ render: () => null });
    app.use(createDriftPlugin({ drift }));
    const scope = effectScope();
    const state = app.runWithContext(() => scope.run(() => useDriftState()));
    expect(state?.value.status).toBe('loading');
    await page.does((vendor) => vendor.come());
    expect(state?.value.status).toBe('ready');
    scope.stop();
    expect(count).toEqual({ live: 0, ever: 1 });
  });
});

describe('useDriftIdentity', () => {
  it('follows a login and a logout', async () => {
    const drift = page.createSession();
    let hands: ReturnType<typeof useDriftIdentity> | undefined;
    const place = show(
      drift,
      does(() => {
        hands = useDriftIdentity();
        return () => hands?.identity.value.status;
      }),
    );
    await page.does(() => void hands?.login(ann));
    await page.does((vendor) => vendor.come());
    expect(place.textContent).toBe('identified');
    await page.does(() => void hands?.logout());
    expect(place.textContent).toBe('anonymous');
  });

  it('needs a session', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(() =>
      show(
        page.createDrift(),
        does(() => void useDriftIdentity()),
      ),
    ).toThrow('[driftkit] useDriftIdentity() needs a session');
  });
});

describe('useDriftEvent', () => {
  it('useDriftEvent uses one subscription, also in a hidden KeepAlive component, until the component is unmounted', async () => {
    const drift = page.createDrift();
    const count = countSubscriptions(drift, 'on');
    const heard = vi.fn();
    const Listener = does(() => useDriftEvent('chatOpen', heard));
    const view = shallowRef<'listener' | 'other' | 'gone'>('listener');
    show(drift, () =>
      view.value === 'gone' ? null : h(KeepAlive, () => (view.value === 'listener' ? h(Listener) : null)),
    );
    await page.does((vendor) => vendor.come());
    for (const next of ['other', 'listener', 'other'] as const) await page.does(() => (view.value = next));
    await page.does((vendor) => vendor.emit('chatOpen'));
    expect([heard.mock.calls.length, count]).toEqual([1, { live: 1, ever: 1 }]);
    await page.does(() => (view.value = 'gone'));
    await page.does((vendor) => vendor.emit('chatOpen'));
    expect([heard.mock.calls.length, count]).toEqual([1, { live: 0, ever: 1 }]);
  });
});

describe('useDriftPage', () => {
  const told = (): unknown[] =>
    page.vendor.ledger.filter(({ what }) => what === 'page').map(({ detail }) => detail);

  it('reports each change of the path once for a layout and its page, but not the first path', async () => {
    const path = ref('/');
    const Page = does(() => useDriftPage(path));
    const Layout = does(() => useDriftPage(() => path.value));
    show(page.createDrift(), () => [h(Layout), h(Page, { key: path.value })]);
    await page.does((vendor) => vendor.come());
    for (const next of ['/pricing', '/pricing', '/']) await page.does(() => (path.value = next));
    expect(told()).toEqual(['/pricing', '/']);
  });

  it('tells of a page that KeepAlive shows again', async () => {
    const path = shallowRef('/a');
    const [A, B] = ['/a', '/b'].map((own) => does(() => useDriftPage(own)));
    show(page.createDrift(), () => h(KeepAlive, () => h((path.value === '/a' ? A : B) ?? 'p')));
    await page.does((vendor) => vendor.come());
    for (const next of ['/b', '/a', '/b']) await page.does(() => (path.value = next));
    expect(told()).toEqual(['/b', '/a', '/b']);
  });
});

describe('useOpenChat', () => {
  const button = async (): Promise<[press: () => void, told: DriftError[], leave: () => Promise<void>]> => {
    const told: DriftError[] = [];
    let press: () => void = () => undefined;
    const isShown = ref(true);
    const Help = does(() => void (press = useOpenChat((error) => told.push(error))));
    show(page.createDrift(), () => (isShown.value ? h(Help) : null));
    await page.does(() => undefined);
    return [() => press(), told, () => page.does(() => (isShown.value = false))];
  };

  it('opens the chat once Drift is ready', async () => {
    const [press, told] = await button();
    press();
    await page.does((vendor) => vendor.come());
    expect([page.story(), told]).toEqual([['born:-', 'api:-'], []]);
  });

  it('calls the fallback with the reason when there is no chat, but not after the component is unmounted', async () => {
    const [press, told, leave] = await button();
    press();
    await page.does((vendor) => vendor.fail());
    expect(told.map(({ code }) => code)).toEqual(['blocked']);
    press();
    await leave();
    await page.does((vendor) => vendor.fail());
    expect(told).toHaveLength(1);
  });
});

it('without the plugin, and outside of setup, each composable says what is missing', () => {
  const mount = (): void => void createApp(does(() => void useDrift())).mount(document.createElement('div'));
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(mount).toThrow('[driftkit] useDrift() was used outside setup()');
  expect(() => useDriftState()).toThrow('[driftkit] useDriftState() was used outside setup()');
});

it('useDrift gives the very object', () => {
  const drift: Session = page.createSession();
  let given: unknown;
  show(
    drift,
    does(() => void (given = useDrift())),
  );
  expect(given).toBe(drift);
});
