import { Hono } from 'hono';
import type { Assets } from './assets';

// What is shown is what strangers sent. Nothing but our own file runs, no text can become markup (trusted types, where
// the browser knows them), and no other page may put the console in a frame to borrow a click on its switches.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

const DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Drift sandbox</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/console.css">
</head>
<body><div id="root"><noscript>The console needs JavaScript. The state is at /sandbox/state.</noscript></div>
<script src="/console/console.js"></script></body>
</html>
`;

/** `/`: the console a person keeps open beside the app. */
export function consoleRoutes(assets: Assets): Hono {
  const app = new Hono();
  const headers = {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  app.get('/', (c) => c.html(DOCUMENT, 200, { ...headers, 'Content-Security-Policy': POLICY }));
  app.get('/console/:file{console\\.js|console\\.css|icon\\.svg}', async (c) => {
    const file = c.req.param('file');
    return c.body(await assets.read(file), 200, { ...headers, 'Content-Type': TYPES[file] ?? 'text/plain' });
  });
  return app;
}
