import { EventEmitter } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import express from 'express';
import { fastify } from 'fastify';
import type { FastifyRequest } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { toNodeHandler } from './index';
import type { NodeReply, NodeRequest } from './index';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const failed = (cause: unknown) => ({
  status: 500,
  headers: {},
  body: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
});

/** Answers with what the handler sees of the request. */
const echo = (maxBodySize = 1000) =>
  toNodeHandler<NodeRequest, NodeReply>(
    async (request) =>
      Response.json({ headers: Object.fromEntries(request.headers), body: await request.text() }),
    { maxBodySize, failed },
  );

interface Seen {
  headers: Record<string, string>;
  body: string;
}

const json = { 'content-type': 'application/json' };
const post = (
  url: string,
  body: RequestInit['body'],
  headers: Record<string, string> = json,
): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    body: body ?? null,
    headers,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });

/** A reply as far as the handler needs one; `sent` is its body. */
function reply() {
  const sent: unknown[] = [];
  return {
    sent,
    headersSent: false,
    getHeader: () => undefined,
    writeHead: () => undefined,
    end: (body: unknown) => void sent.push(body),
  };
}

async function seenBy(req: object, maxBodySize?: number): Promise<Seen> {
  const res = reply();
  await echo(maxBodySize)(req as NodeRequest, res);
  return JSON.parse(Buffer.from(res.sent[0] as Uint8Array).toString()) as Seen;
}

describe('the headers', () => {
  it('are those a middleware has changed', async () => {
    const url = await listen((req, res) => {
      delete req.headers['x-forged'];
      req.headers.cookie = 'sid=decrypted';
      void echo()(req, res);
    });
    const { headers } = (await (
      await fetch(url, { headers: { 'x-forged': '1', cookie: 'sid=x' } })
    ).json()) as Seen;
    expect(headers).toMatchObject({ cookie: 'sid=decrypted' });
    expect(headers['x-forged']).toBeUndefined();
  });

  it("are those of Fastify's own request, which keeps changed ones apart from Node's", async () => {
    const app = fastify();
    app.addHook('onRequest', (request, _reply, done) => {
      request.headers = { cookie: 'sid=changed' };
      done();
    });
    app.get('/', echo());
    closers.push(() => app.close());
    const { headers } = (await (await fetch(await app.listen({ port: 0 }))).json()) as Seen;
    expect(headers).toMatchObject({
      cookie: 'sid=changed',
      host: expect.stringMatching(/:\d+$/) as unknown,
    });
  });

  it.each([
    ['no rawHeaders', { rawHeaders: [], headers: { cookie: 'a=1' } }, { cookie: 'a=1' }],
    ['capitals', { headers: { Cookie: 'a=1', HOST: 'h' } }, { cookie: 'a=1', host: 'h' }],
    [
      'lists',
      { headers: { cookie: ['a=1', 'b=2'], accept: ['a', 'b'] } },
      { cookie: 'a=1; b=2', accept: 'a, b' },
    ],
    ['numbers', { headers: { 'content-length': 5 } }, { 'content-length': '5' }],
    ['nothing behind a name', { headers: { cookie: undefined, origin: null, accept: [] } }, {}],
    ['pseudo-headers of HTTP/2', { headers: { ':path': '/', 'a b': '1', accept: '*/*' } }, { accept: '*/*' }],
    [
      'line ends in a value',
      { headers: { cookie: 'a=1\r\nx: 1', origin: 'a\0' } },
      { cookie: 'a=1  x: 1', origin: 'a' },
    ],
    [
      'values that are no text',
      { headers: { origin: {}, 'x-a': true, 'x-b': [[]] } },
      { origin: '', 'x-a': 'true' },
    ],
    [
      'the Headers of the Fetch API',
      { headers: new Headers({ Origin: 'https://b' }) },
      { origin: 'https://b' },
    ],
    ['a Map', { headers: new Map([['Origin', 'https://b']]) }, { origin: 'https://b' }],
    [
      'an inherited header',
      { headers: Object.create({ origin: 'https://b' }) as object },
      { origin: 'https://b' },
    ],
    [
      'an empty spelling beside',
      { headers: { origin: undefined, Origin: 'https://b' } },
      { origin: 'https://b' },
    ],
    ['two spellings', { headers: { Origin: 'https://b', origin: 'https://a' } }, { origin: 'https://a' }],
    ['characters that no header has', { headers: { cookie: 'name=€' } }, { cookie: 'name=â\u0082¬' }],
    ['no headers at all', {}, {}],
  ])('of a request with %s are read', async (_, req, headers) => {
    expect((await seenBy({ method: 'GET', url: '/', ...req })).headers).toEqual(headers);
  });
});

