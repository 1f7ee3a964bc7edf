import { render } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it } from 'vitest';
import { countSubscriptions } from '../../test-support/count-subscriptions';
import { ann, bob, setUpPage } from '../../test-support/test-page';
import type { DriftUser, Session } from '../index';
import { DriftProvider } from './index';

const page = setUpPage();
const carl = { id: 'carl', email: 'carl@acme.com' };

const tree = (session: Session, user?: DriftUser | null) => (
  <StrictMode>
    <DriftProvider drift={session} user={user} />
  </StrictMode>
);
const blamed = (): string[] =>
  page.errors.map(({ code, message }) => `${code} ${/"(\w+)" was logged in/.exec(message)?.[1]}`);

async function renderReady(user?: DriftUser | null): Promise<{ session: Session; say: typeof say }> {
  const session = page.createSession();
  const view = render(tree(session, user));
  if (user !== undefined) await page.does((vendor) => vendor.come());
  const say = (next: DriftUser | null | undefined): Promise<void> =>
    page.does((vendor) => {
      view.rerender(tree(session, next));
      vendor.ready();
    });
  return { session, say };
}
/** Somebody logs in beside the provider, and Drift follows to the end. */
const logIn = async (session: Session, user: DriftUser): Promise<void> => {
  await page.does(() => void session.login(user));
  await page.does((vendor) => vendor.ready());
};

it.each<[string, DriftUser | null]>([
  ['somebody else', ann],
  ['nobody', null],
])('reports a login beside a declared user who is %s, once, with what to do', async (_, declared) => {
  const { session } = await renderReady(declared);
  await logIn(session, bob);
  expect(session.identity).toMatchObject({ status: 'identified', user: bob });
  expect(blamed()).toEqual(['bad_call bob']);
  expect(page.errors[0]?.message).toContain('<DriftProvider user={…}> names another user');
});

it('reports each login of another user, not the return of the declared user', async () => {
  const { session } = await renderReady(ann);
  for (const user of [bob, carl, ann, bob]) await logIn(session, user);
  expect(blamed()).toEqual(['bad_call bob', 'bad_call carl', 'bad_call bob']);
});

it('takes a login of the declared user, however it is written, for a retry', async () => {
  const { session } = await renderReady({ ...ann, id: 7 as unknown as string });
  await logIn(session, { ...ann, id: '7', email: 'ann@acme.org' });
  expect(page.errors).toEqual([]);
});

it('reports nothing when the app declares no user, or has not declared one yet', async () => {
  const { session, say } = await renderReady(undefined);
  await logIn(session, ann);
  await say(undefined);
  await logIn(session, bob);
  expect(page.errors).toEqual([]);
});

it('reports nothing when the declared user changes, or when the session removes the user before the app does', async () => {
  const { session, say } = await renderReady(ann);
  await say(bob);
  await page.does(() => void session.logout());
  await say(null);
  await say(ann);
  expect([session.identity.status, page.errors]).toEqual(['identified', []]);
});

it('names the mistake of two providers that declare different people', async () => {
  const session = page.createSession();
  render(
    <>
      <DriftProvider drift={session} user={ann} />
      <DriftProvider drift={session} user={bob} />
    </>,
  );
  await page.does((vendor) => vendor.come());
  expect(blamed()).toEqual(['bad_call bob']);
});

it('holds one subscription while it is mounted, and none after', async () => {
  const session = page.createSession();
  const count = countSubscriptions(session, 'subscribeIdentity');
  const view = render(tree(session, ann));
  for (const user of [{ ...ann }, bob]) view.rerender(tree(session, user));
  expect(count.live).toBe(1);
  view.unmount();
  expect(count.live).toBe(0);
});
