import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import nodeResolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

/** `npm start` wants it to run, soon: types are then neither checked nor written. */
const toRun = process.env.DRIFTKIT_BUILD === 'to-run';

const compile = (options) =>
  typescript({
    noCheck: toRun,
    tsconfig: './tsconfig.build.json',
    declaration: false,
    isolatedDeclarations: false,
    noEmitOnError: true,
    ...options,
  });
/** The first build checks the types of every file; the frames need not do it again. */
const transpile = () => compile({ noCheck: true, sourceMap: false });
const external = [
  /^node:/,
  /^hono/,
  /^@hono\//,
  '@playwright/test',
  'entities',
  'jose',
  'libsql',
  'lossless-json',
  'open',
  'ws',
  'zod',
];

/** A style sheet that is served as it is, beside the script it belongs to. */
const copy = (from, to) => ({
  name: 'copy',
  buildStart() {
    this.addWatchFile(from);
    this.emitFile({ type: 'asset', fileName: to, source: readFileSync(from) });
  },
});

/** One style sheet of those that this one imports, in their order. */
const styles = (from, to) => ({
  name: 'styles',
  buildStart() {
    const parts = [...readFileSync(from, 'utf8').matchAll(/^@import '(.+)';$/gm)].map(([, path]) =>
      resolve(dirname(from), path),
    );
    for (const file of [from, ...parts]) this.addWatchFile(file);
    this.emitFile({
      type: 'asset',
      fileName: to,
      source: parts.map((part) => readFileSync(part)).join('\n'),
    });
  },
});

/** `import text from './file?raw'`, as Vite has it. */
const raw = {
  name: 'raw',
  resolveId: (source, importer) => (source.endsWith('?raw') ? resolve(dirname(importer), source) : null),
  load(id) {
    if (!id.endsWith('?raw')) return null;
    const file = id.slice(0, -'?raw'.length);
    this.addWatchFile(file);
    return `export default ${JSON.stringify(readFileSync(file, 'utf8'))};`;
  },
};

const inBrowser = (folder, name, input, ...plugins) => ({
  input,
  plugins: [raw, nodeResolve({ browser: true }), transpile(), ...plugins],
  output: { dir: `dist/${folder}`, format: 'iife', entryFileNames: `${name}.js` },
});
const frame = (name, input, ...plugins) => inBrowser('embed', name, input, ...plugins);

export default [
  {
    input: { index: 'src/index.ts', playwright: 'src/playwright/index.ts', cli: 'src/cli/main.ts' },
    external,
    plugins: [nodeResolve(), compile()],
    // Chunks lie beside the entries: the server looks for its browser half relative to its own file.
    output: { dir: 'dist', format: 'es', sourcemap: true, chunkFileNames: '[name]-[hash].js' },
  },
  ...(toRun
    ? []
    : [
        {
          input: { index: 'src/index.ts', playwright: 'src/playwright/index.ts' },
          external,
          plugins: [dts({ tsconfig: './tsconfig.build.json' })],
          output: { dir: 'dist', format: 'es' },
        },
      ]),
  frame('host', 'src/embed/host/main.ts'),
  frame(
    'controller',
    'src/embed/controller/main.ts',
    copy('src/embed/controller/controller.css', 'controller.css'),
  ),
  frame('chat', 'src/embed/chat/main.tsx', styles('src/embed/chat/styles/chat.css', 'chat.css')),
  inBrowser(
    'console',
    'console',
    'src/console/main.tsx',
    styles('src/console/styles/console.css', 'console.css'),
    copy('src/console/icon.svg', 'icon.svg'),
  ),
];
