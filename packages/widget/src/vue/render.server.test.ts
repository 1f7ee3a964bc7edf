// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { createSSRApp, effectScope, h, ref } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { createSession } from '../index';
import { createDriftPlugin, useDrift, useDriftEvent } from './index';
import { useDriftIdentity, useDriftPage, useDriftState, useOpenChat } from './index';

function everything(): string {
  const drift = useDrift();
  const { identity } = useDriftIdentity();
  useDriftEvent('chatOpen', () => undefined);
  useDriftPage('/');
  useOpenChat(() => undefined);
  return [typeof drift.track, useDriftState().value.status, identity.value.status].join(' ');
}

/** All but Vue's own. */
const globals = (): PropertyKey[] =>
  Reflect.ownKeys(globalThis).filter((name) => !String(name).startsWith('__VUE'));

it.each([true, false])(
  'renders on a server as nobody knows yet (enabled: %s), and touches nothing',
  async (enabled) => {
    const complaints = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')];
    const before = globals();
    const session = createSession({ embedId: 'abcdefgh1234', enabled });
    const calls = (['load', 'setUser', 'login', 'on', 'page', 'subscribe', 'subscribeIdentity'] as const).map(
      (name) => vi.spyOn(session, name as 'load'),
    );
    const app = createSSRApp({
      setup: () =>
        (
          (text) => () =>
            h('p', text)
        )(everything()),
    });
    app.use(createDriftPlugin({ drift: session, user: ref({ id: 'ann' }) }));
    const html = await renderToString(app);
    // A store outlives the rendering of its page.
    const store = app.runWithContext(() => effectScope(true).run(everything));
    expect([html, store]).toEqual(['<p>function idle unknown</p>', 'function idle unknown']);
    expect([...calls, ...complaints].flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect([typeof document, globals()]).toEqual(['undefined', before]);
  },
);
