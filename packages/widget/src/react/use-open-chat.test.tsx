import { fireEvent, render, screen } from '@testing-library/react';
import { StrictMode, useEffect } from 'react';
import { expect, it, vi } from 'vitest';
import { setUpPage } from '../../test-support/test-page';
import type { Drift, DriftError } from '../index';
import { DriftProvider, useOpenChat } from './index';

const page = setUpPage();

function Help({ fallback }: { fallback: (error: DriftError) => void }) {
  return <button onClick={useOpenChat(fallback)}>Help</button>;
}
const tree = (drift: Drift, fallback: (error: DriftError) => void = () => undefined) => (
  <StrictMode>
    <DriftProvider drift={drift}>
      <Help fallback={fallback} />
    </DriftProvider>
  </StrictMode>
);
const press = (): Promise<void> => page.does(() => void fireEvent.click(screen.getByRole('button')));
const opened = (): number => page.vendor.ledger.filter(({ detail }) => detail === 'openChat').length;

it('opens the chat only when the handler is called', async () => {
  render(tree(page.createDrift()));
  await page.does((vendor) => vendor.come());
  expect(opened()).toBe(0);
  await press();
  expect(opened()).toBe(1);
});

it('opens it once Drift is ready, when it is asked before', async () => {
  const fallback = vi.fn();
  render(tree(page.createDrift(), fallback));
  await press();
  expect(opened()).toBe(0);
  await page.does((vendor) => vendor.come());
  expect([opened(), fallback.mock.calls]).toEqual([1, []]);
});

it('falls back with the reason when the attempt fails after it was asked', async () => {
  const fallback = vi.fn();
  render(tree(page.createDrift(), ({ code }) => void fallback(code)));
  await press();
  await page.does((vendor) => vendor.fail());
  expect([fallback.mock.calls, page.errors.map(({ code, calls }) => [code, calls])]).toEqual([
    [['blocked']],
    [['blocked', ['api.openChat']]],
  ]);
});

it('tries again after a failure, and opens the chat that comes', async () => {
  const fallback = vi.fn();
  render(tree(page.createDrift(), fallback));
  await page.does((vendor) => vendor.fail());
  await press();
  await page.does((vendor) => vendor.come());
  expect([opened(), fallback.mock.calls]).toEqual([1, []]);
});

it('falls back at once where Drift is switched off', async () => {
  const fallback = vi.fn();
  render(tree(page.createDrift({ enabled: false }), ({ code }) => void fallback(code)));
  await press();
  expect(fallback.mock.calls).toEqual([['disabled']]);
});

it('calls the fallback of the last render, and no fallback after the button is unmounted', async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const drift = page.createDrift();
  const view = render(tree(drift, first));
  await press();
  view.rerender(tree(drift, second));
  await page.does((vendor) => vendor.fail());
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  await press();
  view.unmount();
  await page.does((vendor) => vendor.fail());
  expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
});

it('returns the same handler on every render, so that an effect can open the chat once', async () => {
  function Arrival({ fallback }: { fallback: () => void }) {
    const openChat = useOpenChat(fallback);
    useEffect(() => openChat(), [openChat]);
    return null;
  }
  const drift = page.createDrift();
  const arrival = () => (
    <DriftProvider drift={drift}>
      <Arrival fallback={() => undefined} />
    </DriftProvider>
  );
  const view = render(arrival());
  await page.does((vendor) => vendor.come());
  view.rerender(arrival());
  view.rerender(arrival());
  expect(opened()).toBe(1);
});
