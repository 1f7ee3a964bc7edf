import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toNodeHandler } from '@driftkit/api/node';
import type { WebhookHandler } from '@driftkit/api';
import { build } from 'esbuild';

const home = fileURLToPath(new URL('../../packages/api/', import.meta.url));

/** The block of code under a heading of a document, word for word. */
export function codeUnder(document: string, heading: string): string {
  const [, after = ''] = readFileSync(home + document, 'utf8').split(`${heading}\n`, 2);
  const code = /```js\n([\s\S]*?)```/.exec(after)?.[1];
  if (code === undefined) throw new Error(`${document} has no code under "${heading}".`);
  return code;
}

/** Runs a recipe as a module. `own` is what it imports of the app, by the path it writes. */
export async function runRecipe<T>(
  code: string,
  own: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Promise<T> {
  Object.assign(globalThis, { recipeImports: own });
  const result = await build({
    stdin: { contents: code, resolveDir: home },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    conditions: ['@driftkit/source'],
    alias: { '@driftkit/api': `${home}src/index.ts` },
    plugins: [
      {
        name: 'own files of the app',
        setup(esbuild) {
          esbuild.onResolve({ filter: /^\.\/[\w-]+\.js$/ }, ({ path, importer }) =>
            path in own && importer === '<stdin>' ? { path, namespace: 'own' } : undefined,
          );
          esbuild.onLoad({ filter: /.*/, namespace: 'own' }, ({ path }) => ({
            contents: Object.keys(own[path] ?? {})
              .map((name) => `export const ${name} = globalThis.recipeImports['${path}'].${name};`)
              .join('\n'),
          }));
        },
      },
    ],
  });
  // A file of its own each time: the same recipe reads its environment anew.
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  const file = join(folder, 'recipe.mjs');
  writeFileSync(file, result.outputFiles[0]?.text ?? '');
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as T;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A server of Node around a handler that may come later. */
export async function serve(
  handlerOf: () => WebhookHandler,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((req, res) => void toNodeHandler(handlerOf())(req, res));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/drift/webhooks`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
