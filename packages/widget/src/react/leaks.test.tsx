/** Law 14 by way of React: in whatever order effects run, what is called for one person does not reach another. */
import { act, render } from '@testing-library/react';
import { StrictMode, Suspense, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { createSuspender } from '../../test-support/suspender';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import type { DriftUser, Session } from '../index';
import { DriftProvider, useDrift, useDriftEvent, useDriftIdentity } from './index';

const page = setUpPage();

/** Calls that reached the wrong contact. */
const strayed = (): unknown[] =>
  page.vendor.ledger.flatMap(({ what, contact, detail }) => {
    const owner = (detail as { owner?: string } | undefined)?.owner;
    return owner !== undefined && owner !== (contact ?? 'nobody')
      ? [`${what} of ${owner} on ${contact}`]
      : [];
  });
const landedFor = (who: string): number =>
  page.vendor.ledger.filter(({ detail }) => (detail as { owner?: string } | undefined)?.owner === who).length;
const isSeen = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')].some(
    ({ style }) => style.visibility !== 'hidden',
  );
const nameOf = (user: DriftUser | null | undefined): string => String(user?.id ?? 'nobody');

/** A common app pattern: send more attributes whenever the user changes. */
function TellsInEffect({ user }: { user: DriftUser | null | undefined }): ReactNode {
  const drift = useDrift();
  useEffect(() => {
    if (user !== undefined) drift.setUserAttributes({ owner: nameOf(user) });
  }, [drift, user]);
  return null;
}
function TellsInLayoutEffect({ user }: { user: DriftUser | null | undefined }): ReactNode {
  const drift = useDrift();
  useLayoutEffect(() => {
    if (user !== undefined) drift.track('seen', { owner: nameOf(user) });
  }, [drift, user]);
  return null;
}

interface AppProps {
  drift: Session;
  user: DriftUser | null | undefined;
  children?: ReactNode;
}
function App({ drift, user, children }: AppProps): ReactNode {
  return (
    <DriftProvider drift={drift} user={user}>
      <TellsInEffect user={user} />
      <TellsInLayoutEffect user={user} />
      {children}
    </DriftProvider>
  );
}

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await page.does((vendor) => {
      if (document.scripts.length > 0 && ['away', 'unloaded'].includes(vendor.phase)) vendor.arrive();
      vendor.ready();
    });
  }
}

describe.each([
  ['', undefined],
  [' under StrictMode', StrictMode],
])('effects of children%s', (_, wrapper) => {
  const begin = async (user: DriftUser | null | undefined, drift = page.createSession()) => {
    const view = render(<App drift={drift} user={user} />, wrapper ? { wrapper } : {});
    await settle();
    const become = async (next: DriftUser | null | undefined): Promise<void> => {
      await page.does(() => view.rerender(<App drift={drift} user={next} />));
    };
    return { view, drift, become };
  };

  it.each([
    [ann, bob],
    [ann, null],
    [null, ann],
    [undefined, ann],
  ])('calls that run when %o becomes %o are about the new user', async (before, next) => {
    const { become } = await begin(before);
    await become(next);
    await settle();
    expect([strayed(), landedFor(nameOf(next)) >= 2]).toEqual([[], true]);
  });

  it('calls that run while the user goes from ann over undefined to bob are about the user at that time', async () => {
    const { become } = await begin(ann);
    await become(undefined);
    await become(bob);
    await settle();
    expect([strayed(), isSeen(), page.vendor.contact]).toEqual([[], true, 'bob']);
  });

  it('calls of a tree keyed by user are about the user of that tree', async () => {
    const drift = page.createSession();
    const tree = (user: DriftUser): ReactNode => <App key={user.id} drift={drift} user={user} />;
    const view = render(tree(ann), wrapper ? { wrapper } : {});
    await settle();
    await page.does(() => view.rerender(tree(bob)));
    await settle();
    expect([strayed(), landedFor('bob') >= 2]).toEqual([[], true]);
  });

  it('calls of a tree that was suspended when the user changed are about the new user', async () => {
    const { Gate, suspend, resume } = createSuspender();
    resume();
    const drift = page.createSession();
    const tree = (user: DriftUser | null): ReactNode => (
      <Suspense fallback="one moment">
        <App drift={drift} user={user}>
          <Gate />
        </App>
      </Suspense>
    );
    const view = render(tree(ann), wrapper ? { wrapper } : {});
    await settle();
    suspend();
    view.rerender(tree(bob));
    await settle();
    expect(strayed()).toEqual([]);
    await page.does(resume);
    await settle();
    expect([strayed(), page.vendor.contact]).toEqual([[], 'bob']);
  });

  it('calls of a transition to bob that was abandoned for nobody are about nobody', async () => {
    const { Gate, suspend, resume } = createSuspender();
    resume();
    const drift = page.createSession();
    let become = (_: DriftUser | null): void => undefined;
    function Whole(): ReactNode {
      const [user, setUser] = useState<DriftUser | null>(ann);
      useEffect(() => void (become = setUser), []);
      return (
        <App drift={drift} user={user}>
          {user?.id === 'bob' && <Gate />}
        </App>
      );
    }
    render(
      <Suspense fallback="one moment">
        <Whole />
      </Suspense>,
      wrapper ? { wrapper } : {},
    );
    await settle();
    suspend();
    await act(async () => startTransition(() => become(bob)));
    await act(async () => become(null));
    await settle();
    expect([strayed(), page.vendor.contact, page.story().filter((line) => line.includes('bob'))]).toEqual([
      [],
      null,
      [],
    ]);
  });
});

