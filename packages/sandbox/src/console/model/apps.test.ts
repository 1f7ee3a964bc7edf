import { expect, test } from 'vitest';
import type { App, Grant } from '../../protocol';
import { deliveriesOf, isOutdated, missingScope, scopesOf } from './apps';
import { entryOf } from './picture-for-test';

const token = { value: 'abcd…', scopes: ['user_read' as const], createdAt: 0 };
const app = (changes: Partial<App>): App => ({ token, scopes: ['user_read'], ...changes }) as App;
const grant = { scopes: ['contact_read'] } as unknown as Grant;

test('an app may do what its token and its grants say; without either it is not connected', () => {
  expect(scopesOf(app({}), [grant])).toEqual(['user_read', 'contact_read']);
  expect(scopesOf(app({ token: null }), [grant])).toEqual(['contact_read']);
  expect(scopesOf(app({ token: null }), [])).toBeNull();
});

test('a token is outdated where the app asks for other scopes', () => {
  expect(isOutdated(app({}))).toBe(false);
  expect(isOutdated(app({ scopes: ['contact_read'] }))).toBe(true);
  expect(isOutdated(app({ scopes: [] }))).toBe(true);
  expect(isOutdated(app({ scopes: [], token: null }))).toBe(false);
});

test('an event lacks its scope only where the app is connected without it', () => {
  expect(missingScope('contact_updated', ['user_read'])).toBe('all_contact_read');
  expect(missingScope('contact_updated', ['all_contact_read'])).toBeNull();
  expect(missingScope('contact_updated', null)).toBeNull();
  expect(missingScope('app_disconnected', [])).toBeNull();
});

test('the deliveries of an app are its own, newest first', () => {
  const entries = [
    entryOf('webhook', 1),
    entryOf('webhook', 2, { appId: 'app-2' }),
    entryOf('ready', 3),
    entryOf('webhook', 4),
  ];
  expect(deliveriesOf(entries, 'app-1').map(({ seq }) => seq)).toEqual([4, 1]);
});
