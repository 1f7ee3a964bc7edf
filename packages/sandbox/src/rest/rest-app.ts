import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { hostProblem } from '../http/guard';
import { tokenRoutes } from '../oauth/token-endpoint';
import type { World } from '../stores/world';
import { bearer } from './auth';
import { restOf } from './env';
import type { Rest, RestEnv, RestContext } from './env';
import { RestError } from './rest-error';
import { faulty } from './apply-faults';
import { rateLimited } from './rate-limits';
import { recorded } from './record-requests';
import { accountRoutes } from './resources/accounts';
import { appRoutes } from './resources/app';
import { attachmentRoutes } from './resources/attachments';
import { contactRoutes } from './resources/contacts';
import { conversationStatsRoutes } from './resources/conversation-stats';
import { conversationRoutes } from './resources/conversations';
import { customAttributeRoutes } from './resources/custom-attributes';
import { gdprRoutes } from './resources/gdpr';
import { meetingRoutes } from './resources/meetings';
import { playbookRoutes } from './resources/playbooks';
import { reportRoutes } from './resources/reports';
import { teamRoutes } from './resources/teams';
import { transcriptRoutes } from './resources/transcripts';
import { userRoutes } from './resources/users';
import { answer } from './answer';

const MAX_BODY = 1024 * 1024;
/** Under these names a proxy passes on what a client sends to Drift; no page of a stranger has them. */
const DRIFT_NAMES = ['driftapi.com', 'api.drift.com'];

export interface RestOptions {
  /** In lower case, as in a Host header. */
  allowedHosts?: readonly string[];
}

// Names come before ids: `/contacts/attributes` before `/contacts/:id`.
const RESOURCES: readonly ((rest: Rest) => Hono<RestEnv>)[] = [
  customAttributeRoutes,
  contactRoutes,
  conversationStatsRoutes,
  conversationRoutes,
  transcriptRoutes,
  attachmentRoutes,
  meetingRoutes,
  userRoutes,
  teamRoutes,
  playbookRoutes,
  accountRoutes,
  reportRoutes,
  gdprRoutes,
  appRoutes,
];

/** Drift's REST API under Drift's own paths; needs no port (`app.request('/users/list')`). */
export function createRestApp(world: World, { allowedHosts = [] }: RestOptions = {}): Hono<RestEnv> {
  const rest = restOf(world);
  const app = new Hono<RestEnv>();
  app.use(recorded(world));
  app.use(async (c, next) => {
    const problem = hostProblem(c, [...DRIFT_NAMES, ...allowedHosts]);
    if (problem !== undefined) throw new RestError(403, problem);
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new RestError(413, `A body has at most ${MAX_BODY} bytes.`);
      },
    }),
  );
  // Before the check of tokens: a client that asks for a token has none yet.
  app.route('/', tokenRoutes(world));
  app.use(bearer(world));
  app.use(faulty(rest));
  app.use(rateLimited(world));
  for (const routes of RESOURCES) app.route('/', routes(rest));
  // The address of the official samples of 2017 to 2019, and of clients of that time.
  app.route('/v1', conversationRoutes(rest));
  app.notFound((c) => refuse(rest, c, new RestError(404, `There is nothing at ${c.req.path}.`)));
  app.onError((error, c) => refuse(rest, c, error));
  return app;
}

/** Turns an error into the body that Drift answers, in the shape that `restErrors` says. */
function refuse({ assumed }: Rest, c: RestContext, error: Error): Response {
  const known = error instanceof RestError ? error : new RestError(500, error.message);
  return answer(c, bodyOf(known, assumed().restErrors), known.status);
}

function bodyOf({ status, type, message, param }: RestError, shape: 'error' | 'errors' | 'gateway'): object {
  if (shape === 'errors') return { errors: [{ type, message, ...(param !== undefined && { param }) }] };
  // As a Kong gateway says it, before Drift is even asked.
  if (shape === 'gateway' && status === 401) return { error: 'invalid_token', error_description: message };
  if (shape === 'gateway' && status === 429) return { message };
  return { error: { type, message } };
}
