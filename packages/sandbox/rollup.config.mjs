import { readFileSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const compile = (options) =>
  typescript({
    tsconfig: './tsconfig.build.json',
    declaration: false,
    isolatedDeclarations: false,
    noEmitOnError: true,
    ...options,
  });
/** The first build checks the types of every file; the frames need not do it again. */
const transpile = () => compile({ noCheck: true, sourceMap: false });
const external = [/^node:/, /^hono/, /^@hono\//, 'jose', 'ws', 'zod'];

/** A style sheet that is served as it is, beside the script it belongs to. */
const copy = (from, to) => ({
  name: 'copy',
  buildStart() {
    this.addWatchFile(from);
    this.emitFile({ type: 'asset', fileName: to, source: readFileSync(from) });
  },
});

const frame = (name, input, ...plugins) => ({
  input,
  plugins: [nodeResolve({ browser: true }), transpile(), ...plugins],
  output: { dir: 'dist/embed', format: 'iife', entryFileNames: `${name}.js` },
});

export default [
  {
    input: { index: 'src/index.ts', cli: 'src/cli.ts' },
    external,
    plugins: [nodeResolve(), compile()],
    // Chunks lie beside the entries: the server looks for its browser half relative to its own file.
    output: { dir: 'dist', format: 'es', sourcemap: true, chunkFileNames: '[name]-[hash].js' },
  },
  {
    input: { index: 'src/index.ts' },
    external,
    plugins: [dts({ tsconfig: './tsconfig.build.json' })],
    output: { dir: 'dist', format: 'es' },
  },
  frame('host', 'src/embed/host/main.ts'),
  frame(
    'controller',
    'src/embed/controller/main.ts',
    copy('src/embed/controller/controller.css', 'controller.css'),
  ),
  frame('chat', 'src/embed/chat/main.tsx', copy('src/embed/chat/chat.css', 'chat.css')),
];
