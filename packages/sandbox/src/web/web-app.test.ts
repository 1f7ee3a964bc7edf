import { expect, test } from 'vitest';
import { createSubject } from './web-app-for-test';

test('what does not exist is an error with a code', async () => {
  const response = await createSubject().app.request('/nothing/here');
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: { code: 'not_found', message: 'There is nothing at /nothing/here.' },
  });
});

test('a body over the limit is refused', async () => {
  const response = await createSubject().post('/sandbox/faults', 'x'.repeat(65_537));
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: { code: 'too_large' } });
});

test('the two frames are documents in which nothing but our own files runs', async () => {
  const { app } = createSubject();
  for (const [path, name] of [
    ['/core', 'controller'],
    ['/core/chat', 'chat'],
  ] as const) {
    const response = await app.request(path);
    expect(response.headers.get('Content-Security-Policy')).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(await response.text()).toContain(`<script src="/core/assets/${name}.js">`);
  }
});

test('an unknown asset is not read', async () => {
  const { app } = createSubject();
  expect((await app.request('/core/assets/host.js')).status).toBe(404);
  expect((await app.request('/core/assets/..%2f..%2fpackage.json')).status).toBe(404);
});

test('the console is a document in which nothing but our own file runs, and that nobody may frame', async () => {
  const { app } = createSubject();
  const response = await app.request('/');
  const policy = response.headers.get('Content-Security-Policy')?.split('; ');
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
  );
  const [, script = ''] = /<script src="([^"]+)">/.exec(await response.text()) ?? [];
  expect(await (await app.request(script)).text()).toBe('/* console.js */');
  expect((await app.request('/console/..%2f..%2fpackage.json')).status).toBe(404);
});
