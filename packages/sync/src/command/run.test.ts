import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '@driftkit/api';
import { DriftApiError, createDriftForTest, worldOf } from '../export/drift-for-test';
import type { DriftForTest } from '../export/drift-for-test';
import { run } from './run';

const TOKEN = 'canary-token-5b1f';
let directory: string;
let drift: DriftForTest;
let said: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'driftkit-command-'));
  drift = createDriftForTest(worldOf(3));
  said = '';
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function command(
  args: string[],
  environment: Record<string, string> = { DRIFT_ACCESS_TOKEN: TOKEN },
): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  const code = await run({
    args,
    environment,
    stdout: { write: (text) => (texts.out += text) },
    stderr: { write: (text) => (texts.err += text) },
    signal: new AbortController().signal,
    connect: () => drift,
  });
  return { code, ...texts };
}

describe('driftkit-export', () => {
  it('exports, verifies and erases, and says what it did', async () => {
    const exported = await command(['--out', directory]);
    expect(exported.out).toMatch(
      /3 conversations, 3 messages, 2 contacts.*\nComplete: the archive has all data/,
    );
    expect(exported.code).toBe(0);
    expect(await command(['verify', '--out', directory])).toMatchObject({ code: 0 });
    const erased = await command(['erase', '--contact', '500', '--out', directory]);
    expect(erased.out).toMatch(/Erased from .*2 conversations/);
    expect(await command(['verify', '--out', directory])).toMatchObject({ code: 0 });
  });

  it('exits with 1 and names what is missing', async () => {
    drift.before = (call) => {
      if (call === 'contact 500') throw new DriftApiError('unavailable');
    };
    const { code, out } = await command(['--out', directory]);
    expect(code).toBe(1);
    expect(out).toContain('NOT COMPLETE: 1 could not be fetched from Drift:\n  contact 500: unavailable');
    expect(await command(['verify', '--out', directory])).toMatchObject({ code: 1 });
  });

  it('tells its progress as JSON lines where nobody watches', async () => {
    const { err } = await command(['--out', directory]);
    const told = err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { phase: string });
    expect(told.map(({ phase }) => phase)).toEqual(['listing', 'messages', 'listing', 'details', 'files']);
  });

  it.each([
    [['--out', ''], /--out needs the name/],
    [['export', 'more'], /Unexpected argument "more"/],
    [['restore'], /Unknown command "restore"/],
    [['--since', 'yesterday'], /--since "yesterday" is not a date/],
    [['--since', '01/02/2026'], /--since "01\/02\/2026" is not a date. Write it like/],
    [['--since', '2026-13-01'], /--since "2026-13-01" is not a date/],
    [['erase'], /erase needs --contact/],
    [['--contact', '5'], /--contact is an option of driftkit-export erase/],
    [['--verbose'], /--verbose/],
  ])('%j is a wrong command line', async (args, message) => {
    const { code, err } = await command(args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('names an address of the environment that is none', async () => {
    const environment = { DRIFT_ACCESS_TOKEN: TOKEN, DRIFT_API_URL: 'nonsense' };
    expect(await command([], environment)).toMatchObject({
      code: 2,
      err: expect.stringContaining('DRIFT_API_URL is not a URL: "nonsense"') as string,
    });
  });

  it('says it where the client takes the address or the token for wrong', async () => {
    const code = await run({
      args: ['--out', directory],
      environment: { DRIFT_ACCESS_TOKEN: TOKEN, DRIFT_API_URL: 'http://drift.example.com' },
      stdout: { write: () => true },
      stderr: { write: (text) => (said += text) },
      signal: new AbortController().signal,
      connect: (access) => createClient(access),
    });
    expect(code).toBe(2);
    expect(said).toMatch(/DRIFT_API_URL cannot be used: .*https/);
    expect(said).not.toContain(TOKEN);
  });

  it('takes the token from the environment alone, and prints it nowhere', async () => {
    expect(await command([], {})).toMatchObject({
      code: 2,
      err: expect.stringContaining('DRIFT_ACCESS_TOKEN is not set') as string,
    });
    drift.before = () => {
      throw new DriftApiError('unauthorized');
    };
    const { code, out, err } = await command(['--out', directory]);
    expect(code).toBe(1);
    expect(err).toMatch(/refused the access token/);
    expect(out + err).not.toContain(TOKEN);
  });

  it('verify needs a finished archive', async () => {
    expect(await command(['verify', '--out', directory])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has no manifest.json') as string,
    });
  });
});
