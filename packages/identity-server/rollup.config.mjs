import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const input = { index: 'src/index.ts', node: 'src/node.ts' };
const command = { cli: 'src/cli.ts' };
const external = ['jose', /^node:/];
const names = (extension) => ({
  dir: 'dist',
  format: 'es',
  hoistTransitiveImports: false,
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `chunks/[name].${extension}`,
});

export default [
  {
    input: { ...input, ...command },
    external,
    plugins: [
      typescript({
        tsconfig: './tsconfig.build.json',
        declaration: false,
        isolatedDeclarations: false,
        noEmitOnError: true,
      }),
    ],
    output: { ...names('js'), sourcemap: true },
  },
  { input, external, plugins: [dts({ tsconfig: './tsconfig.build.json' })], output: names('d.ts') },
];
