import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleForTest } from './bundle-for-test';

const SEEDS = process.env['DRIFTKIT_LONG'] ? 150 : 12;
const root = mkdtempSync(join(tmpdir(), 'driftkit-kill-sync-'));
let program: string;
let undisturbed: { writes: number; rows: unknown };

beforeAll(async () => {
  program = await bundleForTest(new URL('./killed-sync.ts', import.meta.url));
  const { writes } = runOn('undisturbed', 0) as { writes: number };
  undisturbed = { writes, rows: rowsOf('undisturbed') };
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const fileOf = (name: string): string => join(root, `${name}.db`);

/** What the process said at its end; undefined where it was killed. */
function runOn(name: string, fatal: number): unknown {
  const { stdout, stderr, signal, status } = spawnSync(
    process.execPath,
    [program, fileOf(name), String(fatal)],
    { encoding: 'utf8' },
  );
  if (signal === 'SIGKILL') return undefined;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** All that the destination holds, but the versions: they say how often somebody tried. */
function rowsOf(name: string): unknown {
  const database = new Libsql(fileOf(name));
  const all = (sql: string): unknown => database.prepare(sql).raw().all();
  try {
    return [
      all('SELECT id, contact_id, status, updated_at FROM drift_conversations ORDER BY id'),
      all('SELECT id, conversation_id, body FROM drift_messages ORDER BY id'),
      all('SELECT id, email FROM drift_contacts ORDER BY id'),
    ];
  } finally {
    database.close();
  }
}

it.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
  'a sync that is killed at a write and started again ends as an undisturbed one: %i',
  (seed) => {
    const name = `seed-${seed}`;
    const fatal = 1 + Math.floor(((seed + 0.5) / SEEDS) * undisturbed.writes);
    expect(runOn(name, fatal)).toBeUndefined();
    expect(runOn(name, 0)).toMatchObject({ waiting: 0, failed: 0 });
    expect(rowsOf(name)).toEqual(undisturbed.rows);
  },
);
