import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RequestError, STATUS_OF_CODE } from '../http/request-error';
import type { ErrorBody } from '../protocol';
import type { World } from '../stores/world';
import { consentRoutes } from '../oauth/consent';
import { appControlRoutes } from './app-control';
import type { Assets } from './assets';
import { consoleRoutes } from './console-page';
import { controlRoutes } from './control';
import { frameRoutes } from './frame-pages';
import { knownHostsOnly, sameOriginOnly } from '../http/guard';
import { includeRoutes } from './include';
import { streamRoutes } from './streams';
import { webhookControlRoutes } from './webhook-control';
import { widgetActivityRoutes } from './widget-activity';
import { widgetBootRoutes } from './widget-boot';
import { widgetChatRoutes } from './widget-chat';

const MAX_BODY = 64 * 1024;

export interface AppOptions {
  assets: Assets;
  /** In lower case, as in a Host header. */
  allowedHosts?: readonly string[];
}

/** Everything the sandbox answers over HTTP; needs no port (`app.request('/sandbox/state')`). */
export function createApp(world: World, { assets, allowedHosts = [] }: AppOptions): Hono {
  const app = new Hono();
  app.use(knownHostsOnly(allowedHosts));
  app.use('/sandbox/*', sameOriginOnly);
  app.use('/widget/*', sameOriginOnly);
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new RequestError('too_large', `A body has at most ${MAX_BODY} bytes.`);
      },
    }),
  );
  for (const routes of [
    includeRoutes(world, assets),
    frameRoutes(assets),
    streamRoutes(world),
    widgetBootRoutes(world),
    widgetActivityRoutes(world),
    widgetChatRoutes(world),
    controlRoutes(world),
    appControlRoutes(world),
    webhookControlRoutes(world),
    consentRoutes(world),
    consoleRoutes(assets),
  ]) {
    app.route('/', routes);
  }
  app.notFound((c) =>
    c.json(bodyOf(new RequestError('not_found', `There is nothing at ${c.req.path}.`)), 404),
  );
  app.onError((error, c) => {
    const known = error instanceof RequestError ? error : new RequestError('internal', error.message);
    return c.json(bodyOf(known), STATUS_OF_CODE[known.code]);
  });
  return app;
}

function bodyOf({ code, message }: RequestError): ErrorBody {
  return { error: { code, message } };
}
