import { describe, expect, it, vi } from 'vitest';
import { createIdentityHandler } from './identity-handler';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const friend = 'https://friend.example.org';

/** What becomes of a request with these headers, where `friend` is listed. */
async function ask(headers: Record<string, string>, method = 'GET') {
  const getUser = vi.fn(() => ({ id: 'jane' }));
  const handler = createIdentityHandler({ secret, getUser, origins: [friend, 'capacitor://localhost'] });
  const all = { host: 'app.example.com', ...headers };
  const response = await handler(new Request('http://10.0.0.7:3000/drift/token', { method, headers: all }));
  return { response, status: response.status, asked: getUser.mock.calls.length };
}

describe('origin policy', () => {
  it.each([
    ['no header of the kind: not a page, or an old browser', {}],
    ['the same origin', { 'sec-fetch-site': 'same-origin' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    [
      'the same origin, whatever Host a proxy wrote',
      { 'sec-fetch-site': 'same-origin', origin: 'https://public.example' },
    ],
    ['an old browser on the same host', { origin: 'https://app.example.com' }],
    ['an old browser behind a TLS proxy', { origin: 'http://app.example.com' }],
    [
      'an old browser, the default port spelled out',
      { origin: 'https://app.example.com', host: 'app.example.com:443' },
    ],
    ['an old browser, the host in capitals', { origin: 'https://app.example.com', host: 'APP.example.com' }],
    ['an old browser on a port', { origin: 'http://localhost:5173', host: 'localhost:5173' }],
    ['an old browser on an IPv6 address', { origin: 'http://[::1]:80', host: '[::1]' }],
  ])('passes a request from %s', async (_, headers) => {
    expect(await ask(headers)).toMatchObject({ status: 200, asked: 1 });
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site without an origin: a link, an image', { 'sec-fetch-site': 'cross-site' }],
    ['a subdomain', { 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' }],
    ['a browser with a word nobody knows', { 'sec-fetch-site': 'friendly' }],
    ['somebody who says it twice', { 'sec-fetch-site': 'same-origin, cross-site' }],
    [
      'another site that borrows our Host',
      { 'sec-fetch-site': 'cross-site', origin: 'https://app.example.com' },
    ],
    ['an old browser on another host', { origin: 'https://evil.example' }],
    ['an old browser on another port', { origin: 'https://app.example.com:8443' }],
    ['an old browser on a host that ends like ours', { origin: 'https://evil-app.example.com' }],
    ['an old browser on a host that begins like ours', { origin: 'https://app.example.com.evil.example' }],
    ['an old browser with our host as a user name', { origin: 'https://app.example.com@evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a sandboxed frame that says so', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['an origin that is none', { origin: 'app.example.com' }],
    ['an empty origin', { origin: '' }],
    ['two origins', { origin: `${friend}, https://evil.example` }],
    [
      'a page that trusts X-Forwarded-Host',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    ],
    ['a friend with another scheme', { 'sec-fetch-site': 'cross-site', origin: 'http://friend.example.org' }],
    [
      'a friend in capitals, as no browser writes it',
      { 'sec-fetch-site': 'cross-site', origin: friend.toUpperCase() },
    ],
    ['a file, where the Host is empty', { origin: 'file://', host: '' }],
    ['an origin under a broken Host', { origin: 'https://a', host: 'a b' }],
  ])('refuses a request from %s, without asking who is logged in', async (_, headers) => {
    const { response, status, asked } = await ask(headers);
    expect({ status, asked }).toEqual({ status: 403, asked: 0 });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(await response.json()).toMatchObject({ error: { code: 'origin_not_allowed' } });
  });

  it('refuses the POST and the preflight of a foreign page as well', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect(await ask(headers, 'POST')).toMatchObject({ status: 403, asked: 0 });
    const preflight = await ask({ ...headers, 'access-control-request-method': 'POST' }, 'OPTIONS');
    expect(preflight.status).toBe(403);
    expect(preflight.response.headers.has('access-control-allow-methods')).toBe(false);
  });

  it.each([
    ['a listed origin', { 'sec-fetch-site': 'cross-site', origin: friend }],
    ['a listed origin of the same site', { 'sec-fetch-site': 'same-site', origin: friend }],
    ['a listed origin in an old browser', { origin: friend }],
    ['a listed origin on our own host, in an old browser', { origin: friend, host: 'friend.example.org' }],
    ['a listed app with a scheme of its own', { origin: 'capacitor://localhost' }],
  ])('passes a request from %s and lets its page read the answer', async (_, headers) => {
    const { response, status } = await ask(headers);
    expect(status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': headers.origin,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    });
  });

  it('lets a listed page read a refusal too', async () => {
    const handler = createIdentityHandler({ secret, getUser: () => null, origins: [friend] });
    const response = await handler(new Request('http://a/', { headers: { origin: friend } }));
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe(friend);
  });

  it('answers the preflight of a listed origin, with the headers it asked for', async () => {
    const { response, asked } = await ask(
      {
        origin: friend,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-tenant',
      },
      'OPTIONS',
    );
    expect(asked).toBe(0);
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': friend,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,x-tenant',
      'access-control-max-age': '600',
    });
  });

  it('echoes only a list of header names into a preflight', async () => {
    const { response } = await ask(
      {
        origin: friend,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'a: b; c',
      },
      'OPTIONS',
    );
    expect(response.headers.has('access-control-allow-headers')).toBe(false);
  });

  it('answers OPTIONS without a preflight with the allowed methods', async () => {
    const { response, status } = await ask({}, 'OPTIONS');
    expect(status).toBe(204);
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS');
  });

  it.each([
    ['*', /any site/],
    ['null', /any site/],
    ['https://app.example.com/', /write "https:\/\/app\.example\.com"/],
    ['https://APP.example.com', /write "https:\/\/app\.example\.com"/],
    ['https://app.example.com:443', /write "https:\/\/app\.example\.com"/],
    ['https://app.example.com/path', /write "https:\/\/app\.example\.com"/],
    ['app.example.com', /as browsers send them/],
    ['https://*.example.com', /as browsers send them/],
    ['', /as browsers send them/],
    [/example/, /as browsers send them/],
  ])('refuses %s in the list', (origin, message) => {
    const create = () => createIdentityHandler({ secret, getUser: () => null, origins: [origin as string] });
    expect(create).toThrow(TypeError);
    expect(create).toThrow(message);
  });
});
