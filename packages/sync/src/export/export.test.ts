import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../archive/archive';
import { verifyArchive } from '../archive/verify';
import { DriftApiError, START, createDriftForTest, oddId, worldOf } from './drift-for-test';
import type { DriftForTest } from './drift-for-test';
import type { Context } from './context';
import { exportArchive } from './export';
import { beginWalk } from './listing';
import type { ExportOptions } from './export';

let directory: string;
let clock: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-export-'));
  clock = START;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const bring = (
  client: DriftForTest,
  options: Partial<ExportOptions> = {},
): ReturnType<typeof exportArchive> =>
  exportArchive({
    client,
    directory,
    now: () => clock,
    sleep: (milliseconds) => Promise.resolve(void (clock += milliseconds)),
    ...options,
  });

const lines = (file: string): Record<string, unknown>[] =>
  readFileSync(join(directory, file), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('an export', () => {
  it('brings every conversation, message and contact, with exact ids', async () => {
    const drift = createDriftForTest(worldOf(10));
    const manifest = await bring(drift);
    expect(manifest).toMatchObject({ isComplete: true, failed: [], gone: [] });
    expect(lines('conversations.jsonl').map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, at) => oddId(at)),
    );
    expect(lines('messages.jsonl')).toHaveLength(Object.values(drift.world.messages).flat().length);
    expect(lines('contacts.jsonl')).toHaveLength(5);
    expect(verifyArchive(directory)).toMatchObject({ problems: [], warnings: [] });
  });

  it('misses nothing between a run with a later --since and the next one without', async () => {
    const drift = createDriftForTest(worldOf(4));
    await bring(drift);
    const change = (index: number, days: number): unknown =>
      Object.assign(drift.world.conversations[index] as object, {
        updatedAt: START + days * 86_400_000,
        status: 'closed',
      });
    change(0, 10);
    change(1, 20);
    await bring(drift, { since: START + 15 * 86_400_000 });
    await bring(drift);
    expect(lines('conversations.jsonl').map(({ status }) => status)).toEqual([
      'closed',
      'closed',
      'open',
      'open',
    ]);
  });

  it('goes on past one row whose time is out of order, or lies in the future', async () => {
    const drift = createDriftForTest(worldOf(4));
    clock = START + 10 * 86_400_000;
    await bring(drift);
    // Drift gives no updatedAt for it, and lists it first.
    const [first, second, third] = drift.world.conversations as Record<string, unknown>[];
    Object.assign(first ?? {}, { updatedAt: START + 1_000 * 86_400_000 });
    await bring(drift);
    Object.assign(second ?? {}, { updatedAt: START + 86_400_000, status: 'closed' });
    Object.assign(third ?? {}, { updatedAt: START + 86_400_000 + 1, status: 'closed' });
    await bring(drift);
    expect(lines('conversations.jsonl').filter(({ status }) => status === 'closed')).toHaveLength(2);
  });

  it('an export that is stopped while Drift is unreachable stops at once', async () => {
    const drift = createDriftForTest(worldOf(20));
    const stop = new AbortController();
    drift.before = (call) => {
      if (call.startsWith('messages') || call === 'stats') throw new DriftApiError('network');
    };
    let pauses = 0;
    const stopped = bring(drift, {
      signal: stop.signal,
      sleep: async (milliseconds) => {
        clock += milliseconds;
        if ((pauses += 1) === 2) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
    expect(pauses).toBe(2);
  });

  it('begins a walk and asks for it in one, so that a killed one is walked all the same', async () => {
    const archive = openArchive(directory);
    const work = { ...archive.work };
    work.ask = () => {
      throw new Error('killed');
    };
    const context = { archive: { ...archive, work } } as unknown as Context;
    expect(() => beginWalk(context, 0)).toThrow('killed');
    archive.close();
    expect(await bring(createDriftForTest(worldOf(4)))).toMatchObject({
      tables: { conversations: { rows: 4 } },
    });
  });

  it('asks for nothing twice', async () => {
    const drift = createDriftForTest(worldOf(10));
    await bring(drift, { transcripts: true });
    const twice = drift.calls.filter(
      (call, at) => drift.calls.indexOf(call) !== at && call !== 'conversations',
    );
    expect(twice).toEqual([]);
  });

  it('meets a conversation again that changes while the list is read', async () => {
    const drift = createDriftForTest(worldOf(10));
    drift.before = (call) => {
      if (!call.startsWith('conversations 17')) return;
      drift.before = () => undefined;
      const late = drift.world.conversations[0] as { id: string };
      Object.assign(late, { updatedAt: START + 9_000_000 });
      drift.world.messages[late.id]?.push({ id: '777', conversationId: late.id, body: 'late' });
    };
    await bring(drift);
    expect(lines('messages.jsonl').map(({ id }) => id)).toContain('777');
    expect(lines('conversations.jsonl')).toHaveLength(10);
  });

  it('a second run brings what changed since, and nothing else again', async () => {
    const drift = createDriftForTest(worldOf(10));
    await bring(drift);
    drift.calls.length = 0;
    Object.assign(drift.world.conversations[2] as object, { updatedAt: START + 9_000_000 });
    await bring(drift);
    expect(drift.calls.filter((call) => call.startsWith('messages'))).toEqual([`messages ${oddId(2)}`]);
  });

  it('a second run brings a contact anew who has talked since', async () => {
    const drift = createDriftForTest(worldOf(4));
    await bring(drift);
    Object.assign(drift.world.conversations[2] as object, { updatedAt: START + 9_000_000 });
    Object.assign(drift.world.contacts['501'] ?? {}, { attributes: { email: 'new@acme.com' } });
    drift.calls.length = 0;
    await bring(drift);
    expect(lines('contacts.jsonl').at(-1)).toMatchObject({ attributes: { email: 'new@acme.com' } });
    expect(drift.calls.filter((call) => call.startsWith('contact '))).toEqual(['contact 501']);
  });

  it('records data that Drift no longer has as gone, and is complete', async () => {
    const drift = createDriftForTest(worldOf(4));
    delete drift.world.contacts['500'];
    const manifest = await bring(drift);
    expect(manifest).toMatchObject({
      isComplete: true,
      gone: [{ kind: 'contact', id: '500', code: 'not_found' }],
    });
  });

  it('an export with a failed item is not complete: it names the item and tries it again in the next run', async () => {
    const drift = createDriftForTest(worldOf(4));
    drift.before = (call) => {
      if (call === 'contact 501') throw new DriftApiError('unavailable');
    };
    const first = await bring(drift);
    expect(first).toMatchObject({
      isComplete: false,
      failed: [{ kind: 'contact', id: '501', code: 'unavailable' }],
    });
    expect(drift.calls.filter((call) => call === 'contact 501')).toHaveLength(4);
    drift.before = () => undefined;
    expect(await bring(drift)).toMatchObject({ isComplete: true, failed: [] });
  });

  it('a scope that is missing costs only what needs it', async () => {
    const drift = createDriftForTest(worldOf(4));
    drift.before = (call) => {
      if (call === 'users') throw new DriftApiError('forbidden');
    };
    const manifest = await bring(drift);
    expect(manifest.failed).toEqual([{ kind: 'list', id: 'users', code: 'forbidden' }]);
    expect(manifest.tables.conversations.rows).toBe(4);
  });

  it('stops at a refused token, and goes on from there with another', async () => {
    const drift = createDriftForTest(worldOf(10));
    let left = 12;
    drift.before = () => {
      if ((left -= 1) < 0) throw new DriftApiError('unauthorized');
    };
    await expect(bring(drift)).rejects.toMatchObject({ code: 'unauthorized' });
    drift.before = () => undefined;
    expect(await bring(drift)).toMatchObject({ isComplete: true });
    expect(verifyArchive(directory).problems).toEqual([]);
  });

  it('goes on at the page of messages where it was stopped, and loses none', async () => {
    const drift = createDriftForTest(worldOf(8));
    const first = `messages ${oddId(7)}`;
    drift.before = (call) => {
      if (call === `${first} 3`) throw new DriftApiError('unauthorized');
    };
    await expect(bring(drift)).rejects.toMatchObject({ code: 'unauthorized' });
    drift.before = () => undefined;
    await bring(drift);
    expect(lines('messages.jsonl')).toHaveLength(Object.values(drift.world.messages).flat().length);
    expect(drift.calls.filter((call) => call === first)).toHaveLength(1);
  });

  it('waits for a Drift that is away, and loses nothing to it', async () => {
    const drift = createDriftForTest(worldOf(30));
    drift.before = (call) => {
      if (clock < START + 90_000 && /^(messages|stats|contact)/.test(call))
        throw new DriftApiError('network');
    };
    expect(await bring(drift)).toMatchObject({ isComplete: true, failed: [] });
  });

  it('reports from the first unanswered call that it waits, and until when', async () => {
    const drift = createDriftForTest(worldOf(3));
    drift.before = () => {
      if (clock < START + 60_000) throw new DriftApiError('network');
    };
    const told: (number | undefined)[] = [];
    await bring(drift, { onProgress: ({ waiting }) => told.push(waiting) });
    expect(told[0]).toBe(600_000);
    expect(told).toContain(599_000);
    expect(told.at(-1)).toBeUndefined();
  });

  it('fetches a transcript again whose conversation went on, also in a run that asks for no new ones', async () => {
    const drift = createDriftForTest(worldOf(3));
    await bring(drift, { transcripts: true });
    Object.assign(drift.world.conversations[1] as object, { updatedAt: START + 9_000_000 });
    drift.calls.length = 0;
    await bring(drift);
    expect(drift.calls.filter((call) => call.startsWith('transcript'))).toEqual([`transcript ${oddId(1)}`]);
    rmSync(directory, { recursive: true });
    await bring(drift);
    expect(lines('transcripts.jsonl')).toEqual([]);
  });

  it('gives up when Drift stays unreachable, and keeps the fetched data', async () => {
    const drift = createDriftForTest(worldOf(30));
    drift.before = (call) => {
      if (/^(messages|stats)/.test(call)) throw new DriftApiError('network');
    };
    await expect(bring(drift)).rejects.toMatchObject({ code: 'unreachable' });
    drift.before = () => undefined;
    expect(await bring(drift)).toMatchObject({ isComplete: true });
  });

  it('begins the list anew where Drift refuses a stored cursor', async () => {
    const drift = createDriftForTest(worldOf(12));
    const stop = new AbortController();
    drift.before = (call) => {
      if (/^conversations \d/.test(call)) stop.abort();
    };
    await expect(bring(drift, { signal: stop.signal })).rejects.toMatchObject({ code: 'interrupted' });
    drift.before = (call) => {
      if (
        /^conversations \d/.test(call) &&
        drift.calls.filter((made) => made === 'conversations').length < 2
      ) {
        throw new DriftApiError('invalid');
      }
    };
    expect(await bring(drift)).toMatchObject({ isComplete: true, tables: { conversations: { rows: 12 } } });
  });

  it('files are for their owner alone', async () => {
    await bring(createDriftForTest(worldOf(2)), { csv: true });
    for (const name of ['drift.sqlite', 'manifest.json', 'messages.jsonl', 'contacts.csv']) {
      expect(statSync(join(directory, name)).mode & 0o077, name).toBe(0);
    }
    expect(statSync(directory).mode & 0o077).toBe(0);
  });
});
