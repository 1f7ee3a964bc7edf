/** Law 10, by way of the provider: optional chaining makes a session that has ended `undefined`. */
import { render } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import type { DriftUser, Session } from '../index';
import { DriftProvider } from './index';

const page = setUpPage();

const isSeen = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('.drift-conductor-item, iframe')].some(
    ({ style }) => style.visibility !== 'hidden',
  );
const codes = (): string[] => page.errors.map(({ code }) => code);

/** An app whose auth library gives `{ user }`, or nothing once the session has ended. */
function App({ drift, auth }: { drift: Session; auth: { user: DriftUser | null } | undefined }): ReactNode {
  return <DriftProvider drift={drift} user={auth?.user} />;
}

async function annIsHere(session: Session, wrapper?: typeof StrictMode): Promise<ReturnType<typeof render>> {
  const view = render(<App drift={session} auth={{ user: ann }} />, wrapper ? { wrapper } : {});
  await page.does((vendor) => vendor.come());
  expect(isSeen()).toBe(true);
  return view;
}

describe.each([
  ['', undefined],
  [' under StrictMode', StrictMode],
])('a user who becomes undefined%s', (_, wrapper) => {
  it('the chat of a user who becomes undefined is hidden at once, gets no call of others, and is reported after 10 seconds', async () => {
    const session = page.createSession();
    const view = await annIsHere(session, wrapper);
    await page.does(() => view.rerender(<App drift={session} auth={undefined} />));
    session.track('whose?');
    await page.does(() => undefined);
    expect([isSeen(), session.state, session.identity.status]).toEqual([
      false,
      { status: 'waiting', for: 'user' },
      'unknown',
    ]);
    expect(page.story()).toEqual(['identify:-', 'born:ann']);
    await page.passes(10_000);
    expect([codes(), page.vendor.phase, document.cookie.includes('ann')]).toEqual([
      ['undecided'],
      'unloaded',
      true,
    ]);
  });

  it('the chat is shown again when the same user comes back, without a new identify', async () => {
    const session = page.createSession();
    const view = await annIsHere(session, wrapper);
    await page.does(() => view.rerender(<App drift={session} auth={undefined} />));
    await page.does(() => view.rerender(<App drift={session} auth={{ user: { ...ann } }} />));
    await page.passes(60_000);
    expect([isSeen(), session.state.status, session.identity.status, page.story(), codes()]).toEqual([
      true,
      'ready',
      'identified',
      ['identify:-', 'born:ann'],
      [],
    ]);
  });

  it.each([
    [null, null, 'anonymous'],
    [bob, 'bob', 'identified'],
  ])('the user is removed by a finished reset when %o follows', async (user, contact, status) => {
    const session = page.createSession();
    const view = await annIsHere(session, wrapper);
    await page.does(() => view.rerender(<App drift={session} auth={undefined} />));
    await page.does(() => view.rerender(<App drift={session} auth={{ user }} />));
    expect(isSeen()).toBe(false);
    await page.does((vendor) => vendor.ready());
    expect([page.story()[2], page.vendor.contact, session.identity.status, isSeen()]).toEqual([
      'reset:ann',
      contact,
      status,
      true,
    ]);
  });

  it('while the provider was away is hidden when it comes back', async () => {
    const session = page.createSession();
    const view = await annIsHere(session, wrapper);
    view.unmount();
    expect(isSeen()).toBe(true);
    render(<App drift={session} auth={undefined} />);
    expect([isSeen(), session.identity.status]).toEqual([false, 'unknown']);
  });

  it('because the prop itself has gone is hidden', async () => {
    const session = page.createSession();
    const tree = (user?: DriftUser): ReactNode => <DriftProvider drift={session} {...(user && { user })} />;
    const view = render(tree(ann), wrapper ? { wrapper } : {});
    await page.does((vendor) => vendor.come());
    await page.does(() => view.rerender(tree()));
    expect([isSeen(), session.identity.status]).toEqual([false, 'unknown']);
  });
});

it('a provider without a user leaves the user of another one alone', async () => {
  const session = page.createSession();
  const tree = (isThere: boolean): ReactNode => (
    <DriftProvider drift={session} user={ann}>
      {isThere && <DriftProvider drift={session} />}
    </DriftProvider>
  );
  const view = render(tree(false));
  await page.does((vendor) => vendor.come());
  await page.does(() => view.rerender(tree(true)));
  expect([isSeen(), session.identity.status]).toEqual([true, 'identified']);
});

it('a user who was logged in by login() is not hidden by a provider that never knew one', async () => {
  const session = page.createSession();
  void session.login(ann);
  render(<App drift={session} auth={undefined} />);
  await page.does((vendor) => vendor.come());
  expect([isSeen(), session.identity.status]).toEqual([true, 'identified']);
});

it('an app that never says who is here is told that null means nobody', async () => {
  const session = page.createSession();
  render(<App drift={session} auth={undefined} />);
  await page.passes(10_000);
  expect([codes(), session.state, document.scripts.length]).toEqual([
    ['undecided'],
    { status: 'waiting', for: 'user' },
    0,
  ]);
});
