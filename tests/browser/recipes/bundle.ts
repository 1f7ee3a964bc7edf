import { readFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';
import type { Loader, OnLoadResult, Plugin } from 'esbuild';
import { compile, compileModule } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';

/** How Vite's plugins compile the files of Vue and Svelte, as far as the recipes need it. */
export interface BundleOptions {
  entry: string;
  /** `server`: what renders the page, as one module for Node. */
  target?: 'browser' | 'server';
  /** Changes the text of every TypeScript file. */
  change?: (source: string) => string;
}

export async function bundle({ entry, target = 'browser', change }: BundleOptions): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    platform: target === 'browser' ? 'browser' : 'node',
    conditions: ['development'],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [frameworks(target, change ?? ((source) => source))],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

function frameworks(target: 'browser' | 'server', change: (source: string) => string): Plugin {
  const generate = target === 'browser' ? 'client' : 'server';
  const load = async (path: string): Promise<OnLoadResult> => {
    const source = await readFile(path, 'utf8');
    if (path.endsWith('.vue')) return { contents: vue(source, path), loader: 'ts' };
    if (path.endsWith('.svelte'))
      return js(compile(source, { filename: path, generate, css: 'injected' }).js.code);
    const changed = change(source);
    if (!path.endsWith('.svelte.ts')) return { contents: changed, loader: 'ts' };
    const { code } = await transform(changed, { loader: 'ts' });
    return js(compileModule(code, { filename: path, generate }).js.code);
  };
  return {
    name: 'frameworks',
    setup: ({ onLoad }) => onLoad({ filter: /\.(vue|svelte|ts)$/ }, ({ path }) => load(path)),
  };
}

const js = (contents: string): { contents: string; loader: Loader } => ({ contents, loader: 'js' });

function vue(source: string, filename: string): string {
  const { descriptor } = parse(source, { filename });
  return compileScript(descriptor, { id: filename, inlineTemplate: true }).content;
}
