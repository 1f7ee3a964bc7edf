import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

// From `src/http/` and from `dist/` alike this is the folder the build of `src/console/` writes to.
const FOLDERS = [new URL('./console/', import.meta.url), new URL('../../dist/console/', import.meta.url)];

/** `/`: the console a person opens. Where it is not built, the state as JSON. */
export function consoleRoutes(): Hono {
  const app = new Hono();
  const folder = FOLDERS.map((url) => fileURLToPath(url)).find((path) => existsSync(`${path}/index.html`));
  if (folder === undefined) return app.get('/', (c) => c.redirect('/sandbox/state'));
  return app.use('/*', serveStatic({ root: folder }));
}