describe('the body', () => {
  it('is read from the socket', async () => {
    const url = await listen((req, res) => void echo()(req, res));
    expect(await (await post(url, '{"a":1}')).json()).toMatchObject({ body: '{"a":1}' });
    expect(await (await post(url, null)).json()).toMatchObject({ body: '' });
    expect(await (await fetch(url)).json()).toMatchObject({ body: '' });
  });

  it('arrives piece by piece, each as soon as it is there', async () => {
    const pieces: string[] = [];
    const incoming = Object.assign(new PassThrough(), { method: 'POST', url: '/', headers: {} });
    const handle = toNodeHandler<NodeRequest, NodeReply>(
      async (request) => {
        for await (const piece of request.body as unknown as AsyncIterable<Uint8Array>) {
          pieces.push(Buffer.from(piece).toString());
          if (pieces.length === 1) incoming.end('two');
        }
        return new Response();
      },
      { maxBodySize: 1000, failed },
    );
    incoming.write('one');
    await handle(incoming, reply());
    expect(pieces).toEqual(['one', 'two']);
  });

  it('is not read ahead of the handler', async () => {
    const incoming = Object.assign(new PassThrough({ highWaterMark: 10 }), {
      method: 'POST',
      url: '/',
      headers: {},
    });
    const handle = toNodeHandler<NodeRequest, NodeReply>(
      async (request) => {
        await request.body?.getReader().read();
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        return new Response();
      },
      { maxBodySize: 1e9, failed },
    );
    incoming.write('x'.repeat(10));
    for (let i = 0; i < 10; i += 1) incoming.write('x'.repeat(1000));
    await handle(incoming, reply());
    expect(incoming.readableLength + incoming.writableLength).toBeGreaterThan(8000);
  });

  it('longer than the bound is refused, and the client still gets the answer', async () => {
    const url = await listen((req, res) => void echo(10)(req, res));
    for (const body of ['x'.repeat(11), 'x'.repeat(300_000)]) {
      const response = await post(url, body);
      expect(response.status).toBe(500);
      expect(await response.text()).toBe('BodyTooLargeError: The request body is longer than 10 bytes.');
    }
    expect((await post(url, 'x'.repeat(10))).status).toBe(200);
  });

  it('that the client does not finish is an error, and not a short body', async () => {
    let outcome: (body: string) => void;
    const answered = new Promise<string>((resolve) => (outcome = resolve));
    const url = await listen((req, res) => {
      const ending = { ...reply(), end: (body: unknown) => outcome(Buffer.from(body as string).toString()) };
      void echo()(req, ending);
      res.destroy();
    });
    const request = httpRequest(url, { method: 'POST', headers: { 'content-length': 100 } });
    request.on('error', () => undefined).write('{"a":1}');
    expect(await answered).toBe('TypeError: The client left before the request body ended.');
  });

  it('is there for handlers behind a body parser', async () => {
    const parsers = {
      json: express.json(),
      text: express.text({ type: '*/*' }),
      raw: express.raw({ type: '*/*' }),
    };
    for (const parser of Object.values(parsers)) {
      const app = express();
      app.use(parser);
      app.post('/', echo());
      const url = await listen(app as RequestListener);
      expect(await (await post(url, '{"orgId":1,"data":{"body":"hé"}}')).json()).toMatchObject({
        body: '{"orgId":1,"data":{"body":"hé"}}',
      });
      expect(await (await post(url, null)).json()).toMatchObject({ body: '' });
    }
  });

  it('is there behind the parser of Fastify', async () => {
    const app = fastify();
    app.post('/', echo());
    closers.push(() => app.close());
    const url = await app.listen({ port: 0 });
    expect(await (await post(url, '{"a":1}')).json()).toMatchObject({ body: '{"a":1}' });
  });

  it('is what a platform kept as rawBody, rather than what a parser made of it', async () => {
    const rawBody = Buffer.from('{"id":9007199254740993}');
    const req = { method: 'POST', headers: json, rawBody, body: { id: 9007199254740992 } };
    expect((await seenBy(req)).body).toBe('{"id":9007199254740993}');
  });

  it('given as text shares no memory with other buffers', async () => {
    let chunk: Uint8Array | undefined;
    const handle = toNodeHandler<NodeRequest, NodeReply>(
      async (request) => {
        const read = (await request.body?.getReader().read()) as { value?: Uint8Array } | undefined;
        chunk = read?.value;
        return new Response();
      },
      { maxBodySize: 1000, failed },
    );
    await handle({ method: 'POST', headers: json, body: '{"a":1}' } as unknown as NodeRequest, reply());
    expect(chunk?.buffer.byteLength).toBe(7);
  });

  it('of a mock without a stream is what it has as its body', async () => {
    const mock = Object.assign(new EventEmitter(), { method: 'POST', headers: json, body: { a: [1, null] } });
    expect((await seenBy(mock)).body).toBe('{"a":[1,null]}');
  });

  it.each([
    ['a number that a parser has rounded', { id: 9007199254740992 }, json, /rounded a long number/],
    [
      'a form that a parser has read',
      { a: '1' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      /before it/,
    ],
    ['nothing left of it', undefined, json, /mount the handler before it/],
    ['too much parsed JSON', { a: 'x'.repeat(1000) }, json, /longer than 1000 bytes/],
  ])('is refused with %s', async (_, body, headers, message) => {
    const res = reply();
    await echo()({ method: 'POST', headers, body } as unknown as IncomingMessage, res);
    expect(res.sent[0]).toMatch(message);
  });

  it('the body stays for the framework when the handler reads none', async () => {
    const handle = toNodeHandler<IncomingMessage, NodeReply>(
      async (request, { req }) => Response.json([request.body, (await req.toArray()).join('')]),
      { maxBodySize: 0, failed },
    );
    const url = await listen((req, res) => void handle(req, res));
    expect(await (await post(url, 'x')).json()).toEqual([null, 'x']);
  });
});

describe('the answer', () => {
  it('keeps its bytes, its status and every cookie', async () => {
    const bytes = Uint8Array.of(0, 255, 128);
    const handle = toNodeHandler<FastifyRequest | IncomingMessage, NodeReply>(
      async () =>
        new Response(bytes, {
          status: 201,
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        }),
      { maxBodySize: 0, failed },
    );
    const app = fastify();
    app.get('/', handle);
    closers.push(() => app.close());
    for (const url of [await listen((req, res) => void handle(req, res)), await app.listen({ port: 0 })]) {
      const response = await fetch(url);
      expect(response.status).toBe(201);
      expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    }
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('mine');
      },
      'Error: mine',
    ],
    ['rejects', () => Promise.reject(new Error('mine')), 'Error: mine'],
    ['returns nothing', () => Promise.resolve(undefined), /^TypeError/],
  ])('of a handler that %s is the one for failures', async (_, handler, body) => {
    const handle = toNodeHandler(handler as never, { maxBodySize: 0, failed });
    const url = await listen((req, res) => void handle(req, res));
    const response = await fetch(url);
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(body);
  });
});
