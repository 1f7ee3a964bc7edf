import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { ScriptFault } from '../protocol';
import { createSubject } from './web-app-for-test';

const NOW = 1_551_797_600_000;
const BUCKET = 1_551_797_700_000;
const path = (embedId = 'sandbox0drft', bucket: string | number = BUCKET): string =>
  `/include/${bucket}/${embedId}.js`;

test('GET /include serves the script of the account, never from a cache', async () => {
  const { app, world } = createSubject({}, () => NOW);
  const response = await app.request(path());
  expect(response.headers.get('Content-Type')).toContain('text/javascript');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const script = await response.text();
  expect(script).toContain('"embedId":"sandbox0drft"');
  expect(script).toContain('/* host.js */');
  expect(world.ledger.entries()).toMatchObject([{ type: 'script', timely: true, answer: 'script' }]);
});

test.each([
  [BUCKET, true],
  [BUCKET - 300_000, false],
  [BUCKET + 300_000, false],
  [BUCKET - 1, false],
  ['sandbox0drft', false],
])('the bucket %s is timely: %s; the script comes all the same', async (bucket, timely) => {
  const { app, world } = createSubject({}, () => NOW);
  expect((await app.request(path(undefined, bucket))).status).toBe(200);
  expect(world.ledger.entries({ type: 'script' })).toMatchObject([{ timely }]);
});

test('an embed id of no account is not found, and the ledger says which it was', async () => {
  const { app, world } = createSubject();
  expect((await app.request(path('another0one1'))).status).toBe(404);
  expect(world.ledger.entries()).toMatchObject([{ embedId: 'another0one1', answer: 'unknown_embed_id' }]);
});

test.each(['404', '500'] as const)('the fault %s is that status', async (script) => {
  const { app, world } = createSubject();
  world.faults.set({ script });
  expect((await app.request(path())).status).toBe(Number(script));
  expect(world.ledger.entries()).toMatchObject([{ answer: script }]);
});

async function run(fault: ScriptFault): Promise<unknown> {
  const { app, world } = createSubject();
  world.faults.set({ script: fault });
  const text = await (await app.request(path())).text();
  const page = {};
  runInNewContext(text, { window: page });
  return page;
}

test('the fault throws is a script that throws', async () => {
  await expect(run('throws')).rejects.toThrow('told to let this script throw');
});

test('the fault no_global is a script that does nothing', async () => {
  expect(await run('no_global')).toEqual({});
});

test('the fault half_sent announces the whole script and breaks off in the middle', async () => {
  const { app, world } = createSubject();
  const whole = await (await app.request(path())).text();
  world.faults.set({ script: 'half_sent' });
  const response = await app.request(path());
  expect(Number(response.headers.get('Content-Length'))).toBe(whole.length);
  expect(await response.text()).toBe(whole.slice(0, whole.length / 2));
});

test('the fault slow delays the answer', async () => {
  const { app, world } = createSubject();
  world.faults.set({ script: { slow: 30 } });
  const before = performance.now();
  expect((await app.request(path())).status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(25);
});

test('the fault hang answers nothing until the page gives up', async () => {
  const { app, world } = createSubject();
  world.faults.set({ script: 'hang' });
  const page = new AbortController();
  let answered = false;
  const answer = Promise.resolve(app.request(path(), { signal: page.signal })).then(() => (answered = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  page.abort();
  await answer;
});

test('loaders that ask with CORS get the script too', async () => {
  const response = await createSubject().app.request(path(), { headers: { Origin: 'https://shop.example' } });
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
});

test.each([
  ['/conductor', 'conductor'],
  ['/dist/shim-window-prod.js', 'shim'],
])('%s is a script for all accounts, which waits for init', async (address, file) => {
  const { app, world } = createSubject();
  const response = await app.request(address);
  expect(response.headers.get('Content-Type')).toContain('text/javascript');
  expect(await response.text()).toContain('"start":"at_init"');
  expect(world.ledger.entries()).toMatchObject([
    { file, embedId: null, bucket: null, timely: null, answer: 'script' },
  ]);
  world.faults.set({ script: '500' });
  expect((await app.request(address)).status).toBe(500);
});
