import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from './create-sandbox';
import { createSandbox } from './create-sandbox';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await createSandbox({ signedIdentities: 'disabled' })));
afterEach(() => sandbox.close());

interface Booted {
  token: string;
  contactId: number;
}
async function visit(aid: string, userId?: string): Promise<Booted> {
  const identity = userId === undefined ? null : { userId };
  const response = await fetch(`${sandbox.url}/widget/bootstrap`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ aid, identity, cookie: null, url: '' }),
  });
  const { tokenResult } = (await response.json()) as {
    tokenResult: { accessToken: string; contactId: number };
  };
  return { token: tokenResult.accessToken, contactId: tokenResult.contactId };
}

/** A stream as a page has it: every message in turn. */
interface Stream {
  next(): Promise<Record<string, unknown>>;
  socket: WebSocket;
}
function open(path: string, headers: Record<string, string> = {}): Stream {
  const socket = new WebSocket(sandbox.url.replace('http', 'ws') + path, { headers });
  const waiting: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer) => waiting.push(JSON.parse(data.toString()) as never));
  return {
    socket,
    async next() {
      while (waiting.length === 0) await once(socket, 'message');
      return waiting.shift() as Record<string, unknown>;
    },
  };
}

test('the sandbox listens on this machine only, on a free port, and gives its address', async () => {
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(sandbox.scriptUrl).toBe(sandbox.url);
  expect((await fetch(`${sandbox.url}/sandbox/state`)).status).toBe(200);
});

test('two sandboxes share nothing', async () => {
  await using other = await createSandbox();
  await visit('aid-1');
  expect(sandbox.contacts.list()).toHaveLength(1);
  expect(other.contacts.list()).toEqual([]);
  expect(other.secret).not.toBe(sandbox.secret);
});

