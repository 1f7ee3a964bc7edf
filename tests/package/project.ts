import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export interface RunOptions {
  env?: Record<string, string>;
  /** Fails when it takes longer, in milliseconds. */
  timeout?: number;
}

/** A project of somebody else: a folder far from this repository. */
export interface Project {
  readonly directory: string;
  write(files: Record<string, string>): void;
  /** Runs a program to its end and gives what it printed, errors too; rejects with that when it fails. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
  /** Starts a server; resolves with the first match in what it prints. It ends with the project. */
  start(command: string, args: readonly string[], until: RegExp, options?: RunOptions): Promise<string>;
  dispose(): Promise<void>;
}

export function createProject(files: Record<string, string>): Project {
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-project-'));
  const servers: ChildProcess[] = [];
  const write = (more: Record<string, string>): void => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
  };
  write(files);
  return {
    directory,
    write,
    run: (command, args, { env, timeout = 240_000 } = {}) =>
      new Promise((resolve, reject) => {
        const options = { cwd: directory, env: environment(directory, env), timeout, maxBuffer: 1e8 };
        execFile(command, args, options, (error, stdout, stderr) => {
          if (!error) return resolve(stdout + stderr);
          reject(new Error(`${command} ${args.join(' ')} failed (${error.code}):\n${stdout}${stderr}`));
        });
      }),
    async start(command, args, until, { env, timeout = 60_000 } = {}) {
      const options = { cwd: directory, env: environment(directory, env), detached: true };
      const server = spawn(command, args, options);
      servers.push(server);
      return said(server, until, timeout);
    },
    async dispose() {
      await Promise.all(servers.map(end));
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** What a person's own shell has: nothing of the test runner, nor of the package manager that started it. */
function environment(directory: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|pnpm_|vitest|node_env$|node_options$|node_path$|init_cwd$|test$|vite_|driftkit_)/i.test(
        name,
      ) || /^npm_config_(registry|.*proxy|ca|cafile)$/i.test(name),
  );
  const path = `${join(directory, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
  return { ...Object.fromEntries(inherited), PATH: path, NEXT_TELEMETRY_DISABLED: '1', CI: '1', ...more };
}

function said(server: ChildProcess, until: RegExp, timeout: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => reject(new Error(`${why} ${until} was not printed:\n${output}`));
    const timer = setTimeout(() => fail(`${timeout} ms passed, and`), timeout);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      // Tools colour their addresses.
      const match = until.exec(output.replaceAll(/\u001b\[[\d;]*m/g, ''));
      if (!match) return;
      clearTimeout(timer);
      resolve(match[1] ?? match[0]);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', (code) => {
      clearTimeout(timer);
      fail(`It ended with ${code}, and`);
    });
  });
}

/** Ends a server with all that it started: npx starts a shell, which starts the server. */
async function end(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  try {
    process.kill(-server.pid, 'SIGTERM');
  } catch {
    return; // It has ended meanwhile.
  }
  await ended;
}
