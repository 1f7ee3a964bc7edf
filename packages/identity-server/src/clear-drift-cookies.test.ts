import { describe, expect, it } from 'vitest';
import { clearDriftCookies } from './clear-drift-cookies';

const nameOf = (cookie: string) => cookie.slice(0, cookie.indexOf('='));

describe('clearDriftCookies', () => {
  it("ends every cookie of Drift and driftkit's marker, on the host that answers", () => {
    const cookies = clearDriftCookies();
    expect(cookies.map(nameOf)).toEqual([
      'drift_aid',
      'driftt_aid',
      'drift_eid',
      'driftt_eid',
      'drift_ujwt',
      'driftt_aaid',
      'drift_campaign_refresh',
      'driftt_sid',
      'driftt_wmd',
      'DFTT_END_USER_PREV_BOOTSTRAPPED',
      'DFTT_LEAD_HAS_PREV_IDENTIFIED',
      'driftkit_user',
    ]);
    expect(cookies[0]).toBe(
      'drift_aid=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax',
    );
  });

  it('ends them on every listed domain too, each once', () => {
    const cookies = clearDriftCookies({ domains: ['.Example.com', 'example.com', 'app.example.com'] });
    expect(
      cookies.filter((cookie) => nameOf(cookie) === 'drift_eid').map((cookie) => cookie.split('; ')[2]),
    ).toEqual(['Max-Age=0', 'Domain=example.com', 'Domain=app.example.com']);
  });

  it.each([
    '',
    '.',
    'a b',
    'example.com; Secure',
    'a\r\nSet-Cookie: x=1',
    '127.0.0.1',
    'https://example.com',
    'a..b',
    7,
  ])('refuses the domain %j', (domain) => {
    expect(() => clearDriftCookies({ domains: [domain as string] })).toThrow(TypeError);
  });

  it('refuses domains that are not a list', () => {
    expect(() => clearDriftCookies({ domains: 'example.com' as never })).toThrow(/must be a list/);
  });

  it('is taken by the Fetch API as it is', () => {
    const headers = new Headers();
    for (const cookie of clearDriftCookies({ domains: ['example.com'] }))
      headers.append('set-cookie', cookie);
    expect(headers.getSetCookie()).toHaveLength(24);
  });

  it.each([
    ['appended', (list: never) => new Headers().append('set-cookie', list)],
    ['set', (list: never) => new Headers().set('set-cookie', list)],
    ['given to a Response', (list: never) => new Response(null, { headers: { 'set-cookie': list } })],
    ['given to Headers', (list: never) => new Headers({ 'set-cookie': list })],
  ])('refuses to become one header that browsers read as one cookie: %s', (_, use) => {
    const cookies = clearDriftCookies();
    expect(() => use(cookies as never)).toThrow(/for \(const cookie of clearDriftCookies\(\)\)/);
    expect(cookies).toEqual([...cookies]);
  });
});
