import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleForTest } from './bundle-for-test';
import { syncToKill } from './sync-to-kill';

const isLong = process.env['DRIFTKIT_LONG'] !== undefined;
/** Processes that kill themselves. In `npm test` most go on from a copy of what a process leaves that is killed there. */
const KILLED = isLong ? 150 : 2;
/** Every which write is gone on from. */
const EACH = isLong ? 1 : 12;
const root = mkdtempSync(join(tmpdir(), 'driftkit-kill-sync-'));
const copies = join(root, 'copies');
let program: string;
let undisturbed: { writes: number; rows: unknown };

beforeAll(async () => {
  program = await bundleForTest(new URL('./killed-sync.ts', import.meta.url));
  mkdirSync(copies);
  const writes = Number(runOn('undisturbed', 0, copies));
  undisturbed = { writes, rows: rowsOf('undisturbed') };
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const fileOf = (name: string): string => join(root, `${name}.db`);

/** What the process said at its end; undefined where it was killed. */
function runOn(name: string, fatal: number, into = ''): string | undefined {
  const { stdout, stderr, signal, status } = spawnSync(
    process.execPath,
    [program, fileOf(name), String(fatal), into],
    { encoding: 'utf8' },
  );
  if (signal === 'SIGKILL') return undefined;
  if (status !== 0) throw new Error(stderr);
  return stdout;
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

async function goOn(name: string): Promise<void> {
  expect(await syncToKill(`sqlite:${fileOf(name)}`)).toEqual({
    waiting: 0,
    running: 0,
    failed: [],
    moreFailed: 0,
  });
  expect(rowsOf(name)).toEqual(undisturbed.rows);
}

it('a sync goes on from what a kill at any of its writes leaves, and ends as an undisturbed one', async () => {
  const failed: string[] = [];
  for (let write = 1; write <= undisturbed.writes; write += EACH) {
    const name = `from-${write}`;
    for (const part of ['', '-wal']) {
      const copy = join(copies, `${write}.db${part}`);
      if (existsSync(copy)) cpSync(copy, fileOf(name) + part);
    }
    await goOn(name).catch((error: Error) => failed.push(`write ${write}: ${error.message.slice(0, 200)}`));
  }
  expect(undisturbed.writes).toBeGreaterThan(100);
  expect(failed).toEqual([]);
}, 300_000);

it.each(Array.from({ length: KILLED }, (_, seed) => seed))(
  'a sync that is killed at a write and started again ends as an undisturbed one: %i',
  async (seed) => {
    const name = `seed-${seed}`;
    const fatal = 1 + Math.floor(((seed + 0.5) / KILLED) * undisturbed.writes);
    expect(runOn(name, fatal)).toBeUndefined();
    await goOn(name);
  },
);
