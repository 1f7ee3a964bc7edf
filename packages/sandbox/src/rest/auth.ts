import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import type { Scope } from '../protocol';
import type { World } from '../world';
import type { RestEnv } from './env';
import { RestError } from './errors';

/** The sentence of Drift's gateway, word for word (observed: airbyte's live test). */
const BAD_TOKEN = 'The access token is invalid or has expired';

/** Lets nobody through without the bearer token of a connected app. `bearer` may be in lower case. */
export function bearer({ apps }: World): MiddlewareHandler<RestEnv> {
  return createMiddleware<RestEnv>(async (c, next) => {
    const [, value = ''] = /^bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    const app = apps.byToken(value);
    if (!app?.token) throw new RestError(401, BAD_TOKEN);
    c.set('app', app);
    c.set('token', app.token);
    await next();
  });
}

/** Lets a token through that has this scope. What the app may do by now does not count: scopes are frozen into tokens. */
export function allow(scope: Scope): MiddlewareHandler<RestEnv> {
  return createMiddleware<RestEnv>(async (c, next) => {
    if (!c.get('token').scopes.includes(scope))
      throw new RestError(403, `This access token does not have the scope ${scope}.`);
    await next();
  });
}
