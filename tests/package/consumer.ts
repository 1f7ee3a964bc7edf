import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGES = ['widget', 'identity-server', 'api', 'sandbox'];

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

export function createConsumer(): Consumer {
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-consumer-'));
  const tarballs = PACKAGES.map((name) => pack(name, directory));
  const { dependencies, devDependencies } = readJson(join(root, 'examples/react-app/package.json'));
  const versions = { ...dependencies, ...devDependencies };
  const others = ['react', 'react-dom', 'vite'].map((name) => [name, versions[name]] as const);
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { ...Object.fromEntries(tarballs), ...Object.fromEntries(others) },
    }),
  );
  pnpm(['install', '--prefer-offline', '--ignore-workspace'], directory);

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

function pack(name: string, directory: string): [name: string, specifier: string] {
  const from = join(root, 'packages', name);
  const before = new Set(readdirSync(directory));
  pnpm(['pack', '--pack-destination', directory], from);
  const tarball = readdirSync(directory).find((file) => file.endsWith('.tgz') && !before.has(file));
  if (!tarball) throw new Error(`pnpm pack left no tarball of ${name}.`);
  return [`@driftkit/${name}`, `file:./${tarball}`];
}

function pnpm(args: string[], cwd: string): void {
  execFileSync('pnpm', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const readJson = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
