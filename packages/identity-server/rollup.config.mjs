import { readFileSync } from 'node:fs';
import nodeResolve from '@rollup/plugin-node-resolve';
import typescript from '@rollup/plugin-typescript';
import { dts } from 'rollup-plugin-dts';

const input = { index: 'src/index.ts', node: 'src/node.ts' };
const command = { cli: 'src/cli.ts' };
/** Not published: its sources go into ours. */
const bundled = '@driftkit/node-handler';

/** `npm start` wants it to run, soon: types are then neither checked nor written. */
const toRun = process.env.DRIFTKIT_BUILD === 'to-run';

const names = (extension) => ({
  dir: 'dist',
  format: extension === 'cjs' ? 'cjs' : 'es',
  hoistTransitiveImports: false,
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `chunks/[name].${extension}`,
});

const compiled = (noCheck) =>
  typescript({
    filterRoot: '..',
    noCheck,
    tsconfig: './tsconfig.build.json',
    declaration: false,
    isolatedDeclarations: false,
    noEmitOnError: true,
  });

const esm = {
  input: { ...input, ...command },
  external: ['jose', /^node:/],
  plugins: [compiled(toRun)],
  output: { ...names('js'), sourcemap: true },
};

/** For `require`, jest with babel above all: jose comes as ES modules alone, so it goes inside, with its licence. */
const cjs = {
  input,
  external: [/^node:/],
  plugins: [nodeResolve(), compiled(true), licenceOf('jose')],
  output: { ...names('cjs'), exports: 'named', sourcemap: true, sourcemapExcludeSources: true },
};

const types = {
  input,
  external: [/^node:/],
  plugins: [dts({ tsconfig: './tsconfig.build.json', includeExternal: [bundled] })],
  output: ['d.ts', 'd.cts'].map((extension) => names(extension)),
};

function licenceOf(name) {
  const source = readFileSync(new URL(`./node_modules/${name}/LICENSE.md`, import.meta.url), 'utf8');
  return {
    name: 'licence',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: `chunks/LICENSE-${name}.md`, source });
    },
  };
}

export default toRun ? [esm] : [esm, cjs, types];
