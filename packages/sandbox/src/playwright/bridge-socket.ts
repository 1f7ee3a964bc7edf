import type { WebSocketRoute } from '@playwright/test';
import { WebSocket } from 'ws';

/** Joins a page's WebSocket for one of Drift's hosts to the sandbox's of the same path; either end closes the other. */
export function bridgeSocket(page: WebSocketRoute, sandboxUrl: string): void {
  const { pathname, search } = new URL(page.url());
  const sandbox = new WebSocket(sandboxUrl.replace(/^http/, 'ws') + pathname + search);
  const early: (string | Buffer)[] = [];
  page.onMessage((message) => {
    if (sandbox.readyState === WebSocket.OPEN) sandbox.send(message);
    else early.push(message);
  });
  page.onClose(() => sandbox.close());
  sandbox.on('open', () => {
    for (const message of early.splice(0)) sandbox.send(message);
  });
  sandbox.on('message', (data, isBinary) =>
    page.send(isBinary ? (data as Buffer) : (data as Buffer).toString()),
  );
  // A refusal is an error and then a close; one that nobody hears would end the process.
  sandbox.on('error', () => undefined);
  sandbox.on('close', () => void page.close().catch(() => undefined));
}
