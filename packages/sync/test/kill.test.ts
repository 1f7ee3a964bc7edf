import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyArchive } from '../src/archive/verify';
import { bundleForTest } from './bundle-for-test';
import { driftToKill, exportToKill } from './export-to-kill';

const isLong = Boolean(process.env['DRIFTKIT_LONG']);
/** Child processes that kill themselves. In `npm test` the archives of most seeds are copies, taken at their write. */
const KILLED = isLong ? 200 : 2;
const KILLS = isLong ? 2 : 1;
const SEEDS = 20;
/** What is under way when the process dies: ten fetches, or the lists, each of one page. */
const IN_FLIGHT = 10;

const root = mkdtempSync(join(tmpdir(), 'driftkit-kill-'));
const copies = join(root, 'copies');
let program: string;
let undisturbed: { writes: number; calls: number; files: Map<string, string> };

beforeAll(async () => {
  program = await bundleForTest(new URL('./killed-export.ts', import.meta.url));
  const { stdout } = runIn('undisturbed', 0);
  undisturbed = {
    writes: Number(stdout),
    calls: callsOf(join(root, 'undisturbed.log')),
    files: filesOf(join(root, 'undisturbed')),
  };
  runIn('copied', 0, isLong ? upTo(undisturbed.writes) : [...upTo(SEEDS).map(writeOfSeed), comparedWrite()]);
}, 600_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

function runIn(
  name: string,
  fatal: number,
  copied: number[] = [],
): { stdout: string; signal: string | null } {
  const folder = join(root, name);
  const arguments_ = [program, folder, `${folder}.log`, String(fatal), copies, JSON.stringify(copied)];
  const { stdout, stderr, signal, status } = spawnSync(process.execPath, arguments_, { encoding: 'utf8' });
  if (signal === null && status !== 0) throw new Error(stderr);
  return { stdout, signal };
}

const callsOf = (log: string): number =>
  existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;

const isSqlite = (name: string): boolean => name.startsWith('drift.sqlite');
const entriesOf = (directory: string): { name: string; path: string }[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, path: join(parentPath, name) }));

/** All files of an archive but SQLite's own. */
const filesOf = (directory: string): Map<string, string> =>
  new Map(
    entriesOf(directory)
      .filter(({ name }) => !isSqlite(name))
      .map(({ name, path }) => [name, readFileSync(path, 'latin1')]),
  );

/** SQLite's files differ in a salt, so only their sizes are compared. */
const whatIsIn = (directory: string): Record<string, string | number> =>
  Object.fromEntries(
    entriesOf(directory).map(({ name, path }) => [
      name,
      isSqlite(name) ? statSync(path).size : readFileSync(path, 'latin1'),
    ]),
  );

/** Numbers from 0 to 1 that are the same in every run. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed * 2_654_435_761; ;) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    yield (state >>> 0) / 2 ** 32;
  }
}

/** Spread over the whole run, its last writes included. */
const writeOf = (seed: number, of: number, share: number): number =>
  1 + Math.floor(((seed - 1 + share) / of) * undisturbed.writes);

/** Closer to each other at the beginning, where no two writes are alike. */
const writeOfSeed = (seed: number): number =>
  1 + Math.floor(((seed - 1 + random(seed).next().value) / SEEDS) ** 2 * undisturbed.writes);
const comparedWrite = (): number => writeOf(10, SEEDS, 0.5);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

function expectUndisturbed(directory: string, calls: number, kills: number): void {
  expect(filesOf(directory)).toEqual(undisturbed.files);
  expect(verifyArchive(directory).problems).toEqual([]);
  expect(calls - undisturbed.calls).toBeLessThanOrEqual(kills * (IN_FLIGHT + 1));
}

/** Goes on, in this process, with what a process leaves that is killed at this write. */
async function goOnFrom(write: number): Promise<void> {
  const folder = join(copies, String(write));
  const archive = join(root, `resumed-${write}`);
  if (existsSync(join(folder, 'archive'))) cpSync(join(folder, 'archive'), archive, { recursive: true });
  const drift = driftToKill();
  await exportToKill(drift, archive);
  expectUndisturbed(archive, callsOf(join(folder, 'log')) + drift.calls.length, 1);
  rmSync(archive, { recursive: true });
}

describe('an export that is killed at any of its writes and started again', () => {
  it.each(upTo(SEEDS))('ends as an undisturbed one, from a copy of what it left: seed %i', (seed) =>
    goOnFrom(writeOfSeed(seed)),
  );

  it.runIf(isLong)('ends as an undisturbed one, at every single write', { timeout: 3_600_000 }, async () => {
    const failed: string[] = [];
    for (let write = 1; write <= undisturbed.writes; write += 1) {
      await goOnFrom(write).catch((error: Error) =>
        failed.push(`write ${write}: ${error.message.slice(0, 200)}`),
      );
    }
    expect(failed).toEqual([]);
  });

  it('leaves what the copy of that write has', () => {
    const write = comparedWrite();
    expect(runIn('compared', write).signal).toBe('SIGKILL');
    expect(whatIsIn(join(root, 'compared'))).toEqual(whatIsIn(join(copies, String(write), 'archive')));
  });

  it.each(upTo(KILLED))('ends as an undisturbed one, as a process of its own: seed %i', async (seed) => {
    const name = `seed-${seed}`;
    const numbers = random(seed);
    let kills = 0;
    while (kills < KILLS) {
      const write = writeOf(seed, KILLED, numbers.next().value);
      if (runIn(name, Math.max(1, Math.floor(write / KILLS))).signal === null) break;
      kills += 1;
    }
    expect(kills).toBe(KILLS);
    const drift = driftToKill();
    await exportToKill(drift, join(root, name));
    expectUndisturbed(join(root, name), callsOf(join(root, `${name}.log`)) + drift.calls.length, kills);
  });
});
