import nodeResolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const input = {
  index: 'src/index.ts',
  react: 'src/react/index.ts',
  triggers: 'src/triggers/index.ts',
  testing: 'src/testing/index.ts',
};
const external = [/^react($|\/)/];

/** React's compilers look for the directive on the built file; rollup drops it from the sources. */
const useClient = (chunk) => (chunk.name === 'react' ? "'use client';" : '');

/** The bundler of the types drops the reference from the source: not every project knows what `using` needs. */
const needsDisposable = (chunk) =>
  chunk.name === 'testing' ? '/// <reference lib="esnext.disposable" />' : '';

/** `npm start` wants it to run, soon: types are then neither checked nor written. */
const toRun = process.env.DRIFTKIT_BUILD === 'to-run';

const types = {
  input,
  external,
  plugins: [dts({ tsconfig: './tsconfig.build.json' })],
  output: ['d.ts', 'd.cts'].map((extension) => ({
    dir: 'dist',
    format: 'es',
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `chunks/[name]-[hash].${extension}`,
    banner: needsDisposable,
  })),
};

export default [
  {
    input,
    external,
    plugins: [
      nodeResolve(),
      typescript({
        tsconfig: './tsconfig.build.json',
        declaration: false,
        isolatedDeclarations: false,
        noEmitOnError: true,
        noCheck: toRun,
      }),
    ],
    output: [
      {
        dir: 'dist',
        format: 'es',
        sourcemap: true,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        banner: useClient,
      },
      {
        dir: 'dist',
        format: 'cjs',
        sourcemap: true,
        exports: 'named',
        entryFileNames: '[name].cjs',
        chunkFileNames: 'chunks/[name]-[hash].cjs',
        banner: useClient,
      },
    ],
  },
  ...(toRun ? [] : [types]),
];
