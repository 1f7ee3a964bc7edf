import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp, h, nextTick, reactive, ref, shallowRef, watch } from 'vue';
import type { App } from 'vue';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import { createTokenDesk } from '../../test-support/tokens';
import type { Drift, DriftUser, Session } from '../index';
import { createDriftPlugin, useDrift } from './index';
import type { DriftPluginOptions } from './index';

const page = setUpPage();
const scripts = (): number => document.scripts.length;
type User = DriftUser | null | undefined;

const apps: App[] = [];
afterEach(() => apps.splice(0).forEach((app) => app.unmount()));

function start(options: DriftPluginOptions, setup: () => void = () => undefined): App {
  const app = createApp({ setup: () => (setup(), () => h('p')) });
  app.use(createDriftPlugin(options));
  app.mount(document.createElement('div'));
  apps.push(app);
  return app;
}
const stop = (app: App): void => apps.splice(apps.indexOf(app), 1)[0]?.unmount();

describe('the plugin', () => {
  it('does nothing until it is used, then loads one script, for two apps too', () => {
    const drift = page.createDrift();
    const plugin = createDriftPlugin({ drift });
    expect([drift.state.status, scripts()]).toEqual(['idle', 0]);
    for (const app of [createApp({ render: () => null }), createApp({ render: () => null })]) {
      app.use(plugin).mount(document.createElement('div'));
      apps.push(app);
    }
    expect([drift.state.status, scripts()]).toEqual(['loading', 1]);
  });

  it('leaves the chat on the page when the app is unmounted, and an app that comes takes it up', async () => {
    const drift = page.createDrift();
    const app = start({ drift });
    await page.does((vendor) => vendor.come());
    stop(app);
    expect([drift.state.status, document.querySelectorAll('iframe').length]).toEqual(['ready', 2]);
    start({ drift });
    expect([drift.state.status, scripts(), page.story()]).toEqual(['ready', 1, ['born:-']]);
  });

  it('continues with another session, as after a hot reload: the old session is closed, and no call is lost', async () => {
    const [old, next] = [page.createSession(), page.createSession()];
    const seen = (): void => useDrift().track('seen');
    const app = start({ drift: old, user: ann }, seen);
    await page.does((vendor) => vendor.come());
    stop(app);
    await page.does(() => void start({ drift: next, user: ann }, seen));
    expect([next.identity, scripts()]).toEqual([{ status: 'identified', user: ann }, 1]);
    expect(page.story()).toEqual(['identify:-', 'born:ann', 'track:ann', 'identify:ann', 'track:ann']);
    expect(page.errors).toEqual([]);
  });

  it('closes no session that another app holds: the second one is a conflict', async () => {
    const [held, late] = [page.createSession(), page.createSession()];
    start({ drift: held, user: ann });
    await page.does((vendor) => vendor.come());
    await page.does(() => void start({ drift: late, user: ann }));
    expect(held.identity.status).toBe('identified');
    expect(page.errors.map(({ code }) => code)).toContain('conflict');
  });

  it('refuses a user beside the object of createDrift, which knows no logins', () => {
    const options = { drift: page.createDrift() as Session, user: ann };
    expect(() => createDriftPlugin(options)).toThrow('createDriftPlugin({ drift, user }) needs a session');
  });
});

