// How everything is measured: one bundle for production, minified, React left out, brotli at its best.
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

/** @param {{ contents: string, resolveDir: string, format?: 'esm' | 'iife', globalName?: string }} what */
export async function bundle({ contents, resolveDir, format = 'esm', globalName }) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format,
    ...(globalName ? { globalName } : {}),
    target: 'es2022',
    write: false,
    logLevel: 'error',
    external: ['react', 'react-dom', 'react/*'],
    conditions: ['production'],
  });
  return outputFiles[0].text;
}

export function brotli(text) {
  if (text.trim() === '') return 0;
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
