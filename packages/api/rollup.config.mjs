import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const input = { index: 'src/index.ts', node: 'src/node.ts', testing: 'src/testing/index.ts' };
/** Not published: its sources go into ours. */
const bundled = '@driftkit/node-handler';
const external = ['lossless-json', 'valibot', /^@noble\/hashes\//, /^node:/];

/** `npm start` wants it to run, soon: types are then neither checked nor written. */
const toRun = process.env.DRIFTKIT_BUILD === 'to-run';

const output = (format, extension) => ({
  dir: 'dist',
  format,
  sourcemap: true,
  exports: 'named',
  hoistTransitiveImports: false,
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `chunks/[name]-[hash].${extension}`,
});

const types = {
  input,
  external,
  plugins: [dts({ tsconfig: './tsconfig.build.json', includeExternal: [bundled] })],
  output: ['d.ts', 'd.cts'].map((extension) => ({ ...output('es', extension), sourcemap: false })),
};

export default [
  {
    input,
    external,
    plugins: [
      typescript({
        filterRoot: '..',
        noCheck: toRun,
        tsconfig: './tsconfig.build.json',
        declaration: false,
        isolatedDeclarations: false,
        noEmitOnError: true,
      }),
    ],
    output: [output('es', 'js'), output('cjs', 'cjs')],
  },
  ...(toRun ? [] : [types]),
];
