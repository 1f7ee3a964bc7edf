import * as React from 'react';
import { act, render } from '@testing-library/react';
import { startTransition, StrictMode, Suspense, useEffect, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { ReactNode } from 'react';
import { createSuspender } from '../../test-support/suspender';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import type { DriftUser } from '../index';
import { DriftProvider, useDrift, useDriftEvent } from './index';

const page = setUpPage();

function Visit() {
  const drift = useDrift();
  useEffect(() => drift.track('visited'), [drift]);
  return null;
}
function Ear({ heard }: { heard: () => void }) {
  useDriftEvent('chatOpen', heard);
  return null;
}

describe('Suspense', () => {
  it('loads nothing for a tree that was never shown, and once when it is', async () => {
    const { Gate, resume } = createSuspender();
    const drift = page.createDrift();
    const loads = vi.spyOn(drift, 'load');
    render(
      <Suspense fallback="one moment">
        <DriftProvider drift={drift}>
          <Visit />
          <Gate />
        </DriftProvider>
      </Suspense>,
    );
    expect([drift.state.status, document.scripts.length]).toEqual(['idle', 0]);
    await page.does(resume);
    await page.does((vendor) => vendor.come());
    expect([loads.mock.calls.length, page.story()]).toEqual([1, ['born:-', 'track:-']]);
  });

  it('hidden again, a tree loads nothing twice, states nobody twice, and misses no event', async () => {
    const { Gate, suspend, resume } = createSuspender();
    resume();
    const session = page.createSession();
    const [loads, stated, heard] = [vi.spyOn(session, 'load'), vi.spyOn(session, 'setUser'), vi.fn()];
    const tree = () => (
      <Suspense fallback="one moment">
        <DriftProvider drift={session} user={ann}>
          <Visit />
          <Ear heard={heard} />
          <Gate />
        </DriftProvider>
      </Suspense>
    );
    const view = render(tree());
    await page.does((vendor) => vendor.come());
    suspend();
    view.rerender(tree());
    expect(view.container.textContent).toBe('one moment');
    await page.does((vendor) => vendor.emit('chatOpen'));
    await page.does(resume);
    await page.does((vendor) => vendor.emit('chatOpen'));
    expect([loads, stated, heard].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 2]);
    expect(page.story()).toEqual(['identify:-', 'born:ann', 'track:ann']);
  });
});

describe('a transition', () => {
  let say: (user: DriftUser) => void;
  function App({ gate, children }: { gate: ReactNode; children: (user: DriftUser) => ReactNode }) {
    const [user, setUser] = useState<DriftUser>(ann);
    useEffect(() => void (say = setUser), []);
    return (
      <Suspense fallback="one moment">
        {children(user)}
        {user.id !== 'ann' && gate}
      </Suspense>
    );
  }

  it('sets its user when the tree is shown, not while React prepares it', async () => {
    const { Gate, resume } = createSuspender();
    const session = page.createSession();
    const stated = vi.spyOn(session, 'setUser');
    render(<App gate={<Gate />}>{(user) => <DriftProvider drift={session} user={user} />}</App>);
    await page.does(() => startTransition(() => say(bob)));
    expect(stated.mock.calls).toEqual([[ann]]);
    await page.does(resume);
    expect(stated.mock.calls).toEqual([[ann], [bob]]);
  });

  it('a tree that React discards has set no user', async () => {
    const { Gate } = createSuspender();
    const session = page.createSession();
    const stated = vi.spyOn(session, 'setUser');
    render(<App gate={<Gate />}>{(user) => <DriftProvider drift={session} user={user} />}</App>);
    await page.does(() => startTransition(() => say(bob)));
    await page.does(() => say({ ...ann }));
    expect(stated.mock.calls).toEqual([[ann]]);
  });

  it('calls no listener while React only prepares the tree', async () => {
    const { Gate } = createSuspender();
    const drift = page.createDrift();
    const heard: string[] = [];
    render(
      <DriftProvider drift={drift}>
        <App gate={<Gate />}>{({ id }) => <Ear heard={() => heard.push(id)} />}</App>
      </DriftProvider>,
    );
    await page.does((vendor) => vendor.come());
    await page.does(() => startTransition(() => say(bob)));
    await page.does((vendor) => vendor.emit('chatOpen'));
    expect(heard).toEqual(['ann']);
  });
});

// React 18 has no <Activity>.
const { Activity } = React as Partial<typeof React>;
describe.runIf(Activity)('an Activity', () => {
  it('hidden hears nothing, shown again hears on, and loads nothing twice', async () => {
    if (!Activity) return;
    const heard = vi.fn();
    const session = page.createSession();
    const tree = (mode: 'hidden' | 'visible') => (
      <StrictMode>
        <Activity mode={mode}>
          <DriftProvider drift={session} user={ann}>
            <Ear heard={heard} />
          </DriftProvider>
        </Activity>
      </StrictMode>
    );
    const view = render(tree('visible'));
    await page.does((vendor) => vendor.come());
    for (const mode of ['hidden', 'visible'] as const) {
      act(() => view.rerender(tree(mode)));
      await page.does((vendor) => vendor.emit('chatOpen'));
    }
    expect([heard.mock.calls.length, page.story()]).toEqual([1, ['identify:-', 'born:ann']]);
  });
});
