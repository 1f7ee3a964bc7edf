import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSandbox } from '@driftkit/sandbox';
import { exportArchive, verifyArchive } from '@driftkit/sync';
import type { ExportOptions, Manifest } from '@driftkit/sync';
import { expect, it } from 'vitest';
import { createClientIn } from '../../packages/api/src/client';
import { createJumpingClock } from './jumping-clock';

const EXPORTED = Number(process.env['DRIFTKIT_EXPORTED'] ?? 20_000);
const LISTED = Number(process.env['DRIFTKIT_LISTED'] ?? 1_000_000);
/** Where memory is first measured: all that is loaded once is there by then. */
const FIRST = 1_000;
/** Megabytes that may be in use more at the end than there: nothing that grows with the rows. */
const MORE = 10;

interface Facts {
  calls: number;
  refused: number;
  /** Of the 600 calls a minute that Drift allows. */
  rate: number;
  /** After a collection, in megabytes: what is in use, and what the process holds. */
  memory: { done: number; heap: number; held: number }[];
}

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Exports from a sandbox of so many conversations, by a clock that does not wait. */
async function measured(
  count: number,
  phase: string,
  run: (options: ExportOptions) => Promise<Manifest | undefined>,
): Promise<{ facts: Facts; manifest: Manifest | undefined }> {
  const sandbox = await createSandbox({ port: 0, seed: { generate: { conversations: count, seed: 7 } } });
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-large-'));
  const { world, fetch } = createJumpingClock(sandbox.clock);
  const started = world.now();
  const facts: Facts = { calls: 0, refused: 0, rate: 0, memory: [] };
  const client = createClientIn(world, {
    accessToken: sandbox.accessToken,
    baseUrl: sandbox.apiUrl,
    fetch,
    onRequest({ status }) {
      facts.calls += 1;
      facts.refused += Number(status === 429);
    },
  });
  let next = FIRST;
  const onProgress: ExportOptions['onProgress'] = ({ phase: current, done }) => {
    if (current !== phase || done < next) return;
    next = done + Math.floor(count / 20);
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    facts.memory.push({ done, heap: Math.round(heapUsed / 1e5) / 10, held: Math.round(rss / 1e6) });
  };
  try {
    const manifest = await run({ client, directory, now: () => world.now(), onProgress });
    facts.rate = facts.calls / ((world.now() - started) / 60_000) / 600;
    if (manifest) expect(verifyArchive(directory).problems).toEqual([]);
    return { facts, manifest };
  } finally {
    process.stdout.write(`${JSON.stringify({ count, ...facts })}\n`);
    await sandbox.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function expectFlat({ memory }: Facts): void {
  const [first, last] = [memory[0], memory.at(-1)];
  expect(memory.length).toBeGreaterThan(5);
  expect(last?.heap).toBeLessThan((first?.heap ?? 0) + MORE);
}

it.runIf(process.env['DRIFTKIT_LONG'])(
  `an export of ${EXPORTED} conversations keeps to 95 % of the allowed rate, is refused at most once in a thousand calls, and takes no more memory at its end than after ${FIRST}`,
  { timeout: 3_600_000 },
  async () => {
    const { facts, manifest } = await measured(EXPORTED, 'messages', exportArchive);
    expect(manifest).toMatchObject({ isComplete: true, tables: { conversations: { rows: EXPORTED } } });
    expect(facts.rate).toBeGreaterThan(0.95);
    expect(facts.refused / facts.calls).toBeLessThanOrEqual(0.001);
    expectFlat(facts);
  },
);

it.runIf(process.env['DRIFTKIT_LONG'])(
  `a list of ${LISTED} conversations takes no more memory at its end than after ${FIRST}`,
  { timeout: 3_600_000 },
  async () => {
    const stop = new AbortController();
    let met = 0;
    const { facts } = await measured(LISTED, 'listing', (options) =>
      exportArchive({
        ...options,
        signal: stop.signal,
        onProgress(progress) {
          options.onProgress?.(progress);
          if (progress.phase === 'listing') met = progress.done;
          else stop.abort();
        },
      }).catch((error: { code?: string }) => {
        expect(error.code).toBe('interrupted');
        return undefined;
      }),
    );
    expect(met).toBeGreaterThan(LISTED * 0.9);
    expect(facts.refused / facts.calls).toBeLessThanOrEqual(0.001);
    expectFlat(facts);
  },
);
