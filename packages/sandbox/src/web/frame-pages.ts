import { Hono } from 'hono';
import type { Assets } from './assets';

// Nothing but our own two files runs in a frame, whatever a visitor or an agent writes. The scheme names stand
// beside 'self' because not every engine lets 'self' cover WebSockets.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** The documents of the two frames, under Drift's own paths: `/core` is the launcher, `/core/chat` the window. */
export function frameRoutes(assets: Assets): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
  });
  app.get('/core', (c) => c.html(documentOf('controller', 'Drift Widget Icon'), 200, policy()));
  app.get('/core/chat', (c) => c.html(documentOf('chat', 'Drift Widget Chat Window'), 200, policy()));
  app.get('/core/assets/:file{(controller|chat)\\.(js|css)}', async (c) => {
    const file = c.req.param('file');
    const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
    return c.body(await assets.read(file), 200, { 'Content-Type': type ?? 'text/plain' });
  });
  return app;
}

function policy(): Record<string, string> {
  return { 'Content-Security-Policy': POLICY };
}

function documentOf(name: 'controller' | 'chat', title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/core/assets/${name}.css">
</head>
<body><div id="root"></div><script src="/core/assets/${name}.js"></script></body>
</html>
`;
}
