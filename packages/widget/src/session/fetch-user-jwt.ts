import { DriftError } from '../errors';
import { because } from '../reasons';
import type { GetUserJwt, TryLater } from './user-jwt';

/** Milliseconds of a `Retry-After` header, which is in seconds or a date. */
function retryAfter(response: Response): number {
  const header = response.headers.get('retry-after') ?? '';
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return milliseconds > 0 ? milliseconds : 0;
}

/**
 * A `getUserJwt` for the endpoint of `@driftkit/identity-server`: one GET with the app's own cookies.
 * 401 means that nobody is logged in; another 4xx is a mistake in the setup and is not tried again;
 * a network error, 429 or 5xx is tried again until `tokenTimeout`, not before its `Retry-After`.
 *
 * @example
 * createSession({ embedId, getUserJwt: fetchUserJwt('/api/drift-identity') })
 */
export function fetchUserJwt(url: string, init?: RequestInit): GetUserJwt {
  return async (_user, { signal }) => {
    const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...init, signal });
    if (response.status === 401) return null;
    const why = because('answered', url, String(response.status));
    if (!response.ok && response.status < 500 && response.status !== 429)
      throw new DriftError('token_failed', [why]);
    if (!response.ok)
      throw Object.assign(new Error(why), { retryAfter: retryAfter(response) } satisfies Partial<TryLater>);
    const body = (await response.json().catch(() => undefined)) as { userJwt?: unknown } | undefined;
    if (typeof body?.userJwt !== 'string')
      throw new DriftError('token_failed', [because('no_user_jwt', url)]);
    return body.userJwt;
  };
}
