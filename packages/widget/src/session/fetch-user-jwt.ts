import { DriftError } from '../errors';
import { because } from '../messages';
import type { GetUserJwt, TryLater } from './user-jwt';

const TRY_LATER = [408, 425, 429];

/** Milliseconds of a `Retry-After` header, which is in seconds or a date. */
function retryAfter(response: Response): number {
  const header = response.headers.get('retry-after') ?? '';
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return milliseconds > 0 ? milliseconds : 0;
}

/**
 * A `getUserJwt` for the endpoint of `@driftkit/identity-server`: one GET with the app's own cookies.
 * 401 means that nobody is logged in; another 4xx is a mistake in the setup and is not tried again;
 * a network error, 408, 425, 429 or 5xx is tried again until `tokenTimeout`, not before its `Retry-After`.
 *
 * @example
 * createSession({ embedId, getUserJwt: fetchUserJwt('/api/drift-identity') })
 */
export function fetchUserJwt(url: string, init?: RequestInit): GetUserJwt {
  return async (_user, { signal }) => {
    const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...init, signal });
    if (response.status === 401) return null;
    const why = because('answered', url, response.status);
    if (!response.ok && response.status < 500 && !TRY_LATER.includes(response.status))
      throw new DriftError('token_failed', [why]);
    if (!response.ok)
      throw Object.assign(new Error(why), { retryAfter: retryAfter(response) } satisfies Partial<TryLater>);
    const text = await response.text(); // a connection that breaks here is a network error like any other
    const body = parse(text) as { userJwt?: unknown } | null;
    if (typeof body?.userJwt !== 'string')
      throw new DriftError('token_failed', [because('no_user_jwt', url)]);
    return body.userJwt;
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
