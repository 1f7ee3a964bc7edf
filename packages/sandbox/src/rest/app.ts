import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { tokenRoutes } from '../oauth/token-endpoint';
import type { World } from '../world';
import { answer } from './answer';
import { bearer } from './auth';
import { restOf } from './env';
import type { RestContext, RestEnv } from './env';
import { RestError } from './errors';
import { contactRoutes } from './resources/contacts';
import { conversationRoutes } from './resources/conversations';
import { userRoutes } from './resources/users';

const MAX_BODY = 1024 * 1024;

/** Drift's REST API under Drift's own paths; needs no port (`app.request('/users/list')`). */
export function createRestApp(world: World): Hono<RestEnv> {
  const rest = restOf(world);
  const app = new Hono<RestEnv>();
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new RestError(413, `A body has at most ${MAX_BODY} bytes.`);
      },
    }),
  );
  // Whoever asks for a token has none yet.
  app.route('/', tokenRoutes(world));
  app.use(bearer(world));
  for (const routes of [contactRoutes(rest), conversationRoutes(rest), userRoutes(rest)])
    app.route('/', routes);
  app.notFound((c) => refuse(c, new RestError(404, `There is nothing at ${c.req.path}.`)));
  app.onError((error, c) => refuse(c, error));
  return app;
}

function refuse(c: RestContext, error: Error): Response {
  const { status, type, message } = error instanceof RestError ? error : new RestError(500, error.message);
  return answer(c, { error: { type, message } }, status);
}
