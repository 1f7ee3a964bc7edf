import { render } from '@testing-library/react';
import { Profiler, StrictMode } from 'react';
import { expect, it, vi } from 'vitest';
import { ann, setUpPage } from '../../test-support/test-page';
import { createTokenDesk } from '../../test-support/tokens';
import type { Drift, DriftError } from '../index';
import { DriftFallback, DriftProvider } from './index';

const page = setUpPage();
const tree = (
  drift: Drift,
  children: React.ComponentProps<typeof DriftFallback>['children'] = 'Write to us',
) => (
  <DriftProvider drift={drift}>
    <DriftFallback>{children}</DriftFallback>
  </DriftProvider>
);

it('shows nothing while Drift may still load, and nothing when Drift is ready', async () => {
  const why = vi.fn();
  const { container } = render(tree(page.createDrift(), why));
  await page.does((vendor) => vendor.arrive());
  await page.does((vendor) => vendor.ready());
  expect([container.textContent, why.mock.calls]).toEqual(['', []]);
});

it('shows its children when Drift cannot come, and takes them away when it comes after all', async () => {
  const drift = page.createDrift();
  const { container } = render(tree(drift), { wrapper: StrictMode });
  await page.does((vendor) => vendor.fail());
  expect(container.textContent).toBe('Write to us');
  await page.does(() => drift.load());
  await page.does((vendor) => vendor.come());
  expect(container.textContent).toBe('');
});

it('tells a function why', async () => {
  const { container } = render(tree(page.createDrift(), ({ code }: DriftError) => `no chat: ${code}`));
  await page.does((vendor) => vendor.fail());
  expect(container.textContent).toBe('no chat: blocked');
});

it('shows them too where chat is off because a token failed', async () => {
  const desk = createTokenDesk();
  const session = page.createSession({
    getUserJwt: desk.getUserJwt,
    tokenTimeout: 0,
    whenTokenFails: 'unavailable',
  });
  const { container } = render(
    <DriftProvider drift={session} user={ann}>
      <DriftFallback>{({ code }) => code}</DriftFallback>
    </DriftProvider>,
  );
  await page.does(() => desk.fail(new Error('no network')));
  expect(container.textContent).toBe('token_failed');
});

it('shows its children when Drift is disabled, because the visitor has no chat then either', () => {
  const { container } = render(tree(page.createDrift({ enabled: false }), ({ code }) => code));
  expect(container.textContent).toBe('disabled');
});

it('renders only when chat comes or goes', async () => {
  const drift = page.createDrift();
  const renders = vi.fn();
  render(
    <Profiler id="fallback" onRender={renders}>
      {tree(drift)}
    </Profiler>,
  );
  await page.does((vendor) => vendor.come());
  expect([drift.state.status, renders.mock.calls.length]).toEqual(['ready', 1]);
  await page.does(() => drift.unload());
  await page.does(() => drift.load());
  expect(renders).toHaveBeenCalledTimes(1);
  await page.does((vendor) => vendor.fail());
  expect(renders).toHaveBeenCalledTimes(2);
});
