// Runs pnpm, which whoever cloned the repository need not have: npx fetches the version that package.json pins.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** True under `npm start`, `npm test` and `pnpm run`: then pnpm is on PATH, and has installed what was missing. */
const pnpmRunsUs = process.env.npm_config_user_agent?.startsWith('pnpm/') ?? false;

const { packageManager } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [command, ...prefix] = pnpmRunsUs ? ['pnpm'] : ['npx', '--yes', packageManager];

/** Starts `pnpm <args>` and returns the child process. */
function spawnPnpm(args, options = {}) {
  return spawn(command, [...prefix, ...args], { cwd: root, shell: process.platform === 'win32', ...options });
}

/**
 * Runs `pnpm <args>` in this terminal, or with all that it says put into the list `output`; resolves to its exit code,
 * and ends with us.
 */
export async function runPnpm(args, { output } = {}) {
  const child = spawnPnpm(args, { stdio: output ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const pass = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  const code = await exitCode(child);
  for (const signal of signals) process.off(signal, pass);
  return code;
}

/** `node scripts/x.mjs` by hand becomes `pnpm run x`, so that a bare clone installs itself first. */
export async function throughPnpm(script) {
  if (!pnpmRunsUs) process.exit(await runPnpm(['run', script]));
}

/** The exit code of a child, 1 when it could not be started or was killed. */
export function exitCode(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`Could not start ${child.spawnfile}: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}