describe('the user', () => {
  it('the user of a ref goes from unknown to nobody, to a user, to another user', async () => {
    const user = ref<User>();
    const drift = page.createSession();
    start({ drift, user });
    expect([drift.state, scripts()]).toEqual([{ status: 'waiting', for: 'user' }, 0]);
    await page.does(() => (user.value = null));
    await page.does((vendor) => vendor.come());
    await page.does(() => (user.value = { ...ann }));
    await page.does(() => (user.value = { ...bob }));
    await page.does((vendor) => vendor.ready());
    expect(page.story()).toEqual(['born:-', 'identify:ann', 'reset:ann', 'born:-', 'identify:bob']);
  });

  it('the first page view of the visit has the user at the start', async () => {
    start({ drift: page.createSession(), user: () => ann });
    await page.does((vendor) => vendor.come());
    expect(page.story()).toEqual(['identify:-', 'born:ann']);
  });

  it('sets the user again when a field changes, not for a new object with equal fields', async () => {
    const user = ref<User>({ ...ann });
    const drift = page.createSession();
    const stated = vi.spyOn(drift, 'setUser');
    start({ drift, user });
    const after = async (change: () => void): Promise<number> => {
      await page.does(change);
      return stated.mock.calls.length;
    };
    expect(await after(() => (user.value = { ...ann }))).toBe(1);
    expect(await after(() => Object.assign(user.value ?? {}, { plan: 'pro' }))).toBe(2);
    expect(stated.mock.calls.at(-1)).toEqual([{ ...ann, plan: 'pro' }]);
    expect(await after(() => (user.value = { plan: 'pro', ...ann }))).toBe(2);
  });

  it('a user whose fields change one by one is never sent with fields of two users', async () => {
    const user = reactive<DriftUser>({ ...ann });
    const drift = page.createSession();
    const stated = vi.spyOn(drift, 'setUser');
    start({ drift, user: () => user });
    await page.does(() => {
      user.id = bob.id;
      user['email'] = bob.email;
    });
    expect(stated.mock.calls).toEqual([[ann], [bob]]);
  });

  it('the user is set before watchers and rendering that depend on the same ref', async () => {
    const user = shallowRef<User>(ann);
    const drift = page.createSession();
    start({ drift, user }, () => {
      const chat = useDrift();
      watch(user, (now) => chat.track('seen', { by: now?.id }));
    });
    await page.does((vendor) => vendor.come());
    await page.does(() => (user.value = bob));
    await page.does((vendor) => vendor.ready());
    const tracked = page.vendor.ledger.filter(({ what }) => what === 'track');
    expect(tracked.map(({ contact, detail }) => [contact, detail])).toEqual([
      ['bob', { event: 'seen', by: 'bob' }],
    ]);
  });

  it('the user getter runs inside the app, so that it may inject a store', async () => {
    const drift = page.createSession();
    const app = createApp({ render: () => null });
    app.provide('store', { user: ann });
    const { inject } = await import('vue');
    app.use(createDriftPlugin({ drift, user: () => inject<{ user: User }>('store')?.user }));
    app.mount(document.createElement('div'));
    apps.push(app);
    expect(drift.identity).toEqual({ status: 'identifying', user: ann });
  });

  it('the session stays after the app is unmounted, and the next app uses it and requests a failed token again', async () => {
    const desk = createTokenDesk();
    const user = ref<User>(ann);
    const drift = page.createSession({ getUserJwt: desk.getUserJwt, tokenTimeout: 0 });
    const app = start({ drift, user });
    await page.does(() => desk.fail(new Error('no network')));
    stop(app);
    await page.does(() => (user.value = null));
    expect(drift.identity.status).toBe('failed');
    user.value = ann;
    await page.does(() => void start({ drift, user }));
    expect(desk.requests.map(({ id }) => id)).toEqual(['ann', 'ann']);
  });

  it('only the app sets the user: login() of another user is reported until the app is unmounted', async () => {
    const drift = page.createSession();
    const app = start({ drift, user: ann });
    await page.does(() => void drift.login(bob));
    expect(page.errors.map(({ code }) => code)).toEqual(['bad_call']);
    expect(page.errors[0]?.message).toContain('createDriftPlugin({ drift, user })');
    stop(app);
    await page.does(() => void drift.login({ id: 'carl', email: 'carl@acme.com' }));
    expect(page.errors).toHaveLength(1);
  });

  it('without a user option, login() sets the user', async () => {
    const drift: Drift & Session = page.createSession();
    start({ drift });
    await page.does(() => void drift.login(ann));
    await page.does((vendor) => vendor.come());
    await nextTick();
    expect([drift.identity.status, page.errors]).toEqual(['identified', []]);
  });
});
