import type { Session } from '@driftkit/widget';
import type { NextOrObserver, User } from 'firebase/auth';
import { beforeEach, expect, it, vi } from 'vitest';
import { setUpPage } from '../support';

/** Firebase's own `auth`. */
const firebase = vi.hoisted(() => ({
  auth: { currentUser: null as User | null },
  tell: (() => undefined) as unknown as (user: User | null) => void,
}));
vi.mock('firebase/app', () => ({ initializeApp: () => ({}) }));
vi.mock('firebase/auth', () => ({
  getAuth: () => firebase.auth,
  onAuthStateChanged: (_auth: unknown, observer: NextOrObserver<User>) => {
    firebase.tell = observer as typeof firebase.tell;
  },
}));

const page = setUpPage();
const account = (uid: string, isAnonymous = false): User =>
  ({
    uid,
    isAnonymous,
    displayName: uid,
    email: `${uid}@acme.com`,
    getIdToken: () => Promise.resolve(`id-token-of-${uid}`),
  }) as User;
function says(user: User | null): void {
  firebase.auth.currentUser = user;
  page.serverSays = user?.uid ?? null;
  firebase.tell(user);
}
let drift: Session;
beforeEach(async () => ({ drift } = await import('./chat')));

it('follows Firebase from not known to a visitor, a person, another person, and nobody', async () => {
  expect([drift.state, page.asked]).toEqual([{ status: 'waiting', for: 'user' }, []]);
  says(account('anonymous_1', true));
  await vi.waitFor(() => expect([drift.state.status, page.fake.contact]).toEqual(['ready', null]));
  says(account('ann'));
  await vi.waitFor(() => expect(page.fake.contact).toBe('ann'));
  expect(page.asked.at(-1)?.get('authorization')).toBe('Bearer id-token-of-ann');
  says(account('bob'));
  await vi.waitFor(() => expect(page.fake.contact).toBe('bob'));
  says(null);
  await vi.waitFor(() => expect(page.fake.contact).toBe(null));
});

it('asks for no token of one person while Firebase has another already', async () => {
  page.asked.length = 0;
  firebase.auth.currentUser = account('bob');
  firebase.tell(account('ann'));
  await Promise.resolve();
  expect(page.asked).toEqual([]);
  says(account('bob'));
  await vi.waitFor(() => expect(page.fake.contact).toBe('bob'));
  expect(page.asked.map((headers) => headers.get('authorization'))).toEqual(['Bearer id-token-of-bob']);
});
