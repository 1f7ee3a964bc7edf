import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.js", esModule = embed "worker.js")], compatibilityDate = "2026-01-01", globalOutbound = "all")),
    (name = "all", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

/** A worker of the given source, in Cloudflare's own runtime. */
export async function startWorker(source: string): Promise<{ port: number; close(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-worker-'));
  await build({
    stdin: { contents: source, resolveDir: join(root, 'tests/api') },
    bundle: true,
    format: 'esm',
    conditions: ['@driftkit/source', 'workerd', 'worker'],
    outfile: join(directory, 'worker.js'),
  });
  writeFileSync(join(directory, 'config.capnp'), CONFIG);
  const { default: bin } = createRequire(join(root, 'packages/api/package.json'))('workerd') as {
    default: string;
  };
  const workerd = spawn(bin, ['serve', 'config.capnp', '--control-fd=1'], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(workerd.stdout, 'data')) as [Buffer];
  const { port } = JSON.parse(String(line).split('\n')[0] ?? '') as { port: number };
  return {
    port,
    close: () => {
      workerd.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
