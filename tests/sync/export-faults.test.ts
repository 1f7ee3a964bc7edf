import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '@driftkit/sandbox';
import { exportArchive, verifyArchive } from '@driftkit/sync';
import type { Manifest } from '@driftkit/sync';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClientIn } from '../../packages/api/src/client';
import { REST_FAULTS } from '../../packages/sandbox/src/settings/rest-fault';
import { realWorld } from '../../packages/api/src/world';

type Sandbox = Awaited<ReturnType<typeof createSandbox>>;
const CONVERSATIONS = 60;

/** A world in which time runs 200 times as fast: the pauses between two tries are what these tests would wait for. */
const HASTY = {
  ...realWorld,
  now: () => realWorld.now() * 200,
  after: (ms: number, run: () => void) => realWorld.after(ms / 200, run),
};

let sandbox: Sandbox;
let directory: string;
let minutes = 0;
beforeAll(async () => {
  sandbox = await createSandbox({ port: 0, seed: { generate: { conversations: CONVERSATIONS, seed: 7 } } });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  // Another minute than that in which the test before used up the limit. `reset` has put the clock back.
  minutes += 1;
  sandbox.clock.advance(minutes * 60_000);
  directory = mkdtempSync(join(tmpdir(), 'driftkit-faults-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const START = Date.now();
const now = (): number => START + Math.round(realWorld.now() * 200);

/** The machine may be slow, and its time is not hasty: only what hangs on purpose is given up after two seconds. */
const PATIENT = { timeout: 6_000_000 };

function bring({ accessToken = sandbox.accessToken, timeout = PATIENT.timeout } = {}): Promise<Manifest> {
  const client = createClientIn(HASTY, {
    accessToken,
    baseUrl: sandbox.apiUrl,
    timeout,
    retries: 1,
  });
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds / 200));
  return exportArchive({ client, directory, attachments: true, sleep, now, patience: 60_000_000 });
}

const rows = (): number =>
  readFileSync(join(directory, 'conversations.jsonl'), 'utf8').split('\n').length - 1;

const PASSING = [
  'rate_limited',
  '500',
  '502_html',
  'half_body',
  'hang',
  'reset_before',
  'reset_after',
] as const;
const LISTS = ['links_foreign_host', 'links_http', 'moving_rows'] as const;

it('every fault of the REST half is here', () => {
  expect([...PASSING, ...LISTS, 'links_self', 'token_revoked'].sort()).toEqual([...REST_FAULTS].sort());
});

describe('a fault that passes: the export ends complete', () => {
  it.each(PASSING)('%s', async (kind) => {
    sandbox.faults.set({ rest: { kind, after: 3, times: 3 } });
    const manifest = await bring(kind === 'hang' ? { timeout: 400_000 } : {});
    expect(manifest).toMatchObject({
      isComplete: true,
      failed: [],
      tables: { conversations: { rows: CONVERSATIONS } },
    });
    expect(verifyArchive(directory).problems).toEqual([]);
  });
});

describe('a fault that stays for one kind of thing: the rest is there, and what is missing is listed', () => {
  it.each(['500', '502_html', 'half_body', 'reset_before'] as const)('%s', async (kind) => {
    sandbox.faults.set({ rest: { kind, path: '/teams/org' } });
    const manifest = await bring();
    expect(manifest.isComplete).toBe(false);
    expect(manifest.failed.map(({ id }) => id)).toEqual(['teams']);
    expect(manifest.tables.conversations.rows).toBe(CONVERSATIONS);
    sandbox.faults.set({ rest: 'none' });
    expect(await bring()).toMatchObject({ isComplete: true, failed: [] });
  });
});

describe('lists that go wrong', () => {
  it.each(LISTS)('%s: every conversation is there', async (rest) => {
    sandbox.faults.set({ rest });
    const manifest = await bring();
    expect([manifest.failed, rows()]).toEqual([[], CONVERSATIONS]);
  });

  it('links_self: the list is listed as failed, and what was met is there', async () => {
    sandbox.faults.set({ rest: 'links_self' });
    const manifest = await bring();
    expect(manifest.failed.map(({ id }) => id)).toContain('conversations');
    expect(rows()).toBeGreaterThan(0);
    sandbox.faults.set({ rest: 'none' });
    expect([(await bring()).isComplete, rows()]).toEqual([true, CONVERSATIONS]);
  });

  it('token_revoked: the export stops, and goes on with another token', async () => {
    const scopes = ['contact_read', 'conversation_read', 'user_read', 'account_read'] as const;
    const other = sandbox.apps.create({ name: 'Export', scopes: [...scopes] }).token?.value;
    sandbox.faults.set({ rest: 'token_revoked' });
    await expect(bring()).rejects.toMatchObject({ code: 'unauthorized' });
    sandbox.faults.set({ rest: 'none' });
    expect(await bring({ ...(other !== undefined && { accessToken: other }) })).toMatchObject({
      isComplete: true,
      tables: { conversations: { rows: CONVERSATIONS } },
    });
  });
});

describe('what Drift does not document, in every position of the switch', () => {
  it.each([
    { restIds: 'large' },
    { restAnswers: 'documented' },
    { restErrors: 'gateway' },
    { deletedContact: 'gone' },
  ])('%o: the export is complete', async (assumptions) => {
    sandbox.configure({ assumptions: assumptions as never });
    expect(await bring()).toMatchObject({
      isComplete: true,
      tables: { conversations: { rows: CONVERSATIONS } },
    });
  });
});
