import { IdentityError } from './errors';
import type { IdentityHandlerOptions } from './identity-options';
import { TIME_IS_UP, withinTime } from './time-limit';
import { assertUserId } from './user-id';

/**
 * The id of the user `getUser` names. Rejects with `not_logged_in` for nobody, with `get_user_failed` or
 * `get_user_timeout` where it gave no answer, and with `user_invalid` for an answer that is no user.
 */
export async function findUserId<Context>(
  getUser: IdentityHandlerOptions<Context>['getUser'],
  timeout: number,
  request: Request,
  context: Context,
): Promise<string> {
  let user: unknown;
  try {
    user = await withinTime(getUser(request, context), timeout);
  } catch (cause) {
    throw cause === TIME_IS_UP
      ? new IdentityError('get_user_timeout', `getUser gave no answer within ${timeout} ms.`)
      : new IdentityError('get_user_failed', 'getUser threw; see the cause.', { cause });
  }
  if (user === null || user === undefined)
    throw new IdentityError('not_logged_in', 'getUser says nobody is logged in.');
  return idOf(user);
}

function idOf(user: unknown): string {
  try {
    const { id } = user as { id: unknown };
    assertUserId(id, "The id of getUser's user");
    return id;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'Its id cannot be read.';
    throw new IdentityError(
      'user_invalid',
      `getUser must return { id: string }, or null for nobody. ${message}`,
    );
  }
}
