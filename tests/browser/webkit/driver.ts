import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { webkitPrograms } from '../../../scripts/browser.mjs';
import { endGroup, startGroup } from '../../../scripts/child-groups.mjs';

type Programs = NonNullable<ReturnType<typeof webkitPrograms>>;

/** WebKitGTK's own WebDriver, on a screen that nobody sees. */
export interface Driver {
  /** Sends a command of W3C WebDriver; resolves to its value, rejects with what the driver says is wrong. */
  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** The browser that it starts. */
  readonly browser: string;
  close(): void;
}

/** Starts the driver, and a screen for it; resolves when it answers. */
export async function startDriver({ driver, screen, browser }: Programs): Promise<Driver> {
  // The screen takes a display that is free, and writes its number to the descriptor it is given.
  const options = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const xServer = startGroup(screen, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await Promise.race([firstLine(xServer.stdio[3] as Readable), failure(xServer)]);

  const port = await freePort();
  const env = { ...process.env, DISPLAY: `:${display}` };
  const webDriver = startGroup(driver, [`--port=${port}`], { stdio: 'ignore', env });
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([answer(`${url}/status`), failure(webDriver)]);
  return {
    browser,
    send: (method, path, body) => send(method, url + path, body),
    close: () => [webDriver, xServer].forEach(endGroup),
  };
}

async function send(method: string, url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(20_000),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`WebDriver ${method} ${new URL(url).pathname}: ${JSON.stringify(value)}`);
  return value;
}

async function firstLine(stream: Readable): Promise<string> {
  const [line] = (await once(stream, 'data')) as [Buffer];
  return String(line).trim();
}

async function failure(child: ChildProcess): Promise<never> {
  const [reason] = (await once(child, 'exit')) as unknown[];
  throw new Error(`${child.spawnfile} ended before it could be used (${String(reason)})`);
}

async function answer(url: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
