import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@driftkit/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// The command as it is published: built, in a process of its own. Builds take too long for `npm test`.
const isLong = Boolean(process.env['DRIFTKIT_LONG']);
const SEEDS = 12;
const KILLS = 3;
const packages = fileURLToPath(new URL('../../packages/', import.meta.url));
const command = join(packages, 'sync/bin/driftkit-export.mjs');

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;
let sandbox: Sandbox;
let root: string;

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

interface How {
  /** Sends the signal after so many milliseconds, or once it has said this. */
  signal?: { name: NodeJS.Signals; after: number } | { name: NodeJS.Signals; upon: string };
  /** Nobody reads what it says. */
  isUnheard?: boolean;
  environment?: Record<string, string>;
}

function driftkitExport(args: string[], { signal, environment, isUnheard }: How = {}): Promise<Ended> {
  const env = {
    PATH: process.env['PATH'],
    DRIFT_ACCESS_TOKEN: sandbox.accessToken,
    DRIFT_API_URL: sandbox.apiUrl,
    ...environment,
  };
  const child = spawn(process.execPath, [command, ...args], { cwd: root, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    const before = said.err;
    said.err += data.toString();
    if (!signal || !('upon' in signal) || before.includes(signal.upon)) return;
    if (said.err.includes(signal.upon)) child.kill(signal.name);
  });
  if (isUnheard) for (const stream of [child.stdout, child.stderr]) stream.destroy();
  const timer =
    signal && 'after' in signal ? setTimeout(() => child.kill(signal.name), signal.after) : undefined;
  return new Promise((resolve) =>
    child.on('close', (code, ended) => {
      clearTimeout(timer);
      resolve({ code, signal: ended, ...said });
    }),
  );
}

const filesOf = (name: string): Map<string, string> =>
  new Map(
    readdirSync(join(root, name))
      .filter((file) => /\.(jsonl|csv)$/.test(file))
      .map((file) => [file, readFileSync(join(root, name, file), 'latin1')]),
  );

describe.runIf(isLong)('the built command', { timeout: 600_000 }, () => {
  let took: number;

  beforeAll(async () => {
    for (const name of ['api', 'sync'])
      execFileSync(join(packages, name, 'node_modules/.bin/rollup'), ['-c'], {
        cwd: join(packages, name),
        stdio: 'ignore',
      });
    root = mkdtempSync(join(tmpdir(), 'driftkit-command-'));
    sandbox = await createSandbox({ port: 0, seed: { generate: { conversations: 60, seed: 7 } } });
    sandbox.configure({ assumptions: { rateLimit: 'none' } });
    await driftkitExport(['--out', 'first']);
    const started = performance.now();
    const { code, out } = await driftkitExport(['--out', 'undisturbed', '--attachments', '--csv']);
    took = performance.now() - started;
    expect([code, out]).toEqual([0, expect.stringContaining('Complete: the archive has all data') as string]);
  }, 900_000);
  afterAll(async () => {
    await sandbox.close();
    rmSync(root, { recursive: true, force: true });
  });

  it.each(Array.from({ length: SEEDS }, (_, at) => at + 1))(
    'is killed three times with SIGKILL, and ends as if nothing had happened: seed %i',
    async (seed) => {
      const args = ['--out', `seed-${seed}`, '--attachments', '--csv'];
      let killed = 0;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        // Other moments in every seed, spread over the whole run.
        const share = ((seed * 0.618 + kill * 0.271) % 1) / kill;
        const { signal } = await driftkitExport(args, { signal: { name: 'SIGKILL', after: share * took } });
        killed += Number(signal === 'SIGKILL');
      }
      expect(killed).toBeGreaterThan(0);
      expect((await driftkitExport(args)).code).toBe(0);
      expect(filesOf(`seed-${seed}`)).toEqual(filesOf('undisturbed'));
      expect((await driftkitExport(['verify', '--out', `seed-${seed}`])).code).toBe(0);
    },
  );

  it('stops at Ctrl-C with 130, and goes on when it is run again', async () => {
    const stopped = await driftkitExport(['--out', 'stopped', '--attachments', '--csv'], {
      signal: { name: 'SIGINT', upon: '"messages"' },
    });
    expect([stopped.code, stopped.err]).toEqual([
      130,
      expect.stringContaining('To continue, run the same command again') as string,
    ]);
    expect((await driftkitExport(['--out', 'stopped', '--attachments', '--csv'])).code).toBe(0);
    expect(filesOf('stopped')).toEqual(filesOf('undisturbed'));
  });

  it('lets one of two exports into a folder work, and tells the other one', async () => {
    const two = await Promise.all([1, 2].map(() => driftkitExport(['--out', 'two', '--csv'])));
    expect(two.map(({ code }) => code).sort()).toEqual([0, 1]);
    expect(two.map(({ err }) => err).join('')).toContain('Another export works in two');
    expect((await driftkitExport(['verify', '--out', 'two'])).code).toBe(0);
  });

  it('writes for its owner alone, and prints the token nowhere', async () => {
    const { out, err } = await driftkitExport(['--out', 'own']);
    expect(out + err).not.toContain(sandbox.accessToken);
    for (const name of ['.', ...readdirSync(join(root, 'own'))])
      expect(statSync(join(root, 'own', name)).mode & 0o077, name).toBe(0);
  });

  it('stops at a refused token with 1, and goes on with a valid one', async () => {
    const refused = await driftkitExport(['--out', 'revoked'], {
      environment: { DRIFT_ACCESS_TOKEN: 'revoked' },
    });
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('refused the access token') as string,
    ]);
    expect((await driftkitExport(['--out', 'revoked', '--attachments', '--csv'])).code).toBe(0);
    expect(filesOf('revoked')).toEqual(filesOf('undisturbed'));
  });

  it('goes on where nobody reads its log any more', async () => {
    expect((await driftkitExport(['--out', 'unheard', '--csv'], { isUnheard: true })).code).toBe(0);
    expect((await driftkitExport(['verify', '--out', 'unheard'])).code).toBe(0);
  });

  it('erases a person, and verify knows it', async () => {
    expect((await driftkitExport(['--out', 'erased'])).code).toBe(0);
    const erased = await driftkitExport([
      'erase',
      '--contact',
      'person1@generated.example',
      '--out',
      'erased',
    ]);
    expect(erased.out).toMatch(/Erased from erased: .*2 conversations/);
    expect((await driftkitExport(['verify', '--out', 'erased'])).code).toBe(0);
    expect((await driftkitExport(['--out', 'erased'])).code).toBe(0);
    expect([...filesOf('erased').values()].join('')).not.toContain('person1@');
  });
});
