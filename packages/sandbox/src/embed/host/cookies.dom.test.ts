// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import type { Cookies } from './cookies';
import { createCookies } from './cookies';

let cookies: Cookies;
beforeEach(() => {
  for (const cookie of document.cookie.split('; '))
    document.cookie = `${cookie.split('=')[0]}=; max-age=-1; path=/`;
  cookies = createCookies();
});

const jar = (): Record<string, string> =>
  Object.fromEntries(document.cookie.split('; ').map((one) => one.split('=') as [string, string]));

test('the anonymous id is one new UUID under both names, and stays', () => {
  cookies.keepAnonymousId();
  const { drift_aid, driftt_aid } = jar();
  expect(drift_aid).toMatch(/^[0-9a-f-]{36}$/);
  expect(driftt_aid).toBe(drift_aid);
  expect(createCookies().anonymousId()).toBe(drift_aid);
});

test('the older name alone is known too', () => {
  document.cookie = 'driftt_aid=older; path=/';
  expect(cookies.anonymousId()).toBe('older');
  cookies.keepAnonymousId();
  expect(jar()['drift_aid']).toBe('older');
});

test('an id is kept as it is, whatever characters it has', () => {
  cookies.keepIdentity('jané; path=/x', null);
  expect(cookies.claim()).toEqual({ userId: 'jané; path=/x', userJwt: null });
  expect(document.cookie).toContain('drift_eid=jan%C3%A9%3B%20path%3D%2Fx');
  expect(jar()['drift_ujwt']).toBeUndefined();
  expect(jar()['driftt_eid']).toBeUndefined();
});

test('an emptied cookie counts as absent', () => {
  for (const name of ['drift_aid', 'driftt_aid', 'drift_eid']) document.cookie = `${name}=; path=/`;
  expect(cookies.claim()).toBeNull();
  expect(cookies.anonymousId()).toMatch(/^[0-9a-f-]{36}$/);
});

test('an unencoded id cookie is read as it is', () => {
  document.cookie = 'drift_eid=100%; path=/';
  expect(cookies.claim()?.userId).toBe('100%');
});

test('the token is kept beside the id where there is one to keep', () => {
  cookies.keepIdentity('user_1', 'token');
  expect(cookies.claim()).toEqual({ userId: 'user_1', userJwt: 'token' });
});

test('a visit leaves its campaign id and the mark that it was here', () => {
  cookies.keepVisit();
  const { drift_campaign_refresh: first, DFTT_END_USER_PREV_BOOTSTRAPPED } = jar();
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(DFTT_END_USER_PREV_BOOTSTRAPPED).toBe('true');
  cookies.keepVisit();
  expect(jar()['drift_campaign_refresh']).toBe(first);
});

test('a greeting that was closed is remembered', () => {
  cookies.keepGreetingClosed();
  expect(jar()['driftt_wmd']).toBe('true');
});

describe('forgetting', () => {
  beforeEach(() => {
    cookies.keepAnonymousId();
    cookies.keepVisit();
    cookies.keepIdentity('user_1', 'token');
    cookies.keepGreetingClosed();
    document.cookie = 'driftt_eid=older; path=/';
  });
  const visit = [
    'DFTT_END_USER_PREV_BOOTSTRAPPED',
    'DFTT_LEAD_HAS_PREV_IDENTIFIED',
    'drift_campaign_refresh',
    'driftt_wmd',
  ];

  test.each([
    ['visit', visit],
    ['identity', [...visit, 'drift_eid', 'drift_ujwt', 'driftt_eid']],
    ['none', []],
  ] as const)('leaves %s: %j', (left, names) => {
    cookies.forget(left);
    expect(Object.keys(jar()).filter(Boolean).sort()).toEqual([...names].sort());
  });

  test('after forget, the next anonymous id is a new one', () => {
    const before = cookies.anonymousId();
    cookies.forget('visit');
    expect(cookies.anonymousId()).not.toBe(before);
  });
});

test('a domain that is not ours leaves the cookie on the host', () => {
  cookies.setDomains(['.somebody-else.com']);
  cookies.keepAnonymousId();
  expect(jar()['drift_aid']).toBe(cookies.anonymousId());
});

test('a browser that refuses cookies keeps none, and its id lasts as long as the page', () => {
  const refusing = createCookies('refused');
  refusing.setDomains(['.acme.com']);
  const aid = refusing.anonymousId();
  refusing.keepAnonymousId();
  refusing.keepIdentity('user_1', 'token');
  refusing.keepVisit();
  expect(document.cookie).toBe('');
  expect(refusing.anonymousId()).toBe(aid);
  refusing.forget('visit');
  expect(refusing.anonymousId()).not.toBe(aid);
});
