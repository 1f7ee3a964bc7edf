import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';

const COMMAND = fileURLToPath(new URL('../../packages/sandbox/bin/driftkit-sandbox.mjs', import.meta.url));

interface Running {
  url: string;
  process: ChildProcessByStdio<null, Readable, Readable>;
}

/** The command as a person starts it; resolves when it listens. */
async function start(...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [COMMAND, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url: /http:\S+/.exec(line)?.[0] ?? '', process: child };
}

async function end({ process: child }: Running, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** What a command that cannot start says, and its exit code. */
async function failureOf(...args: string[]): Promise<[string, number | null]> {
  // One that never ends is ended, so that its test fails.
  const options = { timeout: 20_000, killSignal: 'SIGKILL' } as const;
  const child = spawn(process.execPath, [COMMAND, '--port', '0', ...args], options);
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return [said, code];
}

async function post(url: string, path: string, body: object, token = ''): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
  return fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function visit(url: string, aid: string): Promise<string> {
  const answer = await post(url, '/widget/bootstrap', { aid, identity: null, cookie: null, url: '' });
  return ((await answer.json()) as { tokenResult: { accessToken: string } }).tokenResult.accessToken;
}

test('killed in the middle of writes, every acknowledged entry is there again', async ({}, testInfo) => {
  const data = testInfo.outputPath('data');
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const sandbox = await start('--data', data);
    const token = await visit(sandbox.url, `aid-${round}`);
    let killed = false;
    const write = async (writer: number): Promise<void> => {
      for (let count = 0; !killed; count++) {
        const event = `${round}.${writer}.${count}`;
        const answer = await post(sandbox.url, '/widget/track', { event, attributes: {} }, token).catch(
          () => undefined,
        );
        if (answer?.status === 204) acknowledged.push(event);
        // Somebody is always in the middle of a write when the kill comes: the others do not stop for it.
        if (acknowledged.length >= (round + 1) * 150 && !killed) {
          killed = true;
          await end(sandbox, 'SIGKILL');
        }
      }
    };
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(write));
  }
  const again = await start('--data', data);
  const { entries } = (await (await fetch(`${again.url}/sandbox/ledger`)).json()) as {
    entries: { seq: number; type: string; event?: string; contactId: number }[];
  };
  const kept = new Set(entries.map(({ event }) => event));
  expect(acknowledged.filter((event) => !kept.has(event))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(450);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  // Nothing is told of a contact that is not there.
  const { contacts } = (await (await fetch(`${again.url}/sandbox/state`)).json()) as {
    contacts: { id: number }[];
  };
  const ids = new Set(contacts.map(({ id }) => id));
  expect(entries.filter(({ contactId }) => !ids.has(contactId))).toEqual([]);
  await end(again, 'SIGTERM');
});

test('two commands on one directory: the second says so and stops', async ({}, testInfo) => {
  const data = testInfo.outputPath('data');
  const first = await start('--data', data);
  const [said, code] = await failureOf('--data', data);
  expect(said).toBe(
    `driftkit-sandbox: data: another sandbox is using ${data}. Stop it, or choose another directory.\n`,
  );
  expect(code).toBe(1);
  await end(first, 'SIGTERM');
});

test('a directory that can never be made: the command says so and stops', async () => {
  test.skip(!existsSync('/proc/self'), 'Only /proc answers every mkdir with "no such file or directory".');
  const [said, code] = await failureOf('--data', '/proc/driftkit/data');
  expect(said).toBe(
    'driftkit-sandbox: data: "/proc/driftkit/data" cannot be used as a directory (ENOENT).\n',
  );
  expect(code).toBe(1);
});