test('a port that is taken rejects', async () => {
  const port = Number(new URL(sandbox.url).port);
  await expect(createSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
});

test('close drops what still waits, and may be called twice', async () => {
  sandbox.faults.set({ script: 'hang' });
  const request = get(`${sandbox.url}/include/1/${sandbox.embedId}.js`);
  const dropped = once(request, 'error');
  const { socket } = open('/sandbox/stream');
  await once(socket, 'open');
  await sandbox.ledger.waitFor({ type: 'script' });
  const closed = once(socket, 'close');
  await Promise.all([sandbox.close(), dropped, closed]);
  await sandbox.close();
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

test('the mode can be changed while it runs; a mode that does not exist is refused', () => {
  sandbox.signedIdentities = 'required';
  expect(sandbox.settings.signedIdentities).toBe('required');
  expect(() => (sandbox.signedIdentities = 'on' as never)).toThrow(TypeError);
  sandbox.configure({ assumptions: { unload: false } });
  expect(sandbox.settings.assumptions.unload).toBe(false);
});

test('the settings and conversations handed out cannot be used to change anything else', () => {
  sandbox.settings.assumptions.unload = false;
  expect(sandbox.settings.assumptions.unload).toBe(true);
  expect(Object.keys(sandbox.conversations).sort()).toEqual(['get', 'list', 'note', 'reply', 'setStatus']);
});

test('reset forgets everybody and undoes every change', async () => {
  sandbox.signedIdentities = 'required';
  await visit('aid-1');
  sandbox.reset();
  expect(sandbox.contacts.list()).toEqual([]);
  expect(sandbox.ledger.entries()).toEqual([]);
  expect(sandbox.signedIdentities).toBe('disabled');
});

describe('/sandbox/stream', () => {
  test('says the state first, and then everything that changes, in order', async () => {
    const stream = open('/sandbox/stream');
    expect(await stream.next()).toMatchObject({
      type: 'hello',
      state: { embedId: sandbox.embedId, lastSeq: 0 },
    });
    await visit('aid-1', 'user_1');
    expect(await stream.next()).toMatchObject({ type: 'contact', contact: { externalId: 'user_1' } });
    expect(await stream.next()).toMatchObject({ type: 'browser', browser: { aid: 'aid-1' } });
    expect(await stream.next()).toMatchObject({ type: 'entry', entry: { type: 'bootstrap', seq: 1 } });
    sandbox.faults.set({ boot: 'refused' });
    expect(await stream.next()).toMatchObject({ type: 'faults', faults: { boot: 'refused' } });
    sandbox.signedIdentities = 'enabled';
    expect(await stream.next()).toMatchObject({ type: 'settings' });
    stream.socket.close();
  });

  test.each([{ Origin: 'http://localhost:5173' }, { Host: 'evil.example' }])(
    'refuses %j',
    async (headers) => {
      const { socket } = open('/sandbox/stream', headers);
      const [error] = (await once(socket, 'error')) as [Error];
      expect(error.message).toContain('403');
    },
  );
});

describe('/widget/stream', () => {
  test('says the history first, and then what agents write to this contact and no other', async () => {
    const [jane, stranger] = [await visit('aid-1', 'user_1'), await visit('aid-2')];
    const say = (text: string, { token }: Booted): Promise<Response> =>
      fetch(`${sandbox.url}/widget/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify({ conversationId: null, text }),
      });
    await say('Hello', jane);
    const [hers, others] = [jane, stranger].map(({ token }) => open(`/widget/stream?token=${token}`));
    expect(await hers?.next()).toMatchObject({ conversations: [{ messages: [{ text: 'Hello' }] }] });
    expect(await others?.next()).toEqual({ type: 'conversations', conversations: [] });
    // What a page writes is answered to it, not told to it once more.
    await say('Anybody?', jane);
    const id = sandbox.conversations.list()[0]?.id ?? 0;
    sandbox.conversations.reply(id, 'Hi!');
    sandbox.emit('gdprClicked', { accepted: true, endUser: 5 });
    expect(await hers?.next()).toMatchObject({ type: 'message', message: { text: 'Hi!', from: 'agent' } });
    const emitted = { type: 'emit', name: 'gdprClicked', payload: { accepted: true, endUser: 5 } };
    expect(await hers?.next()).toEqual(emitted);
    expect(await others?.next()).toEqual(emitted);
    sandbox.emit('phoneCapture', { phone: '1' }, { contactId: stranger.contactId });
    expect(await others?.next()).toMatchObject({ name: 'phoneCapture' });
    for (const stream of [hers, others]) stream?.socket.close();
  });

  test('counts the open pages of the browser', async () => {
    const { token } = await visit('aid-1');
    const watcher = open('/sandbox/stream');
    await watcher.next();
    const page = open(`/widget/stream?token=${token}`);
    expect(await watcher.next()).toMatchObject({ browser: { aid: 'aid-1', openPages: 1 } });
    page.socket.close();
    expect(await watcher.next()).toMatchObject({ browser: { aid: 'aid-1', openPages: 0 } });
    watcher.socket.close();
  });

  test('needs a token that holds', async () => {
    const [error] = (await once(open('/widget/stream?token=nobody').socket, 'error')) as [Error];
    expect(error.message).toContain('401');
  });
});

test('with a directory for its data it goes on where it stopped, and no other may have it meanwhile', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sandbox-'));
  try {
    const first = await createSandbox({ data });
    first.signedIdentities = 'enabled';
    await expect(createSandbox({ data })).rejects.toThrow('another sandbox is using');
    await first.close();
    await using second = await createSandbox({ data });
    expect(second.signedIdentities).toBe('enabled');
  } finally {
    rmSync(data, { recursive: true });
  }
});

test('a port that is taken leaves the directory free', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sandbox-'));
  try {
    const port = Number(new URL(sandbox.url).port);
    await expect(createSandbox({ data, port })).rejects.toThrow('EADDRINUSE');
    await (await createSandbox({ data })).close();
  } finally {
    rmSync(data, { recursive: true });
  }
});

test('an option that is misspelt is refused by name', async () => {
  await expect(createSandbox({ signedIdentites: 'disabled' } as never)).rejects.toThrow(
    'Unknown option "signedIdentites". Valid options: signedIdentities,',
  );
});

test('a host that is empty is refused, for Node would listen everywhere', async () => {
  await expect(createSandbox({ host: '' })).rejects.toThrow('host must be an address to listen on');
});

test('invalid limits are refused', async () => {
  await expect(createSandbox({ ledgerLimit: 0 })).rejects.toThrow(
    'ledgerLimit must be a whole number above 0',
  );
  await expect(createSandbox({ visitorLimit: 1.5 })).rejects.toThrow(
    'visitorLimit must be a whole number above 0',
  );
});
