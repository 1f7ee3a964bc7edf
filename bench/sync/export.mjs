// An export of a generated world by a moved clock: the share of Drift's rate it uses, its calls, and what it keeps in memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@driftkit/sandbox';
import { exportArchive } from '@driftkit/sync';
import { createClient } from '@driftkit/api';
import { publish, round } from '../rows.mjs';

const CONVERSATIONS = process.argv.includes('--quick') ? 50 : 200;
/** What Drift's own sample exporter asks for each: the conversation, its transcript, its contact, its messages. */
const SAMPLE_CALLS = 4;

const sandbox = await createSandbox({
  port: 0,
  seed: { generate: { conversations: CONVERSATIONS, seed: 7 } },
});
const directory = mkdtempSync(join(tmpdir(), 'driftkit-bench-export-'));
let calls = 0;
// A limiter of no limit, and a sandbox whose minutes pass: what is counted is calls, and no time is waited for.
const client = createClient({
  accessToken: sandbox.accessToken,
  baseUrl: sandbox.apiUrl,
  onRequest() {
    calls += 1;
  },
});
const clock = setInterval(() => sandbox.clock.advance(60_000), 200);
try {
  const { user, system } = process.cpuUsage();
  await exportArchive({ client, directory });
  const after = process.cpuUsage();
  publish([
    {
      id: 'sync.export.calls',
      what: 'calls of an export for each conversation',
      beside: "Drift's own sample exporter",
      unit: 'x',
      value: round(calls / CONVERSATIONS / SAMPLE_CALLS),
      budget: 0.6,
      limit: 0.7,
    },
    {
      id: 'sync.export.cpu',
      what: 'CPU of an export and its sandbox for each conversation',
      unit: 'ms',
      value: round((after.user + after.system - user - system) / 1000 / CONVERSATIONS),
    },
  ]);
} finally {
  clearInterval(clock);
  await sandbox.close();
  rmSync(directory, { recursive: true, force: true });
}
