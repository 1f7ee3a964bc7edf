import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import type { Scope } from '../protocol';
import type { World } from '../stores/world';
import type { RestEnv } from './env';
import { RestError } from './rest-error';

/** The sentence of Drift's gateway, word for word (observed: airbyte's live test). */
export const BAD_TOKEN = 'The access token is invalid or has expired';

/** Answers 401 without the bearer token of a connected app. `bearer` may be in lower case. */
export function bearer(world: World): MiddlewareHandler<RestEnv> {
  return createMiddleware<RestEnv>(async (c, next) => {
    const [, value = ''] = /^bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    const found = ownerOf(world, value);
    if (!found) throw new RestError(401, BAD_TOKEN);
    c.set('app', found.app);
    c.set('token', found.token);
    await next();
  });
}

/** Answers 403 unless the token has this scope. The app's present scopes do not count: a token keeps the scopes it was issued with. */
export function allow(scope: Scope): MiddlewareHandler<RestEnv> {
  return createMiddleware<RestEnv>(async (c, next) => {
    if (!c.get('token').scopes.includes(scope))
      throw new RestError(403, `This access token does not have the scope ${scope}.`);
    await next();
  });
}

/** Whose token it is: the app's own, or one that it got over OAuth. */
export function ownerOf({ apps, grants }: World, value: string): RestEnv['Variables'] | undefined {
  const app = apps.byToken(value);
  if (app?.token) return { app, token: app.token };
  const grant = grants.byAccessToken(value);
  const owner = grant && apps.get(grant.appId);
  if (!grant || !owner) return undefined;
  return { app: owner, token: { value, scopes: grant.scopes, createdAt: grant.refreshedAt } };
}
