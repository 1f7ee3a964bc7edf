import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeFetch, json } from '../test/fake-fetch';
import { createClient } from './client';
import type { ClientOptions } from './options';

afterEach(() => vi.unstubAllGlobals());

describe('wrong options throw at once', () => {
  const wrong: Record<string, object> = {
    nothing: {},
    'an empty token': { accessToken: '' },
    'a token that is not set': { accessToken: undefined },
    'a number as token': { accessToken: 5 },
    'a timeout of nothing': { accessToken: 't', timeout: 0 },
    'a timeout in words': { accessToken: 't', timeout: '5s' },
    'a longer timeout than a timer can have': { accessToken: 't', timeout: 2 ** 31 },
    'half a retry': { accessToken: 't', retries: 1.5 },
    'a fetch that is no function': { accessToken: 't', fetch: {} },
    'an observer that is no function': { accessToken: 't', onRequest: true },
    'a limiter without consume': { accessToken: 't', limiter: {} },
    'a bound of nothing': { accessToken: 't', maxAnswerBytes: 0 },
    'plain http to a name that only begins like loopback': {
      accessToken: 't',
      baseUrl: 'http://127.acme.com',
    },
    'plain http to an IPv6 address elsewhere': { accessToken: 't', baseUrl: 'http://[2001:db8::1]' },
    'a relative address': { accessToken: 't', baseUrl: '/api' },
  };

  it.each(Object.entries(wrong))('%s', (_, options) => {
    expect(() => createClient(options as ClientOptions)).toThrow(TypeError);
  });

  it('no options at all', () => {
    expect(() => createClient(undefined as never)).toThrow(TypeError);
  });
});

describe('the base address', () => {
  it.each([
    [undefined, 'https://driftapi.com/contacts/1'],
    ['https://driftapi.com/', 'https://driftapi.com/contacts/1'],
    ['http://127.0.0.1:4110', 'http://127.0.0.1:4110/contacts/1'],
    ['http://sandbox:4110/drift/', 'http://sandbox:4110/drift/contacts/1'],
    ['http://[::1]:80', 'http://[::1]/contacts/1'],
  ])('%s', async (baseUrl, asked) => {
    const { fetch, sent } = fakeFetch(() => json({ data: { id: 1 } }));
    await createClient({ accessToken: 't', fetch, ...(baseUrl && { baseUrl }) }).contacts.get(1);
    expect(sent[0]?.url.href).toBe(asked);
  });
});

describe('in a page of a browser', () => {
  it('createClient throws, and says where it belongs', () => {
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11) Chrome/150' });
    expect(() => createClient({ accessToken: 't' })).toThrow(/runs on a server only/);
  });

  it.each(['Cloudflare-Workers', 'Deno/2.5', 'Bun/1.3', 'Node.js/24', undefined])(
    'and nowhere else: %s',
    (userAgent) => {
      vi.stubGlobal('process', undefined);
      vi.stubGlobal('navigator', userAgent && { userAgent });
      expect(() => createClient({ accessToken: 't' })).not.toThrow();
    },
  );

  it('a simulated page in Node does not count as a browser', () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (linux) jsdom/29' });
    expect(() => createClient({ accessToken: 't' })).not.toThrow();
  });
});

describe('creating', () => {
  it('does nothing: no request, no timer; and the methods need no this', async () => {
    const { fetch, sent } = fakeFetch(() => json({ data: { id: 1 } }));
    const { get } = createClient({ accessToken: 't', fetch }).contacts;
    expect(sent).toHaveLength(0);
    await expect(get(1)).resolves.toEqual({ id: '1' });
  });
});
