import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '@driftkit/sandbox';
import { build } from 'esbuild';
import { createTokenEndpoint } from './token-endpoint';
import type { TokenEndpoint } from './token-endpoint';

/** What a page of the site has, beside the built widget. */
export interface PageParts {
  /** Stands in the head, before the widget comes. */
  head?: string;
  /** The header `Content-Security-Policy`. */
  csp?: string;
  /** The name under which the site is asked; default `localhost`. */
  host?: string;
}

/** A web site with nothing on it but the widget as it is published, and an endpoint for tokens. */
export interface Site {
  readonly tokens: TokenEndpoint;
  /** The address of a page of its own, made of these parts. */
  page(parts?: PageParts): string;
  close(): Promise<void>;
}

const WIDGET = new URL('../../../packages/widget/', import.meta.url);
/** The two builds that are published: `/driftkit/` is that for development, `/driftkit-production/` the other. */
const fileOf = (pathname: string): URL =>
  new URL(
    pathname.replace(/^\/driftkit-production\//, 'dist/').replace(/^\/driftkit\//, 'dist/development/'),
    WIDGET,
  );
const KIT = new URL('./kit.mjs', import.meta.url);
/** Which of the published builds the kit is made of. */
export type Build = 'driftkit' | 'driftkit-production';

const startOf = (build: Build): string => `
  import * as driftkit from '/${build}/index.js';
  import { onConsent } from '/${build}/triggers.js';
  import { installKit } from '/kit.mjs';
  installKit({ ...driftkit, onConsent }, () => import('/${build}/index.js?copy'));`;

export async function startSite(
  { embedId, scriptUrl, secret }: Sandbox,
  build: Build = 'driftkit',
): Promise<Site> {
  const pages: PageParts[] = [];
  const tokens = createTokenEndpoint(secret);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const parts = pages[Number(/^\/pages\/(\d+)$/.exec(pathname)?.[1] ?? -1)];
    if (parts) return sendPage(response, parts, { embedId, scriptUrl });
    if (pathname === '/api/drift-identity') return void tokens.answer(request, response);
    if (pathname === '/start.mjs') return sendModule(response, startOf(build));
    if (pathname === '/react.mjs') return void bundleReact().then((source) => sendModule(response, source));
    const file = pathname === '/kit.mjs' ? KIT : fileOf(pathname);
    void readFile(file, 'utf8').then(
      (source) => sendModule(response, source),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    tokens,
    page: (parts = {}) => `http://${parts.host ?? 'localhost'}:${port}/pages/${pages.push(parts) - 1}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sendPage(
  response: ServerResponse,
  { head = '', csp }: PageParts,
  { embedId, scriptUrl }: Pick<Sandbox, 'embedId' | 'scriptUrl'>,
): void {
  response
    .writeHead(200, { 'Content-Type': 'text/html', ...(csp && { 'Content-Security-Policy': csp }) })
    .end(
      `<!doctype html><html lang="en" data-embed-id="${embedId}" data-script-url="${scriptUrl}">
       <title>Acme</title>${head}<script type="module" src="/start.mjs"></script><h1>Acme</h1>`,
    );
}

/** React as a CDN serves it to import maps: it publishes no ES modules of its own. */
async function bundleReact(): Promise<string> {
  const names = [
    ['react', ['createContext', 'createElement', 'useCallback', 'useContext', 'useEffect']],
    ['react', ['useImperativeHandle', 'useInsertionEffect', 'useRef', 'useSyncExternalStore']],
    ['react/jsx-runtime', ['jsx', 'jsxs', 'Fragment']],
    ['react-dom/client', ['createRoot']],
  ] as const;
  const { outputFiles } = await build({
    stdin: {
      contents: names.map(([from, exported]) => `export { ${exported.join()} } from '${from}';`).join('\n'),
      resolveDir: fileURLToPath(WIDGET),
    },
    bundle: true,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Serves a published file as it is: there is no bundler. */
function sendModule(response: ServerResponse, source: string): void {
  response
    .writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' })
    .end(source);
}
