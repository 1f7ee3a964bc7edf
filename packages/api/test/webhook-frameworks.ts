import { createServer, request as httpRequest } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { EdgeVM } from '@edge-runtime/vm';
import { serve } from '@hono/node-server';
import connect from 'connect';
import { build } from 'esbuild';
import express from 'express';
import express4 from 'express4';
import { fastify } from 'fastify';
import { Hono } from 'hono';
import { createWebhookHandler } from '../src/index';
import type { WebhookEvent, WebhookHandler } from '../src/index';
import { toNodeHandler } from '../src/node';

export const TOKEN = 'EM00VfyJofNgMqeWMpUWDeW4qjFMZr';

/** What a sender sends; `body` in pieces, and `never` where it does not end. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: readonly (string | Uint8Array)[];
  readonly isEndless?: boolean;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The handler in a runtime or framework. Its `onEvent` fails the first time for an event of type `fails_once`. */
export interface Subject {
  send(sent: Sent): Promise<Received>;
  events(): Promise<readonly WebhookEvent[]>;
  /** The codes of what `onError` was told. */
  errors(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The one set-up of all, as source text too: the Workers run it in a world of their own. */
const SET_UP = `
  const events = [];
  const errors = [];
  let failures = 0;
  const handler = createWebhookHandler({
    verificationToken: ['an-old-token', '${TOKEN}'],
    orgIds: [1, 2],
    maxBodySize: 20_000,
    bodyTimeout: 150,
    onError: (error) => void errors.push(error.code),
    onEvent: async (event) => {
      if (event.type === 'fails_once' && failures++ === 0) throw new Error('no');
      events.push(event);
    },
  });
  return { events, errors, handler };
`;

interface Running {
  readonly events: WebhookEvent[];
  readonly errors: string[];
  readonly handler: WebhookHandler;
}

// oxlint-disable-next-line typescript/no-implied-eval -- the same text runs here and in the Workers
const setUp = new Function('createWebhookHandler', SET_UP) as (
  create: typeof createWebhookHandler,
) => Running;

function onFetch(): Promise<Subject> {
  const { events, errors, handler } = setUp(createWebhookHandler);
  return Promise.resolve({
    events: () => Promise.resolve(events),
    errors: () => Promise.resolve(errors),
    close: () => Promise.resolve(),
    send: async ({ method = 'POST', headers = {}, body = [], isEndless = false }) => {
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const piece of body) controller.enqueue(Buffer.from(piece));
          if (!isEndless) controller.close();
        },
      });
      const init = { method, headers, ...(method !== 'GET' && ({ body: stream, duplex: 'half' } as const)) };
      const response = await handler(new Request('https://localhost/', init));
      return { status: response.status, headers: Object.fromEntries(response.headers) };
    },
  });
}

/** The package as one script, in a runtime that has nothing of Node. */
async function onWorkers(): Promise<Subject> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'driftkit',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
  });
  const runtime = new EdgeVM({ initialCode: result.outputFiles[0]?.text ?? '' });
  runtime.evaluate(
    `globalThis.running = ((createWebhookHandler) => {${SET_UP}})(driftkit.createWebhookHandler)`,
  );
  const json = <T>(code: string): Promise<T> =>
    runtime.evaluate<Promise<string>>(code).then((text) => JSON.parse(text) as T);
  return {
    events: () => json('Promise.resolve(JSON.stringify(running.events))'),
    errors: () => json('Promise.resolve(JSON.stringify(running.errors))'),
    close: () => Promise.resolve(),
    send: ({ method = 'POST', headers = {}, body = [], isEndless = false }) =>
      json(`(async () => {
        const pieces = ${JSON.stringify(body.map((piece) => [...Buffer.from(piece)]))};
        const body = new ReadableStream({
          start(controller) {
            for (const piece of pieces) controller.enqueue(Uint8Array.from(piece));
            if (!${isEndless}) controller.close();
          },
        });
        const init = { method: '${method}', headers: ${JSON.stringify(headers)} };
        const request = new Request('https://localhost/', '${method}' === 'GET' ? init : { ...init, body, duplex: 'half' });
        const response = await running.handler(request);
        return JSON.stringify({ status: response.status, headers: Object.fromEntries(response.headers) });
      })()`),
  };
}

/** Sends over the wire. */
function sendTo(
  port: number,
  { method = 'POST', headers = {}, body = [], isEndless = false }: Sent,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/drift/webhooks', method, headers };
    const request = httpRequest(options, (response) => {
      response.resume();
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
        if (isEndless) request.destroy();
      });
    });
    request.on('error', reject);
    for (const piece of body) request.write(piece);
    if (!isEndless) request.end();
  });
}

/** A server of Node around the handler. */
async function served(start: (handler: WebhookHandler) => Server | Promise<Server>): Promise<Subject> {
  const { events, errors, handler } = setUp(createWebhookHandler);
  const server = await start(handler);
  if (!server.listening) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    events: () => Promise.resolve(events),
    errors: () => Promise.resolve(errors),
    send: (sent) => sendTo(port, sent),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function inExpress(app: express.Express, ...parsers: express.RequestHandler[]): Promise<Subject> {
  return served((handler) => {
    for (const parser of parsers) app.use(parser);
    app.all('/drift/webhooks', toNodeHandler(handler));
    // An error page of Express prints the stack.
    app.set('env', 'test');
    app.use(
      ((error, _req, res, _next) =>
        void res.sendStatus((error as { status: number }).status)) as express.ErrorRequestHandler,
    );
    return createServer(app as RequestListener);
  });
}

function inFastify(keepsText: boolean): Promise<Subject> {
  return served(async (handler) => {
    const app = fastify({ bodyLimit: 20_000 });
    if (keepsText) {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    }
    app.all('/drift/webhooks', toNodeHandler(handler));
    await app.listen({ port: 0, host: '127.0.0.1' });
    return app.server;
  });
}

const inConnect = (): Promise<Subject> =>
  served((handler) => {
    const handle = toNodeHandler(handler);
    return createServer(connect().use('/drift/webhooks', (req, res) => void handle(req, res)));
  });

const inHono = (): Promise<Subject> =>
  served((handler) => {
    const app = new Hono().all('/drift/webhooks', (c) => handler(c.req.raw));
    return new Promise((resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
        resolve(server as Server),
      );
    });
  });

/** Whether the handler reads the body, or gets it read (`bytes`), or gets only what a JSON parser left (`json`). */
type Body = 'read' | 'bytes' | 'json';

/** Every way into the handler that the README names. */
export const FRAMEWORKS: Readonly<Record<string, readonly [body: Body, start: () => Promise<Subject>]>> = {
  Fetch: ['read', onFetch],
  Workers: ['read', onWorkers],
  'node:http': [
    'read',
    () => served((handler) => createServer((req, res) => void toNodeHandler(handler)(req, res))),
  ],
  'Express 5': ['read', () => inExpress(express())],
  'Express 5 behind express.raw()': [
    'bytes',
    () => inExpress(express(), express.raw({ type: '*/*', limit: 20_000 })),
  ],
  'Express 5 behind express.json()': ['json', () => inExpress(express(), express.json({ limit: 20_000 }))],
  'Express 4 behind express.json()': ['json', () => inExpress(express4(), express4.json({ limit: 20_000 }))],
  Connect: ['read', inConnect],
  Fastify: ['json', () => inFastify(false)],
  'Fastify that keeps the bytes': ['bytes', () => inFastify(true)],
  Hono: ['read', inHono],
};
