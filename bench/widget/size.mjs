// What a page downloads: ours and what else loads a chat widget or a script, bundled and minified in the same way, React left out.
// The peers are installed into a folder of their own, which is removed afterwards.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { publish } from '../rows.mjs';
import { brotli, bundle } from './bundle.mjs';

/** Versions are pinned: a figure is worth nothing without one. `contents`: what a page would import. */
const PEERS = [
  { name: '@intercom/messenger-js-sdk', version: '0.0.20' },
  { name: 'react-use-intercom', version: '5.8.0' },
  { name: 'react-live-chat-loader', version: '2.11.0' },
  { name: 'react-driftjs', version: '1.2.2' },
  { name: 'crisp-sdk-web', version: '1.2.1' },
  { name: '@stripe/stripe-js', version: '10.2.1' },
  {
    name: '@clerk/shared',
    version: '4.41.0',
    what: "@clerk/shared's loader",
    contents: "export { loadClerkJsScript } from '@clerk/shared/loadClerkJsScript'",
  },
  {
    name: 'unhead',
    version: '3.4.3',
    contents: "export { createHead } from 'unhead/client'; export { useScript } from 'unhead/scripts'",
  },
];

const OURS = [
  {
    id: 'createDrift',
    what: 'createDrift',
    contents: "export { createDrift } from '@driftkit/widget'",
    budget: 6000,
  },
  {
    id: 'createSession',
    what: 'createSession',
    contents: "export { createSession } from '@driftkit/widget'",
    budget: 10_000,
  },
  {
    id: 'react',
    what: 'createSession and React hooks',
    contents: "export { createSession } from '@driftkit/widget'; export * from '@driftkit/widget/react'",
    budget: 10_900,
  },
  { id: 'triggers', what: 'all triggers', contents: "export * from '@driftkit/widget/triggers'" },
  { id: 'nothing', what: 'an import that uses nothing', contents: "import '@driftkit/widget'", budget: 0 },
];

const widget = fileURLToPath(new URL('../../packages/widget', import.meta.url));

async function sizes(contents, resolveDir) {
  const text = await bundle({ contents, resolveDir });
  const isEmpty = text.trim() === '';
  return {
    raw: isEmpty ? 0 : Buffer.byteLength(text),
    gzip: isEmpty ? 0 : gzipSync(text, { level: 9 }).length,
    brotli: brotli(text),
  };
}

async function row(id, what, contents, resolveDir, budget) {
  const { raw, gzip, brotli: value } = await sizes(contents, resolveDir);
  const note = `raw ${(raw / 1000).toFixed(1)}, gzip ${(gzip / 1000).toFixed(1)} kB`;
  // .size-limit.json has the limits that npm test holds: a budget that is missed is shown here.
  return {
    id: `widget.size.${id}`,
    what: `${what}, brotli`,
    unit: 'B',
    value,
    note,
    ...(budget === undefined ? {} : { budget, limit: budget * 1.6 }),
  };
}

const rows = [];
for (const { id, what, contents, budget } of OURS) rows.push(await row(id, what, contents, widget, budget));

const folder = mkdtempSync(join(tmpdir(), 'driftkit-peers-'));
try {
  const dependencies = Object.fromEntries(PEERS.map(({ name, version }) => [name, version]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const { name, version, what = name, contents = `export * from '${name}'` } of PEERS)
    rows.push(await row(name, `${what} ${version}`, contents, folder));
} finally {
  rmSync(folder, { recursive: true });
}
publish(rows);
