import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../create-sandbox';
import { createSandbox } from '../create-sandbox';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await createSandbox({ signedIdentities: 'disabled' })));
afterEach(() => sandbox.close());

const port = (): number => Number(new URL(sandbox.url).port);
const watch = (): WebSocket => new WebSocket(`${sandbox.url.replace('http', 'ws')}/sandbox/stream`);

async function stillWorks(): Promise<void> {
  expect((await fetch(`${sandbox.url}/sandbox/state`)).status).toBe(200);
}

/** Sends bytes as they are; resolves with the answer when the sandbox has ended the connection. */
async function send(bytes: Buffer | string, to = port()): Promise<string> {
  const socket = connect(to, '127.0.0.1');
  let answer = '';
  socket.on('data', (data: Buffer) => (answer += data.toString()));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

test('bytes that are not HTTP are refused', async () => {
  expect(await send(randomBytes(4096))).toContain('400 Bad Request');
  expect(await send(`GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)).toContain('431');
  await stillWorks();
});

test('who asks for another protocol than WebSocket is told so, and the connection ends', async () => {
  const asks = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n';
  expect(await send(asks)).toContain('426 Upgrade Required');
});

test('the REST half knows no other protocol, and answers as if nobody had asked for one', async () => {
  const api = Number(new URL(sandbox.apiUrl).port);
  for (const protocol of ['websocket', 'h2c']) {
    const asks = `GET /users/list HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: ${protocol}\r\n\r\n`;
    expect(await send(asks, api)).toContain(' 401 ');
  }
});

test('a WebSocket on an unknown path, or without a key, is refused', async () => {
  const upgrade = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
  expect(await send(`GET /nothing HTTP/1.1\r\n${upgrade}\r\n`)).toContain(' 404 ');
  expect(await send(`GET /sandbox/stream HTTP/1.1\r\n${upgrade}\r\n`)).toContain(' 400 ');
  await stillWorks();
});

test('garbage on a stream ends that stream and no other', async () => {
  const [bad, good] = [watch(), watch()];
  await Promise.all([once(bad, 'message'), once(good, 'message')]);
  bad.on('error', () => undefined);
  const closed = once(bad, 'close');
  (bad as unknown as { _socket: Socket })._socket.write(randomBytes(512));
  await closed;
  const heard = once(good, 'message');
  sandbox.faults.set({ script: '404' });
  expect(String(await heard)).toContain('"type":"faults"');
});

test('a message that is too large ends the stream', async () => {
  const socket = watch();
  await once(socket, 'message');
  socket.send('x'.repeat(2000));
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1009);
});

test('a client that does not read is let go, and what waited for it with it', async () => {
  const answer = await fetch(`${sandbox.url}/widget/bootstrap`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ aid: 'aid-1', identity: null, cookie: null, url: '' }),
  });
  const { tokenResult } = (await answer.json()) as { tokenResult: { accessToken: string } };
  const token = tokenResult.accessToken;
  const page = new WebSocket(`${sandbox.url.replace('http', 'ws')}/widget/stream?token=${token}`);
  await once(page, 'message');
  const { _socket: line } = page as unknown as { _socket: Socket };
  line.pause();
  expect(sandbox.browsers.get('aid-1')?.openPages).toBe(1);
  const megabyte = 'x'.repeat(2 ** 20);
  for (let count = 0; count < 60; count++) sandbox.emit('gdprClicked', megabyte);
  await expect.poll(() => sandbox.browsers.get('aid-1')?.openPages).toBe(0);
  page.terminate();
});

test('many sockets at once all hear', async () => {
  const sockets = Array.from({ length: 300 }, watch);
  await Promise.all(sockets.map((socket) => once(socket, 'message')));
  const heard = sockets.map((socket) => once(socket, 'message'));
  sandbox.faults.set({ script: '404' });
  await Promise.all(heard);
  for (const socket of sockets) socket.terminate();
  await stillWorks();
}, 30_000);
