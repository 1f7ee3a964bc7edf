import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { packAll, root } from './registry';

/** A project of somebody else: a folder far from this repository, with the packed packages installed from their tarballs. */
export interface Consumer {
  /** Writes a file and runs it with node; gives what it printed. Throws with its errors when it fails. */
  run(name: string, source: string, nodeOptions?: string[]): string;
  /** What the compiler has to say of a file that was written. */
  compile(name: string, options: string[]): string;
  write(name: string, source: string): string;
  readonly directory: string;
  dispose(): void;
}

/** By pnpm, from files: half the processor time of npm and a registry, which `*.long.test.ts` use. */
export async function createConsumer(): Promise<Consumer> {
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-consumer-'));
  const tarballs = Object.fromEntries(
    (await packAll(directory)).map(({ manifest, path }) => [manifest.name, `file:./${basename(path)}`]),
  );
  const { dependencies, devDependencies } = readJson(join(root, 'examples/react-app/package.json'));
  const versions = { ...dependencies, ...devDependencies };
  const others = ['react', 'react-dom', 'vite'].map((name) => [name, versions[name]] as const);
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { ...tarballs, ...Object.fromEntries(others) },
      // Our packages among themselves too.
      pnpm: { overrides: tarballs },
    }),
  );
  execFileSync('pnpm', ['install', '--prefer-offline', '--ignore-workspace'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });

  const write = (name: string, source: string): string => {
    writeFileSync(join(directory, name), source);
    return join(directory, name);
  };
  return {
    directory,
    write,
    run: (name, source, nodeOptions = []) =>
      execFileSync(process.execPath, [...nodeOptions, write(name, source)], {
        cwd: directory,
        encoding: 'utf8',
      }),
    compile(name, options) {
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const { stdout } = spawnSync(process.execPath, [tsc, ...options, name], {
        cwd: directory,
        encoding: 'utf8',
      });
      return stdout;
    },
    dispose: () => rmSync(directory, { recursive: true, force: true }),
  };
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const readJson = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
