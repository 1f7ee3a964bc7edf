import { join } from 'node:path';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import helmet from 'helmet';
import { createApi } from './api';
import type { ApiParts } from './api';
import { contentSecurityPolicy } from './content-security-policy';
import { sameOriginOnly } from './same-origin';
import { endSession } from './sessions';

export interface AppParts extends ApiParts {
  clientDirectory: string;
  page: string;
  scriptUrl: string | undefined;
  sessions: RequestHandler;
  driftIdentity: RequestHandler;
  /** Absent: this server does not talk with Drift. */
  driftWebhooks: RequestHandler | undefined;
}

/** The whole server, without a port. */
export function createApp(parts: AppParts): Express {
  const { clientDirectory, page, scriptUrl, sessions, driftIdentity, driftWebhooks } = parts;
  const app = express();
  app.use(securityHeaders(scriptUrl));
  app.use('/assets', express.static(join(clientDirectory, 'assets'), { immutable: true, maxAge: '1y' }));
  app.use(express.static(clientDirectory, { index: false }));

  // Before the parsers, since its ids are longer than a number, and before the sessions, since Drift has none.
  if (driftWebhooks) app.all('/api/drift-webhooks', driftWebhooks);
  app.use(sessions);
  app.all('/api/drift-identity', driftIdentity);
  app.use('/api', sameOriginOnly, createApi(parts));
  app.post('/logout', sameOriginOnly, logOutAndLeave);

  app.get('/{*path}', (_request, response) => {
    response.set('cache-control', 'no-cache').type('html').send(page);
  });
  app.use(answerFailure);
  return app;
}

function securityHeaders(scriptUrl: string | undefined): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(scriptUrl) },
    // With "no-referrer" browsers would send "Origin: null" on our own forms.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
}

/** A form's target, so that leaving the page and ending the session are one navigation: neither can overtake the other. */
const logOutAndLeave: RequestHandler = async (request, response) => {
  await endSession(request);
  response.redirect(303, '/goodbye');
};

const answerFailure: ErrorRequestHandler = (error: FailedRequest, _request, response, next) => {
  if (response.headersSent) return next(error);
  const { status = 500 } = error;
  if (status >= 500) process.stderr.write(`[harbor] ${error.stack}\n`);
  const body =
    status < 500
      ? { code: 'bad_request', message: 'The request could not be read.' }
      : { code: 'internal', message: 'Something went wrong on our side.' };
  response.status(status).json({ error: body });
};

/** A `status` comes from whatever could not read the request. */
type FailedRequest = Error & { status?: number };
