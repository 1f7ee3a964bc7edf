import type { Context } from 'hono';
import { RequestError } from '../http/request-error';
import type { Session } from '../stores/session-store';
import type { World } from '../stores/world';

/** The session of the request's access token, if it has one that holds. */
export function findSession({ sessions }: World, c: Context): Session | undefined {
  const [, token] = /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '') ?? [];
  return sessions.get(token ?? c.req.query('token') ?? '');
}

/** As `findSession`; throws `bad_token` when there is no session. */
export function sessionOf(world: World, c: Context): Session {
  const session = findSession(world, c);
  if (session) return session;
  throw new RequestError('bad_token', 'This access token is not known, or its session has ended.');
}
