// @vitest-environment node
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { bundle } from '../../../../tests/browser/recipes/bundle';

const folder = fileURLToPath(new URL(`../../node_modules/.cache/svelte-${process.pid}`, import.meta.url));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EVERYTHING = `<script>
  import { getDrift, useDriftEvent, useDriftIdentity, useDriftPage, useDriftState, useOpenChat } from '../../../src/svelte/index.ts';
  const [drift, chat, identity] = [getDrift(), useDriftState(), useDriftIdentity()];
  useDriftEvent('chatOpen', () => undefined);
  useDriftPage(() => '/');
  useOpenChat(() => undefined);
</script>
<p>{typeof drift.track} {chat.current.status} {identity.current.status}</p>`;
const APP = `<script>
  import { setDrift } from '../../../src/svelte/index.ts';
  import Everything from './Everything.svelte';
  let { drift } = $props();
  setDrift(drift, () => ({ id: 'ann' }));
</script>
<Everything />`;
const MAIN = `
  import { render } from 'svelte/server';
  import { createSession } from '../../../src/index.ts';
  import App from './App.svelte';
  const before = Reflect.ownKeys(globalThis).length;
  const called: string[] = [];
  const drift = new Proxy(createSession({ embedId: 'abcdefgh1234' }), {
    get(target, name) {
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? (...args: unknown[]) => (called.push(String(name)), value(...args)) : value;
    },
  });
  const { body } = render(App, { props: { drift } });
  console.log(JSON.stringify([body.replace(/<!--.*?-->/g, ''), called, Reflect.ownKeys(globalThis).length - before]));`;

it('renders on a server as nobody knows yet, and calls and touches nothing', async () => {
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries({
    'Everything.svelte': EVERYTHING,
    'App.svelte': APP,
    'main.ts': MAIN,
  }))
    writeFileSync(`${folder}/${name}`, source);
  const code = await bundle({ entry: `${folder}/main.ts`, target: 'server' });
  writeFileSync(`${folder}/main.mjs`, code);
  const { stdout, stderr } = spawnSync(process.execPath, [`${folder}/main.mjs`], { encoding: 'utf8' });
  expect([JSON.parse(stdout || '0'), stderr]).toEqual([['<p>function idle unknown</p>', [], 0], '']);
});
