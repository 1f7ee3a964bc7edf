import { expect, test } from 'vitest';
import { domainsIn } from './cookie-domains';

test.each([
  ['', []],
  ['  ', []],
  ['.acme.com', ['.acme.com']],
  ['.acme.com, .acme.org;.acme.net', ['.acme.com', '.acme.org', '.acme.net']],
])('%j are the domains %j', (text, domains) => {
  expect(domainsIn(text)).toEqual(domains);
});
