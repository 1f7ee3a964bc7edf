import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useAuth0 } from '@auth0/auth0-react';
import type * as Auth0 from '@auth0/auth0-spa-js';
import type { User } from '@auth0/auth0-spa-js';
import { GenericError } from '@auth0/auth0-spa-js';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setUpPage } from '../support';
import { Chat, drift, logOut } from './chat';

/** Auth0's own client, as the real `useAuth0` sees it. */
const auth0 = vi.hoisted(() => ({
  user: undefined as User | undefined,
  checkSession: (): Promise<void> => Promise.resolve(),
  getTokenSilently: (): Promise<string> => Promise.resolve('access-token'),
  left: false,
}));
vi.mock('@auth0/auth0-spa-js', async (original) => ({
  ...(await original<typeof Auth0>()),
  Auth0Client: class {
    checkSession = (): Promise<void> => auth0.checkSession();
    getUser = (): Promise<User | undefined> => Promise.resolve(auth0.user);
    getTokenSilently = (): Promise<string> => auth0.getTokenSilently();
    loginWithPopup = (): Promise<void> => Promise.resolve();
    logout = (): Promise<void> => Promise.resolve(void (auth0.left = true));
  },
}));

const page = setUpPage();
function Login(): ReactNode {
  const { loginWithPopup } = useAuth0();
  return <button onClick={() => void loginWithPopup()}>Log in</button>;
}
const show = () =>
  act(() =>
    render(
      <Chat>
        <Login />
      </Chat>,
    ),
  );
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(cleanup);

const comes = (sub: string, org_id?: string): Promise<void> => {
  auth0.user = { sub, name: sub, email: `${sub}@acme.com`, ...(org_id && { org_id }) };
  page.serverSays = sub;
  return act(async () => void fireEvent.click(screen.getByText('Log in')));
};

it('follows the real useAuth0 from loading to nobody, a person, an organisation, and out before the page is left', async () => {
  let checked: () => void = () => undefined;
  auth0.checkSession = () => new Promise((resolve) => (checked = resolve));
  await show();
  expect(drift.state).toEqual({ status: 'waiting', for: 'user' });
  await act(async () => checked());
  await vi.waitFor(() => expect(drift.identity).toEqual({ status: 'anonymous' }));

  await comes('auth0|ann');
  await vi.waitFor(() => expect(page.fake.contact).toBe('auth0|ann'));
  expect(page.asked.at(-1)?.get('authorization')).toBe('Bearer access-token');
  const resets = page.fake.calls.filter(([method]) => method === 'reset').length;
  await comes('auth0|ann', 'org_1');
  await vi.waitFor(() =>
    expect(page.fake.calls).toContainEqual(['api.setUserAttributes', { organisation: 'org_1' }]),
  );
  expect(page.fake.calls.filter(([method]) => method === 'reset')).toHaveLength(resets);

  const leaving = logOut();
  expect([document.cookie.includes('drift_eid'), auth0.left]).toEqual([false, true]);
  await leaving;
});

it('takes it for a logout when Auth0 knows of no login any more, and asks again when the network was gone', async () => {
  auth0.checkSession = () => Promise.resolve();
  auth0.getTokenSilently = () => Promise.reject(new GenericError('login_required', 'Login required'));
  await show();
  await comes('auth0|bob');
  await vi.waitFor(() => expect(drift.identity).toEqual({ status: 'anonymous' }));

  let tries = 0;
  auth0.getTokenSilently = () =>
    tries++ === 0 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('access-token');
  await comes('auth0|carl');
  await vi.waitFor(() => expect(page.fake.contact).toBe('auth0|carl'), 5000);
  expect(tries).toBe(2);
});
