import { render } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it, vi } from 'vitest';
import { setUpPage } from '../../test-support/test-page';
import type { Drift } from '../index';
import { DriftProvider, useDriftPage } from './index';

const page = setUpPage();

function Route({ path }: { path: string }) {
  useDriftPage(path);
  return null;
}
/** `mount`: another value is another mount of the route, as in apps whose pages each call the hook. */
const tree = (drift: Drift, path: string, mount = 'layout') => (
  <StrictMode>
    <DriftProvider drift={drift}>
      <Route key={mount} path={path} />
    </DriftProvider>
  </StrictMode>
);
const counted = (): unknown[] =>
  page.vendor.ledger.filter(({ what }) => what === 'page').map(({ detail }) => detail);

it('reports each change of the path to Drift, but not the first path', async () => {
  const drift = page.createDrift();
  const view = render(tree(drift, '/'));
  await page.does((vendor) => vendor.come());
  expect(counted()).toEqual([]);
  for (const path of ['/pricing', '/pricing', '/']) view.rerender(tree(drift, path));
  expect(counted()).toEqual(['/pricing', '/']);
});

it('takes the path it finds for counted when it comes to a Drift that is up', async () => {
  const drift = page.createDrift();
  drift.load();
  await page.does((vendor) => vendor.come());
  render(tree(drift, '/pricing'));
  expect(counted()).toEqual([]);
});

it('counts alike where every page calls it for itself', async () => {
  const drift = page.createDrift();
  const view = render(tree(drift, '/', 'home'));
  await page.does((vendor) => vendor.come());
  view.rerender(tree(drift, '/pricing', 'pricing'));
  view.rerender(tree(drift, '/pricing', 'pricing again'));
  expect(counted()).toEqual(['/pricing']);
});

it('waits with the rest while Drift is on its way, and only the last path counts', async () => {
  const drift = page.createDrift();
  const view = render(tree(drift, '/'));
  view.rerender(tree(drift, '/pricing'));
  view.rerender(tree(drift, '/account'));
  await page.does((vendor) => vendor.come());
  expect(counted()).toEqual(['/account']);
});

it('leaves the paths before Drift comes to Drift, which counts the one it boots on', async () => {
  const session = page.createSession();
  const told = vi.spyOn(session, 'page');
  const view = render(tree(session, '/'));
  view.rerender(tree(session, '/pricing'));
  await page.does(() => session.setUser(null));
  await page.does((vendor) => vendor.come());
  expect([told.mock.calls, counted()]).toEqual([[], []]);
  view.rerender(tree(session, '/account'));
  expect(counted()).toEqual(['/account']);
});
