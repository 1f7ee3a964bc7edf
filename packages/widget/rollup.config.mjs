import { readFileSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const input = {
  index: 'src/index.ts',
  react: 'src/react/index.ts',
  vue: 'src/vue/index.ts',
  svelte: 'src/svelte/index.ts',
  triggers: 'src/triggers/index.ts',
  testing: 'src/testing/index.ts',
};
const external = [/^(react|vue|svelte)($|\/)/];

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

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

/**
 * Two builds of the same code: what a developer is told is in one of them. Which one a page gets is decided where it is bundled, by the
 * export condition `development`, and never at run time: a page without a bundler has no `process`.
 */
const dirOf = (mode) => (mode === 'development' ? 'dist/development' : 'dist');

const pluginsOf = (mode, noCheck) => [
  nodeResolve(),
  replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': JSON.stringify(mode) } }),
  typescript({
    tsconfig: './tsconfig.build.json',
    declaration: false,
    isolatedDeclarations: false,
    noEmitOnError: true,
    outDir: dirOf(mode),
    noCheck,
  }),
];

const code = (mode) => {
  const dir = dirOf(mode);
  return {
    input,
    external,
    // The same sources are checked once.
    plugins: pluginsOf(mode, toRun || mode === 'development'),
    output: [
      ['es', 'js'],
      ['cjs', 'cjs'],
    ].map(([format, extension]) => ({
      dir,
      format,
      sourcemap: true,
      ...(format === 'cjs' && { exports: 'named' }),
      // A chunk is imported by whoever needs it, and by nobody else for its sake.
      hoistTransitiveImports: false,
      entryFileNames: `[name].${extension}`,
      chunkFileNames: `chunks/[name]-[hash].${extension}`,
      banner: useClient,
    })),
  };
};

/** For one script tag: everything but the frameworks, as the global `DriftKit`. */
const global = (mode) => ({
  input: 'src/global.ts',
  plugins: pluginsOf(mode, true),
  output: {
    file: `${dirOf(mode)}/driftkit.iife.js`,
    format: 'iife',
    name: 'DriftKit',
    sourcemap: true,
    banner: `/*! ${manifest.name} ${manifest.version}, MIT licence */`,
    plugins: mode === 'production' ? [terser()] : [],
  },
});

export default [
  code('production'),
  code('development'),
  ...(toRun ? [] : [global('production'), global('development'), types]),
];
