import { digestOf, isEqual } from '../digest';
import { DriftApiError } from '../errors';
import { clean } from '../refusal';

/** What Drift's redirect brought: the full address, its query, or the query as a framework has parsed it. */
export type OAuthCallback = string | URL | URLSearchParams | Readonly<Record<string, unknown>>;

/**
 * The code of a callback, after its state was compared with the one that this browser was sent away with.
 *
 * @throws DriftApiError `invalid` where the state is another, `forbidden` where the admin declined
 */
export function codeOf(callback: OAuthCallback, expectedState: string | undefined): string {
  const query = queryOf(callback);
  const { code, state } = repaired(query('code'), query('state'));
  if (!isState(expectedState) || state === undefined || !isEqual(digestOf(state), digestOf(expectedState))) {
    throw new DriftApiError(
      'invalid',
      'The state of the callback differs from the state that this browser was sent to Drift with. Another site may have ' +
        'sent it. The code was not exchanged. Keep the state in a cookie of this browser, and start again at authorizeUrl.',
    );
  }
  const error = query('error');
  if (error !== undefined) {
    throw new DriftApiError('forbidden', `The app was not connected: Drift says ${clean(error, [])}.`);
  }
  if (code === undefined) throw new DriftApiError('invalid', 'The callback has no code.');
  return code;
}

/** Long enough that it cannot be guessed. */
export const isState = (state: unknown): state is string => typeof state === 'string' && state.length >= 16;

/** For a callback that is a path and a query, as in `req.url`. */
const BASE = 'https://localhost';

/** A query that names one thing twice names nothing. */
function queryOf(callback: OAuthCallback): (name: string) => string | undefined {
  if (typeof callback === 'string' || callback instanceof URL) {
    // An error of the URL class would quote the code.
    const isUrl = URL.canParse(String(callback), BASE);
    return queryOf(isUrl ? new URL(callback, BASE).searchParams : new URLSearchParams());
  }
  if (callback instanceof URLSearchParams) {
    return (name) => {
      const [value, ...more] = callback.getAll(name);
      return more.length === 0 && value !== '' ? value : undefined;
    };
  }
  return (name) => {
    const value = Object.hasOwn(callback, name) ? callback[name] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}

/** Drift's own example is `?code=…?state=…`, with a second question mark (devdocs, "Authentication and scopes"). */
function repaired(code: string | undefined, state: string | undefined) {
  const [first, second] = code?.split('?state=') ?? [];
  return state === undefined && second !== undefined ? { code: first, state: second } : { code, state };
}
