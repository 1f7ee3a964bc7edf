import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import connect from 'connect';
import express from 'express';
import express4 from 'express4';
import { fastify } from 'fastify';
import type { FastifyRequest } from 'fastify';
import { Hono } from 'hono';
import { createIdentityHandler } from '../src/index';
import type { IdentityHandler, IdentityHandlerOptions, MaybeUser } from '../src/index';
import { toNodeHandler } from '../src/node';
import type { NodeContext } from '../src/node';

/** The endpoint in a framework, at `url`, as an app would mount it: behind a body parser and a session. */
export interface Subject {
  readonly url: string;
  close(): Promise<void>;
}

/** The options of a test: who is logged in is looked up by the session cookie. */
export interface Setting extends Omit<IdentityHandlerOptions<unknown>, 'getUser' | 'secret'> {
  readonly secret: string;
  readonly sessions: ReadonlyMap<string, unknown>;
}

type WithSession<Req> = Req & { session?: { user?: unknown } };

/** What a session middleware does, in one line. */
const sessionOf = (cookie: string | null | undefined, { sessions }: Setting): { user?: unknown } => ({
  user: sessions.get(/(?:^|; )sid=([^;]*)/.exec(cookie ?? '')?.[1] ?? ''),
});

/** The handler of a framework that keeps its session on the request. */
function bySession<Req extends IncomingMessage | FastifyRequest>(
  setting: Setting,
): IdentityHandler<NodeContext<Req>> {
  const { sessions: _, ...options } = setting;
  return createIdentityHandler<NodeContext<Req>>({
    ...options,
    getUser: (_request, { req }) => (req as WithSession<Req>).session?.user as MaybeUser,
  });
}

/** The handler of a runtime that hands over the Fetch request alone. */
function byCookie(setting: Setting): IdentityHandler {
  const { sessions: _, ...options } = setting;
  return createIdentityHandler({
    ...options,
    getUser: (request) => sessionOf(request.headers.get('cookie'), setting).user as MaybeUser,
  });
}

async function listening(server: Server): Promise<Subject> {
  if (!server.listening) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/drift/token`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const onNode = (listener: RequestListener): Promise<Subject> => listening(createServer(listener));

function inExpress(app: express.Express, json: express.RequestHandler, setting: Setting): Promise<Subject> {
  app.set('trust proxy', true);
  app.use(json);
  app.use((req, _res, next) => {
    Object.assign(req, { session: sessionOf(req.headers.cookie, setting) });
    next();
  });
  app.all('/drift/token', toNodeHandler(bySession<express.Request>(setting)));
  return onNode(app as RequestListener);
}

async function inFastify(setting: Setting): Promise<Subject> {
  const app = fastify({ trustProxy: true });
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.addHook('onRequest', (request: WithSession<FastifyRequest>, _reply, done) => {
    request.session = sessionOf(request.headers.cookie, setting);
    done();
  });
  app.all('/drift/token', toNodeHandler(bySession<FastifyRequest>(setting)));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { ...(await listening(app.server)), close: () => app.close() };
}

function inConnect(setting: Setting): Promise<Subject> {
  const app = connect();
  app.use((req: WithSession<IncomingMessage>, _res, next) => {
    req.session = sessionOf(req.headers.cookie, setting);
    next();
  });
  const handle = toNodeHandler(bySession(setting));
  app.use('/drift/token', (req, res) => void handle(req, res));
  return onNode(app);
}

async function inHono(setting: Setting): Promise<Subject> {
  const app = new Hono();
  const identity = byCookie(setting);
  app.all('/drift/token', (c) => identity(c.req.raw, c));
  const server = await new Promise<Server>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(starting as Server),
    );
  });
  return listening(server);
}

/** Every way into the endpoint that the README names and that runs on Node. */
export const FRAMEWORKS: Record<string, (setting: Setting) => Promise<Subject>> = {
  'node:http': (setting) => {
    const handle = toNodeHandler(bySession<WithSession<IncomingMessage>>(setting));
    return onNode((req: WithSession<IncomingMessage>, res) => {
      req.session = sessionOf(req.headers.cookie, setting);
      void handle(req, res);
    });
  },
  'node:http, a handler of your own around it': (setting) => {
    const identity = byCookie(setting);
    const handle = toNodeHandler((request: Request) => identity(request));
    return onNode((req, res) => void handle(req, res));
  },
  'Express 5': (setting) => inExpress(express(), express.json(), setting),
  'Express 4': (setting) => inExpress(express4(), express4.json(), setting),
  Connect: inConnect,
  Fastify: inFastify,
  Hono: inHono,
};
