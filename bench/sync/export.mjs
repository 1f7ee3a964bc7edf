// An export from the sandbox's computed world, under a clock that runs ahead: rate, 429s, calls, heap.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '../../packages/api/dist/index.js';
import { createSandbox } from '../../packages/sandbox/dist/index.js';
import { exportArchive } from '../../packages/sync/dist/index.js';

const [conversations = 20_000, listed = 0] = process.argv.slice(2).map(Number);
/** Every call moves the sandbox's clock on: ten a second are allowed. */
const MILLISECONDS_A_CALL = 100;

async function run(count, stopAfterListing) {
  const sandbox = await createSandbox({ port: 0, seed: { generate: { conversations: count, seed: 7 } } });
  const directory = mkdtempSync(join(tmpdir(), 'driftkit-bench-export-'));
  const stop = new AbortController();
  const heaps = [];
  let calls = 0;
  let refused = 0;
  const client = createClient({
    accessToken: sandbox.accessToken,
    baseUrl: sandbox.apiUrl,
    limiter: { consume: () => Promise.resolve(sandbox.clock.advance(MILLISECONDS_A_CALL)) },
    onRequest({ status }) {
      calls += 1;
      refused += Number(status === 429);
      if (calls % 500 === 0) {
        globalThis.gc?.();
        heaps.push(process.memoryUsage().heapUsed / 1e6);
      }
    },
  });
  const started = performance.now();
  const manifest = await exportArchive({
    client,
    directory,
    signal: stop.signal,
    onProgress: ({ phase }) => stopAfterListing && phase === 'messages' && stop.abort(),
  }).catch((error) => (stopAfterListing ? undefined : Promise.reject(error)));
  const seconds = (performance.now() - started) / 1000;
  const at = (share) => heaps[Math.floor((heaps.length - 1) * share)]?.toFixed(1) ?? '-';
  console.log(
    `${count} conversations${stopAfterListing ? ' listed' : ' exported'}: ${calls} calls, ${(calls / count).toFixed(2)} a conversation, ` +
      `${refused} times 429, ${seconds.toFixed(0)} s, heap ${at(0)} MB at first, ${at(0.5)} in the middle, ${at(1)} at the end` +
      (manifest ? `, complete: ${manifest.isComplete}` : ''),
  );
  await sandbox.close();
  rmSync(directory, { recursive: true, force: true });
}

await run(1_000, false);
await run(conversations, false);
if (listed > 0) await run(listed, true);
