import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { SessionProvider, useSession } from 'next-auth/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { setUpPage } from '../support';
import { Chat, drift } from './chat';

const page = setUpPage();
afterEach(cleanup);

/** What the session endpoint of Auth.js answers: `{}` is nobody. */
let answered: object = {};
let release: () => void = () => undefined;
page.answers['/api/auth/session'] = () => new Promise((resolve) => (release = () => resolve(answered)));
const session = (id: string): object => ({
  user: { id, name: id, email: `${id}@acme.com` },
  expires: '2099',
});

function Update(): ReactNode {
  const { update } = useSession();
  return <button onClick={() => void update()}>Update</button>;
}

it('follows the real useSession from loading to a person, an update of it, another person, and an ended session', async () => {
  const answers = async (next: object): Promise<void> => {
    answered = next;
    page.serverSays = (next as { user?: { id: string } }).user?.id ?? null;
    await act(async () => {
      release();
      await new Promise((resolve) => setTimeout(resolve));
    });
  };
  render(
    <SessionProvider>
      <Chat />
      <Update />
    </SessionProvider>,
  );
  expect([drift.state, page.asked]).toEqual([{ status: 'waiting', for: 'user' }, []]);
  await answers(session('user_ann'));
  await vi.waitFor(() => expect(page.fake.contact).toBe('user_ann'));

  await act(async () => void fireEvent.click(screen.getByText('Update')));
  expect(drift.identity.status).toBe('identified'); // Auth.js says `loading`, and still has ann
  await answers(session('user_bob'));
  await vi.waitFor(() => expect(page.fake.contact).toBe('user_bob'));
  await act(async () => void document.dispatchEvent(new Event('visibilitychange'))); // back in the window
  await answers({});
  await vi.waitFor(() => expect(page.fake.contact).toBe(null));
  expect(drift.identity).toEqual({ status: 'anonymous' });
});
