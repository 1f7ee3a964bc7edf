import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const input = { index: 'src/index.ts' };
const command = { cli: 'src/cli.ts' };
const external = ['@driftkit/api', 'libsql', 'pg', 'pg-boss', /^csv-/, /^node:/];
const names = (extension) => ({
  dir: 'dist',
  format: 'es',
  hoistTransitiveImports: false,
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `chunks/[name].${extension}`,
});

/** `npm start` wants it to run, soon: types are then neither checked nor written. */
const toRun = process.env.DRIFTKIT_BUILD === 'to-run';

export default [
  {
    input: { ...input, ...command },
    external,
    plugins: [
      typescript({
        noCheck: toRun,
        tsconfig: './tsconfig.build.json',
        declaration: false,
        isolatedDeclarations: false,
        noEmitOnError: true,
      }),
    ],
    output: { ...names('js'), sourcemap: true },
  },
  ...(toRun
    ? []
    : [{ input, external, plugins: [dts({ tsconfig: './tsconfig.build.json' })], output: names('d.ts') }]),
];
