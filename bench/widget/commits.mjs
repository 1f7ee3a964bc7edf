// How often React commits because the chat is opened: a page of two components, one of which opens it, with ours and with react-use-intercom.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Window } from 'happy-dom';
import { publish } from '../rows.mjs';

const PEER = { name: 'react-use-intercom', version: '5.8.0' };
const widget = fileURLToPath(new URL('../../packages/widget', import.meta.url));

/** Each exports `run()`: mounts the page, opens the chat, resolves with the commits that opening it caused. */
const PAGE = `
  import { act, createElement as h, Profiler } from 'react';
  import { createRoot } from 'react-dom/client';
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  async function count(page, isThere) {
    let commits = 0;
    const root = createRoot(document.body.appendChild(document.createElement('main')));
    await act(async () => root.render(h(Profiler, { id: 'page', onRender: () => { commits += 1; } }, page)));
    await act(isThere);
    const before = commits;
    await act(async () => document.querySelector('button').click());
    await act(async () => new Promise((resolve) => setTimeout(resolve, 50)));
    await act(async () => root.unmount());
    return commits - before;
  }
  const List = () => h('ul', null, Array.from({ length: 20 }, (_, index) => h('li', { key: index }, index)));
`;
const PAGES = {
  driftkit: `${PAGE}
    import { createDrift } from '@driftkit/widget';
    import { DriftProvider, useOpenChat } from '@driftkit/widget/react';
    import { createFakeDrift } from '@driftkit/widget/testing';
    const Help = () => h('button', { onClick: useOpenChat(() => {}) }, 'Help');
    export async function run() {
      createFakeDrift();
      const drift = createDrift({ embedId: 'abcdefgh1234' });
      return count(h(DriftProvider, { drift }, h(Help), h(List)), () => drift.ready);
    }`,
  intercom: `${PAGE}
    import { IntercomProvider, useIntercom } from 'react-use-intercom';
    const Help = () => h('button', { onClick: useIntercom().show }, 'Help');
    const heard = {};
    export async function run() {
      // What Intercom does, as far as the package hears it: \`onShow\` after \`show\`.
      window.Intercom = (method, listener) => {
        if (method === 'onShow') heard.show = listener;
        if (method === 'show') setTimeout(() => heard.show?.(), 0);
      };
      return count(h(IntercomProvider, { appId: 'x', autoBoot: true, onShow: () => {} }, h(Help), h(List)), async () => {});
    }`,
};

const window = new Window({ url: 'https://shop.example/' });
// A page's globals, where Node has none of that name.
for (const name of ['window', ...Object.getOwnPropertyNames(window)])
  if (!(name in globalThis) || name === 'navigator' || name === 'Event')
    Object.defineProperty(globalThis, name, {
      value: name === 'window' ? window : window[name],
      configurable: true,
      writable: true,
    });

const folder = mkdtempSync(join(tmpdir(), 'driftkit-commits-'));
try {
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [PEER.name]: PEER.version } }),
  );
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const commits = {};
  for (const [name, contents] of Object.entries(PAGES)) {
    const outfile = join(folder, `${name}.mjs`);
    await build({
      stdin: { contents, resolveDir: widget, loader: 'js' },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      conditions: ['development'],
      define: { 'process.env.NODE_ENV': '"development"' },
      alias: { [PEER.name]: join(folder, 'node_modules', PEER.name) },
      nodePaths: [`${widget}/node_modules`],
      logLevel: 'error',
    });
    commits[name] = await (await import(pathToFileURL(outfile))).run();
  }
  publish([
    {
      id: 'widget.commits.driftkit',
      what: 'React commits caused by opening the chat',
      unit: 'commits',
      value: commits.driftkit,
      budget: 0,
    },
    {
      id: 'widget.commits.intercom',
      what: `the same in ${PEER.name} ${PEER.version}`,
      unit: 'commits',
      value: commits.intercom,
    },
  ]);
} finally {
  rmSync(folder, { recursive: true });
  await window.happyDOM.close();
}
process.exit();
