import { IdentityError } from './errors';

/** Looks for a document, not for a window: Deno and some workers have a window, no server has a document. */
const inBrowser = (): boolean =>
  (globalThis as { window?: { document?: unknown } }).window?.document !== undefined;

/** Throws `in_browser` in a page: anyone could read the secret there. */
export function refuseBrowser(name: string): void {
  if (!inBrowser()) return;
  throw new IdentityError(
    'in_browser',
    `${name} runs on a server only: it needs Drift's signing secret, and in a page everyone can read that. ` +
      'In the browser, fetch the token from your server: fetchUserJwt(url) of @driftkit/widget. ' +
      '(This is a test with a simulated page? Run it in the node environment.)',
  );
}
