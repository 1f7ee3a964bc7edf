import { expect, test } from 'vitest';
import { allowedNamesOf, listenHostOf } from './listen-address';

test('without a host it is this machine alone', () => {
  expect(listenHostOf({})).toBe('127.0.0.1');
  expect(listenHostOf({ host: '0.0.0.0' })).toBe('0.0.0.0');
});

test.each(['', ' ', null, 4100])('the host %j is refused, since Node would listen everywhere', (host) => {
  expect(() => listenHostOf({ host: host as string })).toThrow('Leave it out to listen on this machine only');
});

test('names are compared as browsers send them: in lower case, and IPv6 in brackets', () => {
  expect(allowedNamesOf({ host: 'fe80::1', allowedHosts: ['PC.lan', '2001:DB8::7', '[::7]'] })).toEqual([
    'pc.lan',
    '[2001:db8::7]',
    '[::7]',
    '[fe80::1]',
  ]);
});

test.each(['http://pc.lan', 'pc.lan:4100', 'pc.lan/', '*', '', 7])(
  'the name %j, which no browser sends, is refused',
  (name) => {
    expect(() => allowedNamesOf({ allowedHosts: [name as string] })).toThrow('without scheme and port');
  },
);

test('a single name that is no list is refused', () => {
  expect(() => allowedNamesOf({ allowedHosts: 'pc.lan' as never })).toThrow('a list of names');
});
