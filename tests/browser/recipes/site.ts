import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '@driftkit/sandbox';
import { createTokenEndpoint } from '../widget/token-endpoint';
import { bundle } from './bundle';

/** The recipes as they stand, on a server of an app with logins; only Drift's address and that of the CDN are put in. */
export interface Site {
  url(recipe: string): string;
  /** Nobody is logged in. */
  reset(): void;
  close(): Promise<void>;
}

const RECIPES = fileURLToPath(new URL('../../../examples/recipes/', import.meta.url));
const DIST = fileURLToPath(new URL('../../../packages/widget/dist/', import.meta.url));
const CDN = 'https://cdn.jsdelivr.net/npm/@driftkit/widget@0.1/dist/';

export async function startSite({ embedId, scriptUrl, secret }: Sandbox): Promise<Site> {
  const tokens = createTokenEndpoint(secret);
  const atSandbox = (source: string): string =>
    source
      .replace(/embedId: 'abcdefgh1234'/, `embedId: '${embedId}', scriptUrl: '${scriptUrl}'`)
      .replaceAll(CDN, '/cdn/');
  const me = (): object | null => (tokens.loggedIn ? { id: tokens.loggedIn, name: tokens.loggedIn } : null);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, folder = '', name = ''] = pathname.split('/');
    const posted = await textOf(request);
    if (pathname === '/api/drift-identity') return tokens.answer(request, response);
    if (pathname === '/api/login') tokens.loggedIn = (JSON.parse(posted) as { id: string }).id;
    if (pathname === '/login') tokens.loggedIn = new URLSearchParams(posted).get('id');
    if (pathname.endsWith('/logout')) tokens.loggedIn = null;
    if (folder === 'api') return send(response, 'application/json', JSON.stringify(me()));
    if (folder === 'login' || folder === 'logout')
      return void response.writeHead(303, { Location: request.headers.referer }).end();
    if (folder === 'cdn')
      return send(response, 'text/javascript', await readFile(DIST + pathname.slice(5), 'utf8'));
    if (name === 'main.ts') {
      const entry = `${RECIPES}${folder}/main.ts`;
      return send(response, 'text/javascript', await bundle({ entry, change: atSandbox }));
    }
    const page = atSandbox(await readFile(`${RECIPES}${folder}/${name || 'index.html'}`, 'utf8'));
    const rendered = page.replace(/(id="user">)\s*null/, `$1${JSON.stringify(me())}`);
    send(response, 'text/html', rendered.replace('src="/main.ts"', `src="/${folder}/main.ts"`));
  }

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.writeHead(404).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    reset: tokens.reset,
    url: (recipe) => `http://localhost:${port}/${recipe}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': type }).end(body);
}
