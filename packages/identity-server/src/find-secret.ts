import { IdentityError } from './errors';
import type { IdentityHandlerOptions } from './identity-options';
import { ownSecret } from './secret';
import type { Secret } from './secret';
import { TIME_IS_UP, withinTime } from './time-limit';

/** The secret for one request. Rejects with `secret_unavailable`. */
export type FindSecret<Context> = (request: Request, context: Context) => Secret | Promise<Secret>;

/**
 * The secret of the options is copied, so that no caller can wipe or change it. A function is asked at every request, and
 * nothing of its answer is kept.
 */
export function secretFinder<Context>(
  secret: IdentityHandlerOptions<Context>['secret'],
  timeout: number,
): FindSecret<Context> {
  if (typeof secret === 'function')
    return async (request, context) => ask(() => secret(request, context), timeout);
  const own = ownSecret(secret);
  return () => own;
}

async function ask(secret: () => unknown, timeout: number): Promise<Secret> {
  let found: unknown;
  try {
    found = await withinTime(secret(), timeout);
  } catch (cause) {
    throw cause === TIME_IS_UP
      ? new IdentityError('secret_unavailable', `secret gave no answer within ${timeout} ms.`)
      : new IdentityError('secret_unavailable', 'secret threw; see the cause.', { cause });
  }
  try {
    return ownSecret(found);
  } catch (error) {
    throw new IdentityError(
      'secret_unavailable',
      `The function given as secret must return one. ${(error as TypeError).message}`,
    );
  }
}
