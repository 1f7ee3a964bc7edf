import { afterAll, beforeAll, expect, it } from 'vitest';
import { createInstalled } from './installed';
import type { Project } from './project';
import { BROWSER_AND_SERVER, MODULES } from './uses';
import { PEERS, TYPESCRIPT } from './versions';

/** The same code under each way in which TypeScript finds a module. */
const WAYS = [
  { way: 'node', module: 'commonjs', files: ['browser-and-server.ts', 'modules.ts'] },
  {
    way: 'node16',
    module: 'node16',
    files: ['browser-and-server.mts', 'browser-and-server.cts', 'modules.mts'],
  },
  {
    way: 'nodenext',
    module: 'nodenext',
    files: ['browser-and-server.mts', 'browser-and-server.cts', 'modules.mts'],
  },
  { way: 'bundler', module: 'esnext', files: ['browser-and-server.ts', 'modules.ts'] },
] as const;

const alias = (version: string): string => `typescript-${version}`;

let project: Project;
let dispose: () => Promise<void>;
beforeAll(async () => {
  const compilers = TYPESCRIPT.map((version) => [alias(version), `npm:typescript@${version}`] as const);
  const types = { '@types/node': '^20.19.0', '@types/react': '^19.2.0' };
  ({ project, dispose } = await createInstalled({ ...PEERS, ...types, ...Object.fromEntries(compilers) }));
  for (const extension of ['ts', 'mts', 'cts'])
    project.write({
      [`browser-and-server.${extension}`]: BROWSER_AND_SERVER,
      [`modules.${extension}`]: MODULES,
    });
});
afterAll(() => dispose?.());

/** What the compiler says of our files and of the app's; what it says of others' is not for us to mend. */
async function compile(version: string, args: readonly string[]): Promise<string[]> {
  const compiler = `node_modules/${alias(version)}/bin/tsc`;
  const strict = [
    '--noEmit',
    '--declaration',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2022',
  ];
  const types = ['--lib', 'es2022,dom,dom.iterable', '--types', 'node,react'];
  const said = await project
    .run(process.execPath, [compiler, ...strict, ...types, ...args])
    .catch((error: Error) => error.message);
  return said
    .split('\n')
    .filter((line) => /error TS/.test(line) && !/node_modules\/(?!@driftkit)/.test(line));
}

const cases = TYPESCRIPT.flatMap((version) => WAYS.map((way) => ({ version, ...way }))).filter(
  ({ version, way }) => !(version.startsWith('7') && way === 'node'),
);

it.each(cases)('TypeScript $version finds the types by $way, module $module', async (row) => {
  const deprecated = row.version.startsWith('6') ? ['--ignoreDeprecations', '6.0'] : [];
  const args = ['--module', row.module, '--moduleResolution', row.way, ...deprecated, ...row.files];
  expect(await compile(row.version, args)).toEqual([]);
});

it('TypeScript 7 has given up moduleResolution node', async () => {
  const said = await compile('7.0.2', ['--module', 'esnext', '--moduleResolution', 'node', 'modules.ts']);
  expect(said.join('\n')).toMatch(/node/);
});
