import type { useAuth, useUser } from '@clerk/react';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { setUpPage } from '../support';
import { Chat, drift } from './chat';

type User = ReturnType<typeof useUser>;
const LOADING: User = { isLoaded: false, isSignedIn: undefined, user: undefined };
const NOBODY: User = { isLoaded: true, isSignedIn: false, user: null };
const signedIn = (id: string): User => ({
  isLoaded: true,
  isSignedIn: true,
  user: { id, fullName: id, primaryEmailAddress: { emailAddress: `${id}@acme.com` } } as NonNullable<
    User['user']
  >,
});

/** What Clerk's hooks say now. */
const clerk = vi.hoisted(() => ({ user: {} as unknown, orgId: null as string | null }));
vi.mock('@clerk/react', () => ({
  useUser: () => clerk.user as User,
  useAuth: () => ({ orgId: clerk.orgId }) as ReturnType<typeof useAuth>,
}));

const page = setUpPage();
afterEach(cleanup);

it('follows Clerk from not loaded to a person, another organisation, another session, and nobody', async () => {
  const says = async (user: User, orgId: string | null = null): Promise<void> => {
    Object.assign(clerk, { user, orgId });
    page.serverSays = user.user?.id ?? null;
    await act(async () => view.rerender(<Chat />));
  };
  Object.assign(clerk, { user: LOADING });
  const view = render(<Chat />);
  expect([drift.state, page.asked]).toEqual([{ status: 'waiting', for: 'user' }, []]);

  await says(signedIn('user_ann'), 'org_1');
  await vi.waitFor(() => expect(page.fake.contact).toBe('user_ann'));

  await says(LOADING); // Clerk switches the organisation
  expect([drift.state, page.fake.contact]).toEqual([{ status: 'waiting', for: 'user' }, 'user_ann']);
  await says(signedIn('user_ann'), 'org_2');
  await vi.waitFor(() =>
    expect(page.fake.calls).toContainEqual(['api.setUserAttributes', { organisation: 'org_2' }]),
  );

  await says(LOADING); // and the session
  await says(signedIn('user_bob'));
  await vi.waitFor(() => expect(page.fake.contact).toBe('user_bob'));
  await says(NOBODY);
  await vi.waitFor(() => expect(page.fake.contact).toBe(null));
  expect(drift.identity).toEqual({ status: 'anonymous' });
});
