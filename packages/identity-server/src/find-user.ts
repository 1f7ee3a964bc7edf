import { IdentityError } from './errors';
import type { IdentityHandlerOptions } from './identity-options';
import { TIME_IS_UP, isPromiseLike, withinTime } from './time-limit';
import { assertUserId } from './user-id';

/**
 * The id of the user `getUser` names. Rejects with `not_logged_in` for nobody, with `get_user_failed` or
 * `get_user_timeout` where it gave no answer, and with `user_invalid` for an answer that is not a user.
 */
export async function findUserId<Context>(
  getUser: IdentityHandlerOptions<Context>['getUser'],
  timeout: number,
  request: Request,
  context: Context,
): Promise<string> {
  let user: unknown;
  try {
    const answer = getUser(request, context);
    user = isPromiseLike(answer) ? await withinTime(answer, timeout) : answer;
  } catch (cause) {
    throw cause === TIME_IS_UP
      ? new IdentityError('get_user_timeout', `getUser gave no answer within ${timeout} ms.`)
      : new IdentityError('get_user_failed', 'getUser threw; see the cause.', { cause });
  }
  // `req.isAuthenticated() && req.user` is false for nobody, `session.userId && {…}` may be an empty string.
  if (!user) throw new IdentityError('not_logged_in', 'getUser says nobody is logged in.');
  return idOf(user);
}

const USAGE = 'getUser must return { id: string }, or null for nobody.';

function idOf(user: unknown): string {
  let id: unknown;
  try {
    ({ id } = user as { id: unknown });
  } catch (cause) {
    throw new IdentityError('user_invalid', `${USAGE} The id could not be read; see the cause.`, { cause });
  }
  try {
    assertUserId(id, "The id of getUser's user");
    return id;
  } catch (error) {
    throw new IdentityError('user_invalid', `${USAGE} ${(error as TypeError).message}`);
  }
}
