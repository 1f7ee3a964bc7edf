import { render } from '@testing-library/react';
import { StrictMode, useLayoutEffect } from 'react';
import { expect, it } from 'vitest';
import { countSubscriptions } from '../../test-support/count-subscriptions';
import { ann, setUpPage } from '../../test-support/test-page';
import type { Drift, DriftEventName } from '../index';
import { DriftProvider, useDriftEvent } from './index';

const page = setUpPage();

let heard: unknown[] = [];
function Ear({ event = 'chatOpen', says = 'heard' }: { event?: DriftEventName; says?: string }) {
  useDriftEvent(event, (...args: unknown[]) => heard.push([says, ...args]));
  return null;
}
const tree = (drift: Drift, ear: React.ReactNode = <Ear />) => (
  <DriftProvider drift={drift}>{ear}</DriftProvider>
);
const opens = (): Promise<void> => page.does((vendor) => vendor.emit('chatOpen'));

it('hands on what Drift says, payload and all', async () => {
  heard = [];
  render(tree(page.createDrift(), <Ear event="startConversation" />));
  await page.does((vendor) => vendor.come());
  await page.does((vendor) => vendor.emit('startConversation', { conversationId: 7, inboxId: 1 }));
  expect(heard).toEqual([['heard', { conversationId: 7, inboxId: 1 }]]);
});

it('calls the latest listener, with one subscription over all renders', async () => {
  heard = [];
  const drift = page.createDrift();
  const count = countSubscriptions(drift, 'on');
  const view = render(tree(drift, <Ear says="first" />));
  await page.does((vendor) => vendor.come());
  for (const says of ['second', 'third']) view.rerender(tree(drift, <Ear says={says} />));
  await opens();
  expect([heard, count]).toEqual([[['third']], { live: 1, ever: 1 }]);
});

it('has the new listener from the moment of the commit on', async () => {
  /** Something of the page's that makes Drift speak while React still commits. */
  function Loud() {
    useLayoutEffect(() => page.vendor.emit('chatOpen'));
    return null;
  }
  const both = (says: string) => (
    <>
      <Ear says={says} />
      <Loud />
    </>
  );
  const drift = page.createDrift();
  const view = render(tree(drift, both('old')));
  await page.does((vendor) => vendor.come());
  heard = [];
  view.rerender(tree(drift, both('new')));
  expect(heard).toEqual([['new']]);
});

it('follows another event and another object, and lets the old ones go', async () => {
  heard = [];
  const [one, two] = [page.createDrift(), page.createDrift()];
  const counts = [countSubscriptions(one, 'on'), countSubscriptions(two, 'on')];
  const view = render(tree(one, <Ear />));
  view.rerender(tree(one, <Ear event="chatClose" />));
  expect(counts[0]).toEqual({ live: 1, ever: 2 });
  view.rerender(tree(two, <Ear event="chatClose" />));
  expect(counts).toEqual([
    { live: 0, ever: 2 },
    { live: 1, ever: 1 },
  ]);
});

it('stops with its component', async () => {
  heard = [];
  const drift = page.createDrift();
  const count = countSubscriptions(drift, 'on');
  const view = render(tree(drift), { wrapper: StrictMode });
  await page.does((vendor) => vendor.come());
  view.rerender(tree(drift, null));
  await opens();
  expect([heard, count.live]).toEqual([[], 0]);
});

it('hears each event once under StrictMode, a late `ready` too', async () => {
  heard = [];
  const drift = page.createDrift();
  drift.load();
  await page.does((vendor) => vendor.come());
  render(
    tree(
      drift,
      <>
        <Ear />
        <Ear event="ready" says="ready" />
      </>,
    ),
    { wrapper: StrictMode },
  );
  await page.does(() => undefined);
  await opens();
  expect(heard.map((entry) => (entry as unknown[])[0])).toEqual(['ready', 'heard']);
});

it('goes on after a logout', async () => {
  heard = [];
  const session = page.createSession();
  render(
    <DriftProvider drift={session} user={ann}>
      <Ear />
    </DriftProvider>,
  );
  await page.does((vendor) => vendor.come());
  await page.does(() => void session.logout());
  await page.does((vendor) => vendor.ready());
  await opens();
  expect(heard).toEqual([['heard']]);
});
