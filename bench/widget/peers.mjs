// What else loads a chat widget, measured as we measure ourselves. Installed beside the system's temporary files, and gone afterwards.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotli, bundle } from './bundle.mjs';

/** Versions are pinned: a figure is worth nothing without one. */
const PEERS = {
  'react-driftjs': '1.2.2',
  'react-live-chat-loader': '2.11.0',
  'react-use-intercom': '5.8.0',
  '@intercom/messenger-js-sdk': '0.0.20',
  'crisp-sdk-web': '1.2.1',
  '@stripe/stripe-js': '10.2.1',
};

const widget = fileURLToPath(new URL('../../packages/widget', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'driftkit-peers-'));
try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  console.log('Installing the peers ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['install', '--no-audit', '--no-fund', '--legacy-peer-deps', '--ignore-scripts'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const rows = [
    ['driftkit createDrift', "export { createDrift } from '@driftkit/widget'", widget],
    ['driftkit createSession', "export { createSession } from '@driftkit/widget'", widget],
    ...Object.entries(PEERS).map(([name, version]) => [
      `${name} ${version}`,
      `export * from '${name}'`,
      folder,
    ]),
  ];
  for (const [name, contents, resolveDir] of rows)
    console.log(
      `  ${name.padEnd(36)}${String(brotli(await bundle({ contents, resolveDir }))).padStart(7)} B`,
    );
} finally {
  rmSync(folder, { recursive: true });
}
