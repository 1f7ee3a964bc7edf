import { render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it } from 'vitest';
import { countSubscriptions } from '../../test-support/count-subscriptions';
import { ann, setUpPage } from '../../test-support/test-page';
import { DriftProvider, useDriftState } from './index';

const page = setUpPage();

let seen: string[] = [];
function Status() {
  const state = useDriftState();
  seen.push(state.status);
  return <p>{state.status === 'failed' ? state.error.code : state.status}</p>;
}
const shown = (): string | null => screen.getByRole('paragraph').textContent;

it('follows the state, one render for each change', async () => {
  seen = [];
  render(
    <DriftProvider drift={page.createDrift()}>
      <Status />
    </DriftProvider>,
  );
  await page.does((vendor) => vendor.arrive());
  await page.does((vendor) => vendor.ready());
  expect(seen).toEqual(['idle', 'loading', 'ready']);
});

it('returns the reason when there is no chat', async () => {
  render(
    <DriftProvider drift={page.createDrift()}>
      <Status />
    </DriftProvider>,
  );
  await page.does((vendor) => vendor.fail());
  expect(shown()).toBe('blocked');
});

it('does not render when only the identity changes', async () => {
  const session = page.createSession();
  session.setUser(null);
  render(
    <DriftProvider drift={session}>
      <Status />
    </DriftProvider>,
  );
  await page.does((vendor) => vendor.come());
  seen = [];
  await page.does(() => void session.login(ann));
  expect([session.identity.status, seen]).toEqual(['identified', []]);
});

it('shows the state at mount, also where Drift was up long before', async () => {
  const drift = page.createDrift();
  drift.load();
  await page.does((vendor) => vendor.come());
  seen = [];
  render(
    <DriftProvider drift={drift}>
      <Status />
    </DriftProvider>,
  );
  expect(seen).toEqual(['ready']);
});

it('leaves no subscription behind, and holds one while it is mounted', () => {
  const drift = page.createDrift();
  const count = countSubscriptions(drift, 'subscribe');
  const view = render(
    <StrictMode>
      <DriftProvider drift={drift}>
        <Status />
      </DriftProvider>
    </StrictMode>,
  );
  expect(count.live).toBe(1);
  view.unmount();
  expect(count.live).toBe(0);
});
