import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectSandbox } from '../../examples/react-app/server';
import type { ExampleOptions } from '../../examples/react-app/server';
import { closeChat, sendChatMessage } from './app';
import { expect, test } from './fixtures';
import { NIA, PASSWORD, signUp, transcript, written } from './loop';

// The app's server is a process of its own here, and is killed as a machine that loses power is.

const PROGRAM = fileURLToPath(new URL('./harbor-process.mjs', import.meta.url));

async function startProcess(options: ExampleOptions): Promise<ChildProcess> {
  const env = { ...process.env, HARBOR: JSON.stringify(options) };
  const child = fork(PROGRAM, [], { env, execArgv: [] });
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test(
  'the server, killed while it works on webhooks and started again, has lost nothing and does nothing twice',
  { tag: '@long' },
  async ({ browser, sandbox }) => {
    test.setTimeout(150_000);
    const directory = mkdtempSync(join(tmpdir(), 'harbor-killed-'));
    const port = await freePort();
    const { embedId, secret, scriptUrl, url, accessToken, verificationToken, apiUrl } = sandbox;
    const drift = { accessToken, verificationToken, apiUrl };
    const options = { port, embedId, secret, scriptUrl, consoleUrl: url, directory, drift };
    let server = await startProcess(options);
    connectSandbox(sandbox, { webhookUrl: `http://127.0.0.1:${port}/api/drift-webhooks` });
    const baseURL = `http://localhost:${port}`;
    const localStorage = [{ name: 'harbor-chat-consent', value: 'granted' }];
    const storageState = { cookies: [], origins: [{ origin: baseURL, localStorage }] };
    const page = await browser.newPage({ baseURL, storageState });

    await signUp(page, NIA);
    await sandbox.ledger.waitFor({ type: 'identify', outcome: 'associated' });
    await sendChatMessage(page, 'Before');
    const { conversationId } = await written(sandbox, 'Before');
    await closeChat(page);
    await transcript(page, 'Before');

    // Drift says nothing, so that what the server has begun cannot end.
    sandbox.faults.set({ rest: 'hang' });
    sandbox.conversations.reply(conversationId, '/signup trial');
    sandbox.conversations.reply(conversationId, 'During');
    await sandbox.ledger.waitFor({ type: 'webhook', event: 'new_command_message', outcome: 'delivered' });
    await kill(server);
    // This webhook is tried once, and lost: the sweep of the sync finds what it was about.
    sandbox.conversations.reply(conversationId, 'While it was away');
    sandbox.faults.set({ rest: 'none' });
    server = await startProcess(options);

    const notes = () =>
      sandbox.conversations
        .get(conversationId)
        ?.messages.filter(({ type, text }) => type === 'private_note' && text.startsWith(NIA.email))
        .map(({ text }) => text);
    await expect.poll(notes, { timeout: 20_000 }).toEqual([`${NIA.email} has an account already.`]);

    // Sessions are in memory; the account is not.
    await page.goto('/login');
    await page.getByLabel('E-mail').fill(NIA.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    const said = await transcript(page, 'Before');
    await expect(said.getByRole('listitem')).toHaveText([/Before$/, /During$/, /While it was away$/], {
      timeout: 90_000,
    });
    expect(notes()).toHaveLength(1);
    await page.close();
    await kill(server);
    rmSync(directory, { recursive: true, force: true });
  },
);
