// @vitest-environment node
/** The endpoints with the real libraries on the server: what they take for a person, and what for nobody. */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from '@auth/core/jwt';
import { verifyUserJwt } from '@driftkit/identity-server';
import { exportJWK, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const SECRET = 'a-secret-of-at-least-32-characters';
const servers: Server[] = [];
beforeEach(() => vi.stubEnv('DRIFT_SIGNING_SECRET', SECRET));
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
});

async function serve(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Whom the endpoint signs for, or the status of its answer. */
async function signedFor(app: RequestListener, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${await serve(app)}/api/drift-identity`, { headers });
  if (!response.ok) return response.status;
  const { userJwt } = (await response.json()) as { userJwt: string };
  return (await verifyUserJwt(userJwt, { secret: SECRET })).claims.sub;
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const token = (claims: Record<string, unknown>, header: object = {}): Promise<string> =>
  new SignJWT({ sub: 'user_ann', ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'key_1', typ: 'JWT', ...header })
    .setIssuedAt()
    .setExpirationTime('1 minute')
    .sign(privateKey);

it('Auth.js: the session of the cookie, and nobody without one', async () => {
  vi.stubEnv('AUTH_SECRET', SECRET);
  const { app } = await import('./authjs/endpoint-express');
  const salt = 'authjs.session-token';
  const session = await encode({ token: { sub: 'user_ann' }, secret: SECRET, salt });
  expect(await signedFor(app, { cookie: `${salt}=${session}` })).toBe('user_ann');
  expect(await signedFor(app, {})).toBe(401);
});

describe('Auth0', () => {
  beforeEach(async () => {
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key_1', use: 'sig', alg: 'RS256' }] };
    const issuer = await serve(({ url, headers }, response) => {
      const own = `http://${headers.host}`;
      const discovery = { issuer: `${own}/`, jwks_uri: `${own}/jwks` };
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(url?.endsWith('/jwks') ? jwks : discovery));
    });
    vi.stubEnv('AUTH0_ISSUER', issuer);
    vi.resetModules();
  });

  it('the subject of the access token, and 401 without one or with another API’s', async () => {
    const { app } = await import('./auth0/endpoint');
    const iss = `${process.env['AUTH0_ISSUER']}/`;
    const bearer = async (aud: string) => ({ authorization: `Bearer ${await token({ iss, aud })}` });
    expect(await signedFor(app, await bearer('https://api.acme.com'))).toBe('user_ann');
    expect(await signedFor(app, await bearer('https://another.api'))).toBe(401);
    expect(await signedFor(app, {})).toBe(401);
  });
});

it('Clerk: the person of the session token, and nobody without one', async () => {
  vi.stubEnv('CLERK_TELEMETRY_DISABLED', '1');
  vi.stubEnv('CLERK_SECRET_KEY', 'sk_test_secret');
  vi.stubEnv(
    'CLERK_PUBLISHABLE_KEY',
    `pk_test_${Buffer.from('acme.clerk.accounts.dev$').toString('base64')}`,
  );
  vi.stubEnv('CLERK_JWT_KEY', publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const { app } = await import('./clerk/endpoint');
  const session = await token({ iss: 'https://acme.clerk.accounts.dev', sid: 'sess_1', sts: 'active', v: 2 });
  expect(await signedFor(app, { authorization: `Bearer ${session}` })).toBe('user_ann');
  expect(await signedFor(app, {})).toBe(401);
});

// The library is large: half a second to load.
it.runIf(process.env['DRIFTKIT_LONG'])(
  'Firebase: the person of the id token, as its emulator takes it, and nobody without one',
  async () => {
    const emulator = await serve((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ users: [{ localId: 'user_ann', validSince: '0' }] }));
    });
    vi.stubEnv('FIREBASE_AUTH_EMULATOR_HOST', new URL(emulator).host);
    const { app } = await import('./firebase/endpoint');
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [iat, exp] = [Math.floor(Date.now() / 1000), Math.floor(Date.now() / 1000) + 60];
    const claims = {
      iss: 'https://securetoken.google.com/acme',
      aud: 'acme',
      sub: 'user_ann',
      iat,
      exp,
      auth_time: iat,
    };
    const idToken = `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
    expect(await signedFor(app, { authorization: `Bearer ${idToken}` })).toBe('user_ann');
    expect(await signedFor(app, {})).toBe(401);
  },
);
