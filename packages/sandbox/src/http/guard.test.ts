import { expect, test } from 'vitest';
import { createApp } from '../web/web-app';
import { createSubject } from '../web/web-app-for-test';
import type { ErrorBody } from '../protocol';
import { createWorld } from '../stores/create-world';

async function get(
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number; code?: string }> {
  const response = await createSubject().app.request(path, { headers });
  const { status } = response;
  if (response.ok) return { status };
  const { error } = (await response.json()) as ErrorBody;
  return { status, code: error.code };
}

test.each(['localhost:4100', '127.0.0.1:4100', 'drift.localhost:80', '[::1]:4100', 'LOCALHOST'])(
  'answers under the loopback name %s',
  async (host) => {
    expect(await get('/sandbox/state', { Host: host })).toEqual({ status: 200 });
  },
);

test.each(['evil.example', 'localhost.evil.example:4100', '127.0.0.1.evil.example', '10.0.0.7'])(
  'refuses the name %s, which may be a page that points its own domain here',
  async (host) => {
    for (const path of ['/sandbox/state', '/core', '/include/1/sandbox0drft.js']) {
      expect(await get(path, { Host: host })).toEqual({ status: 403, code: 'unknown_host' });
    }
  },
);

test('a name from allowedHosts is answered', async () => {
  const assets = { read: () => Promise.resolve('') };
  const app = createApp(createWorld(), { assets, allowedHosts: ['pc.lan'] });
  expect((await app.request('/sandbox/state', { headers: { Host: 'pc.lan:4100' } })).status).toBe(200);
});

test.each([
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site' },
  { Origin: 'http://localhost:5173' },
  { Origin: 'null' },
])('%j: a page of another origin may use neither the control API nor that of the frames', async (headers) => {
  for (const path of ['/sandbox/state', '/sandbox/stream', '/widget/stream?token=x']) {
    expect(await get(path, { Host: 'localhost:4100', ...headers })).toEqual({
      status: 403,
      code: 'cross_site',
    });
  }
});

test.each([
  { 'Sec-Fetch-Site': 'same-origin' },
  { 'Sec-Fetch-Site': 'none' },
  { Origin: 'http://localhost:4100' },
  {},
])('%j: our own pages, the address bar and programs may', async (headers) => {
  expect(await get('/sandbox/state', { Host: 'localhost:4100', ...headers })).toEqual({ status: 200 });
});

test('the script and the frames may be asked for by any page', async () => {
  for (const path of ['/include/1/sandbox0drft.js', '/core', '/core/chat', '/core/assets/chat.js']) {
    expect(await get(path, { Host: 'localhost:4100', 'Sec-Fetch-Site': 'cross-site' })).toEqual({
      status: 200,
    });
  }
});
