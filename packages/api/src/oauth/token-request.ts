import { textIn } from '../body';
import { DriftApiError } from '../errors';
import type { DriftApiErrorCode, DriftApiErrorDetails } from '../errors';
import { readLimits } from '../limits';
import { baseOf } from '../options';
import { reasonOf } from '../reason';
import { refusalOf } from '../refusal';
import type { World } from '../world';
import type { OAuthOptions, TokenSet } from './options';
import { readTokens } from './token-answer';

/** Asks Drift for tokens once; rejects with a DriftApiError that holds no secret. */
export type TokenRequest = (grant: Readonly<Record<string, string>>) => Promise<TokenSet>;

const PATH = '/oauth2/token';
const MOST_BYTES = 65_536;

export function createTokenRequest(options: OAuthOptions, world: World): TokenRequest {
  const { clientId, clientSecret, timeout = 30_000 } = options;
  const url = baseOf(options.baseUrl ?? 'https://driftapi.com') + PATH;
  return async (grant) => {
    const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...grant });
    const secrets = secretsIn(clientSecret, grant.code, grant.refresh_token);
    const sentAt = world.date();
    const fetch = options.fetch ?? globalThis.fetch;
    const { status, headers, text } = await post(url, body, { fetch, timeout, world, secrets });
    if (status >= 200 && status < 300) return readTokens(text, sentAt);
    throw refused(status, headers, text, secrets, world);
  };
}

/** As they are, and as they stand in the body. */
const secretsIn = (...secrets: (string | undefined)[]): string[] =>
  secrets.flatMap((secret) =>
    secret ? [secret, new URLSearchParams({ '': secret }).toString().slice(1)] : [],
  );

interface Sending {
  readonly secrets: readonly string[];
  readonly fetch: typeof globalThis.fetch;
  readonly timeout: number;
  readonly world: World;
}

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function post(
  url: string,
  body: URLSearchParams,
  { fetch, timeout, world, secrets }: Sending,
): Promise<Received> {
  const controller = new AbortController();
  let isLate = false;
  const cancel = world.after(timeout, () => {
    isLate = true;
    controller.abort();
  });
  try {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const init = {
      method: 'POST',
      headers,
      body: body.toString(),
      redirect: 'manual',
      signal: controller.signal,
    } as const;
    const response = await fetch(url, init);
    const { status } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      void response.body?.cancel().catch(() => undefined);
      throw failed(
        'unsafe_link',
        'Drift answered with a redirect, which is not followed: the secret would go there.',
        { status },
      );
    }
    return { status, headers: response.headers, text: await textIn(response, MOST_BYTES) };
  } catch (cause) {
    if (cause instanceof DriftApiError) throw cause;
    if (isLate) throw failed('timeout', `No whole answer within ${timeout} ms.`);
    throw failed('network', 'The connection could not be made, or broke.', {
      cause: reasonOf(cause, secrets),
    });
  } finally {
    cancel();
  }
}

/** Drift documents no errors of this endpoint, so its own words are shown, without secrets. */
function refused(
  status: number,
  headers: Headers,
  text: string,
  secrets: readonly string[],
  world: World,
): DriftApiError {
  const { type, message } = refusalOf(text, secrets);
  const { retryAfter } = readLimits(headers, world);
  const said = [status, type, message].filter(Boolean).join(' ');
  return failed(codeOf(status), `Drift answered ${said}.`, {
    status,
    type,
    retryAfter: retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000),
  });
}

function codeOf(status: number): DriftApiErrorCode {
  if (status === 429) return 'rate_limited';
  if (status === 408 || status >= 500) return 'unavailable';
  return status === 404 ? 'not_found' : 'unauthorized';
}

const failed = (code: DriftApiErrorCode, what: string, details: DriftApiErrorDetails = {}): DriftApiError =>
  new DriftApiError(code, `POST ${PATH} failed. ${what}`, { method: 'POST', path: PATH, ...details });
