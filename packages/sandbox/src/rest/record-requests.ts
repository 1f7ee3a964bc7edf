import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import type { World } from '../stores/world';
import type { RestEnv } from './env';

const UNANSWERED: readonly unknown[] = ['hang', 'reset_before', 'reset_after'];

/** Adds an entry to the ledger for each answered request: method, path, app and status. */
export function recorded({ ledger }: World): MiddlewareHandler<RestEnv> {
  return createMiddleware<RestEnv>(async (c, next) => {
    await next();
    const { pathname, searchParams } = new URL(c.req.url);
    // `/app/uninstall` has a secret there.
    if (searchParams.has('clientSecret')) searchParams.set('clientSecret', '…');
    const app = c.get('app') as RestEnv['Variables']['app'] | undefined;
    ledger.append({
      type: 'request',
      aid: null,
      contactId: null,
      externalId: null,
      method: c.req.method,
      path: pathname,
      query: searchParams.toString(),
      app: app?.name ?? null,
      status: UNANSWERED.includes(c.get('fault')) ? 0 : c.res.status,
    });
  });
}
