import { idOf } from '../ids';
import type { IdInput } from '../ids';
import { baseOf } from '../options';
import { realWorld } from '../world';
import type { World } from '../world';
import { codeOf, isState } from './callback';
import type { OAuthCallback } from './callback';
import { exchangeCode } from './exchange';
import { assertOptions } from './options';
import type { OAuthOptions } from './options';
import { createAccessTokens } from './access-token';
import { createTokenRequest } from './token-request';

/** The org that an app was connected for. */
export interface Connection {
  /** Decimal digits; undefined where Drift does not say. */
  readonly orgId: string | undefined;
  /** Milliseconds since 1970; undefined for a permanent token. */
  readonly expiresAt: number | undefined;
}

export interface AccessTokenOptions {
  /** Whose token; may be left out in an app of one org. */
  readonly orgId?: IdInput | undefined;
  /** An access token that Drift has just refused: it is refreshed, unless it was already. */
  readonly rejected?: string | undefined;
}

export interface OAuth {
  /**
   * The address to send an admin to. `state` is a random text that you keep in a cookie of this browser, such as
   * `crypto.randomUUID()`. There is no scope: Drift takes the scopes of the app's settings.
   *
   * @throws TypeError for a state of less than 16 characters
   */
  authorizeUrl(options: { readonly state: string }): string;
  /**
   * Compares the state of the callback with that of the cookie, exchanges the code, which works once, and saves the tokens.
   * Drift begins to send webhooks for the org at this moment.
   *
   * @throws DriftApiError `invalid` for another state or an old code, `forbidden` where the admin declined, and
   * `outcome_unknown` where the answer was lost: then begin again at `authorizeUrl`
   */
  exchange(callback: OAuthCallback, options: { readonly state: string | undefined }): Promise<Connection>;
  /**
   * A valid token, refreshed ahead of time. Calls at the same time share one refresh. `createClient` takes this function.
   *
   * @throws DriftApiError `unauthorized` where the org must connect the app again
   */
  accessToken(options?: AccessTokenOptions): Promise<string>;
}

/**
 * OAuth of a public app. An app for your own org alone needs none: Drift gives it a token that does not end.
 *
 * @throws TypeError for wrong options, at once
 * @example
 * const oauth = createOAuth({ clientId, clientSecret, redirectUri, tokens });
 * const drift = createClient({ accessToken: (options) => oauth.accessToken({ ...options, orgId }) });
 */
export function createOAuth(options: OAuthOptions): OAuth {
  return createOAuthIn(options, realWorld);
}

/** The same with a clock of the caller's. */
export function createOAuthIn(options: OAuthOptions, world: World): OAuth {
  assertOptions(options);
  const { clientId, redirectUri, consentUrl = 'https://dev.drift.com/authorize' } = options;
  const base = baseOf(consentUrl, 'consentUrl');
  const request = createTokenRequest(options, world);
  const accessTokens = createAccessTokens({ options, request, world });
  return {
    authorizeUrl({ state }) {
      if (!isState(state)) throw new TypeError('state must be a random text of at least 16 characters.');
      const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state };
      return `${base}?${new URLSearchParams(query).toString()}`;
    },
    exchange: async (callback, { state }) => {
      const { orgId, expiresAt } = await exchangeCode(codeOf(callback, state), options, request, world);
      return { orgId, expiresAt };
    },
    accessToken: async ({ orgId, rejected } = {}) =>
      accessTokens(orgId === undefined ? undefined : idOf(orgId, 'orgId'), rejected),
  };
}
