import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { test as base, expect } from '@playwright/test';
import { startRegistry } from '../../package/registry';
import type { Registry } from '../../package/registry';

interface WorkerFixtures {
  /** Has our packages, packed. */
  registry: Registry;
  /** A local Drift that takes unsigned identities too. */
  sandbox: Sandbox;
}

export const test = base.extend<object, WorkerFixtures>({
  registry: [
    async ({}, use) => {
      const registry = await startRegistry();
      await use(registry);
      await registry.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  sandbox: [
    async ({}, use) => {
      const sandbox = await createSandbox({ signedIdentities: 'enabled' });
      await use(sandbox);
      await sandbox.close();
    },
    { scope: 'worker' },
  ],
});

export { expect };

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Folder {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves what a bundler left, as any web server would, under `localhost`: another site than the sandbox's 127.0.0.1. */
export async function serveFolder(directory: string, headers: Record<string, string> = {}): Promise<Folder> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
    readFile(join(directory, pathname)).then(
      (bytes) => response.writeHead(200, { 'Content-Type': type, ...headers }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
