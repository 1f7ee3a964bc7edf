import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyArchive } from '../src/archive/verify';

const isLong = Boolean(process.env['DRIFTKIT_LONG']);
const SEEDS = isLong ? 200 : 20;
const KILLS = isLong ? 4 : 1;
/** What is under way when the process dies: ten fetches, or the lists, each of one page. */
const IN_FLIGHT = 10;

const root = mkdtempSync(join(tmpdir(), 'driftkit-kill-'));
const program = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules/.cache/killed-export.mjs');
let undisturbed: { writes: number; calls: string[]; files: Map<string, string> };

beforeAll(async () => {
  const entryPoints = [fileURLToPath(new URL('./killed-export.ts', import.meta.url))];
  await build({
    entryPoints,
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { stdout } = runIn('undisturbed', 0);
  undisturbed = { writes: Number(stdout), calls: callsOf('undisturbed'), files: filesOf('undisturbed') };
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function runIn(name: string, fatal: number): { stdout: string; signal: string | null } {
  const arguments_ = [program, join(root, name), join(root, `${name}.log`), String(fatal)];
  const { stdout, stderr, signal, status } = spawnSync(process.execPath, arguments_, { encoding: 'utf8' });
  if (signal === null && status !== 0) throw new Error(stderr);
  return { stdout, signal };
}

const callsOf = (name: string): string[] =>
  readFileSync(join(root, `${name}.log`), 'utf8')
    .trim()
    .split('\n');

/** All files of an archive but SQLite's own. */
function filesOf(name: string): Map<string, string> {
  const entries = readdirSync(join(root, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('drift.sqlite'));
  return new Map(
    files.map(({ parentPath, name: file }) => [file, readFileSync(join(parentPath, file), 'latin1')]),
  );
}

/** Numbers from 0 to 1 that are the same in every run. */
function* random(seed: number): Generator<number, never> {
  for (let state = seed * 2_654_435_761; ;) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    yield (state >>> 0) / 2 ** 32;
  }
}

describe('an export that is killed at any of its writes and started again', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))(
    'ends as an undisturbed one: seed %i',
    (seed) => {
      const name = `seed-${seed}`;
      const numbers = random(seed);
      let kills = 0;
      while (kills < KILLS) {
        // Spread over the whole run, its last writes included.
        const share = (seed - 1 + numbers.next().value) / SEEDS;
        const { signal } = runIn(name, 1 + Math.floor((share * undisturbed.writes) / KILLS));
        if (signal === null) break;
        kills += 1;
      }
      if (kills === KILLS) runIn(name, 0);

      expect(kills).toBe(KILLS);
      expect(filesOf(name)).toEqual(undisturbed.files);
      expect(verifyArchive(join(root, name)).problems).toEqual([]);
      expect(callsOf(name).length - undisturbed.calls.length).toBeLessThanOrEqual(kills * (IN_FLIGHT + 1));
    },
  );
});