it('a listener of useDriftEvent that was made for ann is not called for bob', async () => {
  const session = page.createSession();
  const heard: string[] = [];
  function Ear({ user }: { user: DriftUser }): ReactNode {
    useDriftEvent('startConversation', () => heard.push(String(user.id)));
    return null;
  }
  const tree = (user: DriftUser): ReactNode => (
    <DriftProvider drift={session} user={user}>
      <Ear user={user} />
    </DriftProvider>
  );
  const view = render(tree(ann));
  await settle();
  await page.does(() => view.rerender(tree(bob)));
  await settle();
  await page.does((vendor) => vendor.emit('startConversation', {}));
  expect(heard).toEqual(['bob']);
});

describe('login() in a tree whose provider says undefined', () => {
  it.each([
    ['ann', ann],
    ['bob', bob],
  ])('after ann was set, the user is %s, and gets no call of another user', async (_, who) => {
    const session = page.createSession();
    const view = render(<App drift={session} user={ann} />);
    await settle();
    await page.does(() => view.rerender(<App drift={session} user={undefined} />));
    session.track('seen', { owner: 'ann' });
    await page.does(() => void session.login(who));
    await settle();
    expect([strayed(), session.identity.status, page.vendor.contact, isSeen()]).toEqual([
      [],
      'identified',
      who.id,
      true,
    ]);
    await page.does(() => view.rerender(<App drift={session} user={null} />));
    await settle();
    expect([strayed(), session.identity.status, page.vendor.contact]).toEqual([[], 'anonymous', null]);
  });
});

it('setUser in render ends with the person of the last render, and does not loop', async () => {
  const session = page.createSession();
  let renders = 0;
  function Careless({ user }: { user: DriftUser | null }): ReactNode {
    renders++;
    session.setUser(user);
    return null;
  }
  function Status(): ReactNode {
    return useDriftIdentity().identity.status;
  }
  const tree = (user: DriftUser | null): ReactNode => (
    <StrictMode>
      <DriftProvider drift={session}>
        <Status />
        <Careless user={user} />
      </DriftProvider>
    </StrictMode>
  );
  const view = render(tree(ann));
  await settle();
  await page.does(() => view.rerender(tree({ ...bob })));
  await settle();
  await page.does(() => view.rerender(tree({ ...bob })));
  await settle();
  expect([page.vendor.contact, view.container.textContent, renders < 20, strayed()]).toEqual([
    'bob',
    'identified',
    true,
    [],
  ]);
  // oxlint-disable-next-line no-console -- React says that a render must not change others, and is right
  vi.mocked(console.error).mockClear();
});
