import { afterEach, expect, it, vi } from 'vitest';
import { createSSRApp, h } from 'vue';
import type { App } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { ann, setUpPage } from '../../test-support/test-page';
import type { Session } from '../index';
import { createDriftPlugin, useDriftIdentity, useDriftState } from './index';

const page = setUpPage();
let app: App | undefined;
afterEach(() => app?.unmount());

function create(session: Session): App {
  const truth = {
    setup() {
      const [state, { identity }] = [useDriftState(), useDriftIdentity()];
      return () =>
        h('main', [
          h('p', `${state.value.status} ${identity.value.status}`),
          state.value.status === 'disabled' ? h('a', 'help@acme.com') : null,
        ]);
    },
  };
  return createSSRApp(truth).use(createDriftPlugin({ drift: session, user: ann }));
}

/** The browser got the server's page; its Drift has come to what it is by the time Vue hydrates. */
async function hydrate(session: Session): Promise<[served: string | null, shown: string | null]> {
  const place = document.createElement('div');
  // What the plugin does in this page's process is not what a server would have done: it has done nothing yet.
  place.innerHTML = await renderToString(create(page.createSession({ enabled: false })));
  const served = place.textContent;
  const complaints = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await page.does(() => {
    app = create(session);
    app.mount(place);
  });
  expect(complaints.mock.calls).toEqual([]);
  return [served, place.textContent];
}

it('hydrates from the server state to a browser where Drift is ready and a user is identified', async () => {
  const session = page.createSession();
  session.setUser(ann);
  session.load();
  await page.does((vendor) => vendor.come());
  expect(await hydrate(session)).toEqual(['idle unknown', 'ready identified']);
});

it('goes to that of a browser where Drift is switched off, which the server did not know', async () => {
  const off = page.createSession({ enabled: false });
  expect(await hydrate(off)).toEqual(['idle unknown', 'disabled unknownhelp@acme.com']);
});
