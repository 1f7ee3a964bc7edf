import { Hono } from 'hono';
import { z } from 'zod';
import { disconnectApp } from '../../oauth/connect-app';
import { ORG_ID } from '../../rules/known-ids';
import { answer, OK } from '../answer';
import { ownerOf } from '../auth';
import type { Rest, RestEnv } from '../env';
import { RestError } from '../rest-error';
import { readBody } from '../input';

const Token = z
  .object({ access_token: z.string().optional(), accessToken: z.string().optional() })
  .transform(({ access_token: snake, accessToken: camel }) => snake ?? camel ?? '');

/** `/app…`. */
export function appRoutes({ world }: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.post('/app/token_info', async (c) => {
    const value = await readBody(c, Token);
    const owner = ownerOf(world, value);
    if (!owner) throw new RestError(400, 'access_token: is not a token of this account', 'access_token');
    const { createdAt, scopes } = owner.token;
    const grant = world.grants.byAccessToken(value);
    return answer(c, {
      access_token: value,
      authenticated_userid: String(ORG_ID),
      created_at: createdAt,
      credential_id: owner.app.clientId,
      // A personal token never expires.
      expires_in: grant ? Math.ceil((grant.expiresAt - world.now()) / 1000) : 0,
      id: grant?.id ?? owner.app.id,
      scope: scopes.join(' '),
      token_type: 'bearer',
    });
  });
  app.post('/app/uninstall', (c) => {
    const { id, clientId, clientSecret } = c.get('app');
    if (c.req.query('clientId') !== clientId || c.req.query('clientSecret') !== clientSecret)
      throw new RestError(401, 'clientId and clientSecret are not those of this app.');
    disconnectApp(world, id);
    return answer(c, OK);
  });
  return app;
}
