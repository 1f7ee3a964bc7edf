import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { Hono } from 'hono';
import type { App, Grant, OAuthEntry } from '../protocol';
import { ORG_ID } from '../rules/known-ids';
import type { World } from '../stores/world';
import { ACCESS_TOKEN_LIFE } from '../stores/grant-store';
import { OAuthError } from './oauth-error';
import type { TokenRequest } from './token-request';
import { readTokenRequest } from './token-request';

const SLOW = 2000;
const NO_STORE = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** `POST /oauth2/token`: a code or a refresh token for new tokens, in both dialects. */
export function tokenRoutes(world: World): Hono {
  return new Hono().post('/oauth2/token', async (c) => {
    const asked: Partial<OAuthEntry> = {};
    try {
      if (world.faults.current.oauth === 'unavailable') return c.text('Service Unavailable', 503);
      const request = await readTokenRequest(c);
      asked.dialect = request.dialect;
      asked.step = request.grantType === 'refresh_token' ? 'refresh' : 'exchange';
      const app = clientOf(world, request);
      asked.appId = app.id;
      const grant = tokensFor(world, app, request);
      return await answer(world, c, request.dialect, asked.step, grant);
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      record(world, { ...asked, outcome: 'refused', why: error.message });
      return c.json({ error: error.code, error_description: error.message }, error.status, NO_STORE);
    }
  });
}

function record({ ledger }: World, entry: Partial<OAuthEntry> & Pick<OAuthEntry, 'outcome'>): void {
  const nobody = { aid: null, contactId: null, externalId: null };
  ledger.append({
    type: 'oauth',
    ...nobody,
    step: 'exchange',
    appId: null,
    dialect: null,
    why: null,
    ...entry,
  });
}

function clientOf({ apps }: World, { clientId, clientSecret }: TokenRequest): App {
  const app = apps.list().find((one) => one.clientId === clientId);
  if (app?.clientSecret === clientSecret) return app;
  throw new OAuthError('invalid_client', 'There is no app with this client id and secret.');
}

function tokensFor({ grants }: World, app: App, request: TokenRequest): Grant {
  const { grantType, code, refreshToken, redirectUri, dialect } = request;
  if (grantType === 'authorization_code') {
    if (!code) throw new OAuthError('invalid_request', 'code is missing.');
    return grants.exchange(app.id, code, redirectUri);
  }
  if (grantType === 'refresh_token') {
    const name = dialect === 'form' ? 'refresh_token' : 'refreshToken';
    if (!refreshToken) throw new OAuthError('invalid_request', `${name} is missing.`);
    return grants.refresh(app.id, refreshToken);
  }
  throw new OAuthError(
    'unsupported_grant_type',
    'The grant type must be authorization_code or refresh_token.',
  );
}

async function answer(
  world: World,
  c: Context,
  dialect: TokenRequest['dialect'],
  step: 'exchange' | 'refresh',
  grant: Grant,
): Promise<Response> {
  const { oauth } = world.faults.current;
  const isLost = step === 'refresh' && oauth === 'refresh_lost';
  record(world, { step, appId: grant.appId, dialect, outcome: isLost ? 'lost' : 'granted' });
  if (step === 'refresh' && oauth === 'refresh_slow')
    await new Promise<void>((resolve) => void world.timetable.after(SLOW, resolve));
  return isLost ? lost(c) : c.json(tokenAnswer(world, dialect, grant), 200, NO_STORE);
}

function tokenAnswer({ settings }: World, dialect: TokenRequest['dialect'], grant: Grant): object {
  const { accessToken, refreshToken } = grant;
  if (dialect === 'json') return { accessToken, refreshToken, orgId: ORG_ID };
  const tokens = { access_token: accessToken, refresh_token: refreshToken, orgId: ORG_ID };
  // ASSUMED: whether the answer says how long the token lives.
  if (settings.current.assumptions.tokenAnswer === 'bare') return tokens;
  return { token_type: 'bearer', expires_in: ACCESS_TOKEN_LIFE, ...tokens };
}

/** The tokens were refreshed, and the answer is lost. */
function lost(c: Context): Response {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  // Without a port, as in unit tests, there is no line to cut.
  if (!outgoing) return c.body(null, 502);
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
