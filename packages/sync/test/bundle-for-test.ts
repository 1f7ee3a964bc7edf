import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A program of this folder that a process of its own can run; it needs no build of the workspace. */
export async function bundleForTest(entry: URL): Promise<string> {
  const name = basename(entry.pathname, '.ts');
  const outfile = fileURLToPath(new URL(`../node_modules/.cache/${name}.mjs`, import.meta.url));
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    // The client is bundled from its source.
    alias: { '@driftkit/api': fileURLToPath(new URL('../../api/src/index.ts', import.meta.url)) },
    external: ['lossless-json', 'valibot'],
    conditions: ['@driftkit/source'],
    logLevel: 'error',
  });
  return outfile;
}
