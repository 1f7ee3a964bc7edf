// Compiled, never run: what people write compiles, and what would go wrong does not.
import { createServer } from 'node:http';
import connect from 'connect';
import express from 'express';
import session from 'express-session';
import { fastify } from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { createIdentityHandler, signUserJwt, verifyUserJwt } from '../src/index';
import type { IdentityErrorCode, IdentityError } from '../src/index';
import { toNodeHandler } from '../src/node';
import type { NodeContext } from '../src/node';

declare module 'express-session' {
  interface SessionData {
    user: { id: string; name: string };
  }
}

declare const secret: string;
declare const redis: unknown;

export function plain(): void {
  const identity = createIdentityHandler({ secret, getUser: () => null });
  void identity(new Request('https://a'));
  createServer((req, res) => void toNodeHandler(identity)(req, res));
  express().all('/token', toNodeHandler(identity));
  void fastify().all('/token', toNodeHandler(identity));
  connect().use('/token', (req, res) => void toNodeHandler(identity)(req, res));
}

export function inExpress(): void {
  const app = express();
  app.use(session({ secret }));
  const identity = createIdentityHandler({
    secret,
    getUser: (_request, { req }: NodeContext<express.Request>) => req.session.user ?? null,
  });
  app.all('/drift/token', toNodeHandler(identity));
  app.get('/drift/token', toNodeHandler(identity));
  // @ts-expect-error -- it reads its context, so it must be given one
  void identity(new Request('https://a'));
  // @ts-expect-error -- a bare node:http request has no session
  createServer((req, res) => void toNodeHandler(identity)(req, res));
}

export function inFastify(): void {
  const app = fastify();
  const identity = createIdentityHandler({
    secret,
    getUser: (_request, { req }: NodeContext<FastifyRequest, FastifyReply>) => ({ id: req.id }),
  });
  app.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/drift/token', handler: toNodeHandler(identity) });
}

export function inHono(): void {
  const app = new Hono<{ Variables: { user: { id: string } | null } }>();
  const identity = createIdentityHandler({
    secret,
    getUser: (_request, c: Context<{ Variables: { user: { id: string } | null } }>) => c.get('user'),
  });
  app.all('/drift/token', (c) => identity(c.req.raw, c));
}

/** Next's route handlers are called with the request and the parameters of the route. */
export const GET: (request: Request, context: { params: Promise<object> }) => Promise<Response> =
  createIdentityHandler({
    secret,
    getUser: async () => Promise.resolve({ id: 'a' }),
  });

export async function misuse(): Promise<void> {
  // @ts-expect-error -- getUser is mandatory
  createIdentityHandler({ secret });
  // @ts-expect-error -- a number is no user id
  createIdentityHandler({ secret, getUser: () => ({ id: 1 }) });
  // @ts-expect-error -- a misspelt option
  createIdentityHandler({ secret, getUser: () => null, rateLimits: undefined });
  // @ts-expect-error -- an environment variable that may be missing
  createIdentityHandler({ secret: process.env.DRIFT_SIGNING_SECRET, getUser: () => null });
  // @ts-expect-error -- a number is no user id
  await signUserJwt({ userId: 1, secret });
  // @ts-expect-error -- a token is text
  await verifyUserJwt(undefined, { secret });
}

export function limits(): void {
  const rateLimit = new RateLimiterMemory({ points: 30, duration: 60 });
  createIdentityHandler({ secret, getUser: () => null, rateLimit });
  const shared = new RateLimiterRedis({ storeClient: redis, points: 30, duration: 60, keyPrefix: 'drift' });
  createIdentityHandler({ secret, getUser: () => null, rateLimit: shared });
}

/** The codes are a closed list: a `switch` can cover them all. */
export function words(error: IdentityError): string {
  const rest: Partial<Record<IdentityErrorCode, string>> = { not_logged_in: 'nobody' };
  // @ts-expect-error -- no such code
  if (error.code === 'nobody') return '';
  return rest[error.code] ?? error.message;
}
