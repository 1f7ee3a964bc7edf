import { render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import { countSubscriptions } from '../../test-support/count-subscriptions';
import { ann, setUpPage } from '../../test-support/test-page';
import { DriftProvider, useDriftIdentity } from './index';
import type { DriftIdentity } from './index';

const page = setUpPage();

let seen: DriftIdentity[] = [];
function Identity() {
  const hook = useDriftIdentity();
  seen.push(hook);
  return <p>{'user' in hook.identity ? hook.identity.user.id : hook.identity.status}</p>;
}
const shown = (): string | null => screen.getByRole('paragraph').textContent;

it('follows the identity, and logs people in and out', async () => {
  render(
    <DriftProvider drift={page.createSession()}>
      <Identity />
    </DriftProvider>,
  );
  expect(shown()).toBe('unknown');
  await page.does(() => void seen.at(-1)?.login(ann));
  await page.does((vendor) => vendor.come());
  expect(shown()).toBe('ann');
  await page.does(() => void seen.at(-1)?.logout());
  await page.does((vendor) => vendor.ready());
  expect(shown()).toBe('anonymous');
  expect(page.story()).toEqual(['identify:-', 'born:ann', 'reset:ann', 'born:-']);
});

it('returns the same login and logout on every render', async () => {
  const session = page.createSession();
  seen = [];
  render(
    <DriftProvider drift={session}>
      <Identity />
    </DriftProvider>,
  );
  await page.does(() => void session.login(ann));
  expect(seen.length).toBeGreaterThan(1);
  expect(new Set(seen.map(({ login }) => login)).size).toBe(1);
  expect(new Set(seen.map(({ logout }) => logout)).size).toBe(1);
});

it('does not render when only the state of Drift changes', async () => {
  const session = page.createSession();
  render(
    <DriftProvider drift={session} user={null}>
      <Identity />
    </DriftProvider>,
  );
  seen = [];
  await page.does((vendor) => vendor.come());
  expect([session.state.status, seen]).toEqual(['ready', []]);
});

it('throws where the provider has no session, and says which object it needs', () => {
  const tree = (
    <DriftProvider drift={page.createDrift()}>
      <Identity />
    </DriftProvider>
  );
  expect(() => renderToString(tree)).toThrow(
    '[driftkit] useDriftIdentity() needs a session: pass an object made by createSession',
  );
});

it('leaves no subscription behind, and holds one while it is mounted', () => {
  const session = page.createSession();
  const count = countSubscriptions(session, 'subscribeIdentity');
  const tree = (child: React.ReactNode) => (
    <StrictMode>
      <DriftProvider drift={session}>{child}</DriftProvider>
    </StrictMode>
  );
  const view = render(tree(null));
  const without = count.live;
  view.rerender(tree(<Identity />));
  expect(count.live).toBe(without + 1);
  view.rerender(tree(null));
  expect(count.live).toBe(without);
});
