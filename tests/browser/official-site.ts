import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator, Page } from '@playwright/test';
import { expect, test as base } from '@playwright/test';
import { createSandbox } from '@driftkit/sandbox';
import type { Sandbox } from '@driftkit/sandbox';
import { snippet } from './snippets';

// A site with the official snippet and nothing of ours.

/** Before the snippet, on the page: everything that `ready` and other events bring is kept for the test to read. */
const RECORD = `
  window.seen = [];
  window.before = window.driftt;
  window.record = function (name) {
    return function () { window.seen.push([name].concat(Array.prototype.slice.call(arguments))); };
  };`;

interface Site {
  sandbox: Sandbox;
  /** Serves a page with the snippet and then this script, and opens it. */
  open(afterSnippet?: string, options?: { copies?: number; csp?: string; host?: string }): Promise<void>;
  chat: FrameLocator;
  launcher: FrameLocator;
}

export const test = base.extend<{ site: Site; sandbox: Sandbox }>({
  sandbox: async ({}, use) => {
    await using sandbox = await createSandbox();
    await use(sandbox);
  },
  site: async ({ page, sandbox }, use) => {
    let html = '';
    let headers: Record<string, string> = {};
    const server = createServer((request, response) => {
      const isPage = request.url === '/';
      response
        .writeHead(isPage ? 200 : 404, { 'Content-Type': 'text/html', ...headers })
        .end(isPage ? html : '');
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    await use({
      sandbox,
      chat: page.frameLocator('#drift-frame-chat iframe'),
      launcher: page.frameLocator('#drift-frame-controller iframe'),
      async open(afterSnippet = '', { copies = 1, csp, host = 'localhost' } = {}) {
        const script = `<script>${snippet(sandbox.url, sandbox.embedId)}</script>`;
        html = `<!doctype html><title>Acme</title><h1>Acme</h1>
          <script>${RECORD}</script>${script.repeat(copies)}<script>${afterSnippet}</script>`;
        headers = csp === undefined ? {} : { 'Content-Security-Policy': csp };
        await page.goto(`http://${host}:${port}/`);
      },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
});

export const onReady = `drift.on('ready', record('ready'));`;

export function sign(userId: string, secret: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ sub: userId })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

export async function cookie(page: Page, name: string): Promise<string | undefined> {
  return (await page.context().cookies()).find((one) => one.name === name)?.value;
}

export { expect };
