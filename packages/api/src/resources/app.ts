import type { TokenInfo } from '../models';
import type { CallOptions, Settings } from '../options';
import type { Call } from '../request';
import type { Sender } from '../retry';
import { acknowledged, assertGiven, fieldsOf, inner } from '../shapes';

/** Your app and its token. */
export interface App {
  /** What Drift knows of a token: its scopes, when it expires. Default: the client's own. A wrong one is `invalid` or `unauthorized`. */
  tokenInfo(accessToken?: string, options?: CallOptions): Promise<TokenInfo>;
  /** Disconnects a public app from the organisation of this client's token, which then is dead. */
  uninstall(
    credentials: { readonly clientId: string; readonly clientSecret: string },
    options?: CallOptions,
  ): Promise<void>;
}

export function createApp(send: Sender, ownToken: Settings['accessToken']): App {
  return {
    tokenInfo: async (accessToken, options) => send(tokenInfo(accessToken ?? (await ownToken({}))), options),
    uninstall: async (credentials, options) => send(uninstall(credentials), options),
  };
}

const tokenInfo = (accessToken: string): Call<TokenInfo> => ({
  method: 'POST',
  path: '/app/token_info',
  body: { access_token: accessToken },
  isRead: true,
  secrets: [accessToken],
  read: (value) => fieldsOf(inner(value)) as unknown as TokenInfo,
});

function uninstall(credentials: { clientId: string; clientSecret: string }): Call<void> {
  assertGiven(credentials, 'app.uninstall needs { clientId, clientSecret }.');
  const { clientId, clientSecret } = credentials;
  if (!clientId || !clientSecret) throw new TypeError('app.uninstall needs clientId and clientSecret.');
  return {
    method: 'POST',
    path: '/app/uninstall',
    // Drift wants them in the query: no error and no event shows a query.
    query: [
      ['clientId', clientId],
      ['clientSecret', clientSecret],
    ],
    secrets: [clientSecret],
    read: acknowledged,
    lookFor: { how: 'app.tokenInfo() is unauthorized once the app is disconnected.' },
  };
}
