import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { fastify } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createIdentityHandler } from './identity-handler';
import { toNodeHandler } from './node';
import type { NodeContext, NodeRequest } from './node';

const secret = 'a-secret-of-at-least-thirty-two-bytes!';
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A server on a free port, closed after the test. */
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('toNodeHandler', () => {
  it("hands the framework's own request and reply to getUser", async () => {
    type Req = IncomingMessage & { session?: { user: { id: string } } };
    const identity = createIdentityHandler({
      secret,
      getUser: (_request, { req, res }: NodeContext<Req>) => (res ? req.session?.user : null),
    });
    const handle = toNodeHandler(identity);
    const url = await listen((req: Req, res) => {
      req.session = { user: { id: 'jane' } };
      void handle(req, res);
    });
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).not.toBeNull();
    expect(await response.json()).toMatchObject({ userId: 'jane' });
  });

  it('gives getUser a request with the method, the URL and the headers of the real one, and no body', async () => {
    const seen: Request[] = [];
    const identity = createIdentityHandler({ secret, getUser: (request) => void seen.push(request) });
    const url = await listen((req, res) => void toNodeHandler(identity)(req, res));
    await fetch(`${url}/drift//token?a=1`, {
      method: 'POST',
      body: '{"id":"evil"}',
      headers: { cookie: 'sid=1' },
    });
    const [request] = seen as [Request];
    expect(request).toBeInstanceOf(Request);
    expect(request.method).toBe('POST');
    expect(request.url).toBe(`${url}/drift//token?a=1`);
    expect(request.headers.get('cookie')).toBe('sid=1');
    expect(request.body).toBeNull();
    expect(await request.clone().text()).toBe('');
    expect(request.signal.aborted).toBe(false);
    expect(inspect(request)).toContain('/drift//token');
    expect(new Request(request.clone()).headers.get('cookie')).toBe('sid=1');
  });

  it('sees the headers that a middleware has changed, and judges by them', async () => {
    const identity = createIdentityHandler({
      secret,
      getUser: (request) => ({ id: request.headers.get('cookie') ?? '' }),
    });
    const url = await listen((req, res) => {
      req.headers.cookie = 'sid=decrypted';
      req.headers['sec-fetch-site'] = String(req.headers['x-site']);
      void toNodeHandler(identity)(req, res);
    });
    const own = await fetch(url, { headers: { 'x-site': 'same-origin' } });
    expect(await own.json()).toMatchObject({ userId: 'sid=decrypted' });
    expect((await fetch(url, { headers: { 'x-site': 'cross-site' } })).status).toBe(403);
  });

  it.each([
    ['an adapter leaves rawHeaders empty', { rawHeaders: [], headers: { cookie: 'jane' } }, 200],
    ['a mock writes names in capitals', { headers: { Cookie: 'jane' } }, 200],
    ['a mock has a foreign page', { headers: { Cookie: 'jane', 'Sec-Fetch-Site': 'cross-site' } }, 403],
    ['the headers are those of the Fetch API', { headers: new Headers({ cookie: 'jane' }) }, 200],
    ['these name a foreign page', { headers: new Headers({ origin: 'https://evil.example' }) }, 403],
    ['a Map names a foreign page', { headers: new Map([['Origin', 'https://evil.example']]) }, 403],
    [
      'an adapter leaves one spelling empty',
      { headers: { origin: undefined, Origin: 'https://evil.example' } },
      403,
    ],
    [
      'an adapter leaves the line end on',
      { headers: { origin: 'https://evil.example\r\n', host: 'a' } },
      403,
    ],
    ['an origin is no text', { headers: { origin: { scheme: 'https' }, host: 'a' } }, 403],
  ])('agrees with the framework where %s', async (_, req, status) => {
    const identity = createIdentityHandler({
      secret,
      getUser: (request) => ({ id: request.headers.get('cookie') ?? '' }),
    });
    const writeHead = vi.fn();
    const res = { headersSent: false, getHeader: () => undefined, writeHead, end: () => undefined };
    await toNodeHandler(identity)({ method: 'GET', url: '/', ...req } as NodeRequest, res);
    expect(writeHead).toHaveBeenCalledWith(status, expect.anything());
  });

  it.each(['https', 'http'])('believes the framework that the client came by %s', async (protocol) => {
    const identity = createIdentityHandler({ secret, getUser: (request) => ({ id: request.url }) });
    const url = await listen(
      (req, res) => void toNodeHandler(identity)(Object.assign(req, { protocol }), res),
    );
    const { userId } = (await (await fetch(url)).json()) as { userId: string };
    expect(userId).toBe(`${url.replace('http', protocol)}/`);
  });

  it('answers through a handler of your own around it', async () => {
    const identity = createIdentityHandler({ secret, getUser: () => ({ id: 'jane' }) });
    const around = async (request: Request): Promise<Response> => {
      const response = await identity(request);
      response.headers.append('set-cookie', 'a=1');
      response.headers.append('set-cookie', 'b=2');
      return response;
    };
    const url = await listen((req, res) => void toNodeHandler(around)(req, res));
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
  });

  it('answers 503 when a handler of your own throws, and prints why', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const url = await listen(
      (req, res) => void toNodeHandler(() => Promise.reject(new Error('mine')))(req, res),
    );
    expect((await fetch(url)).status).toBe(503);
    expect(print).toHaveBeenCalledWith(
      '[driftkit] handler_failed:',
      expect.stringContaining('caused by Error: mine'),
    );
  });

  it('keeps the reasons to vary that were there before', async () => {
    const identity = createIdentityHandler({ secret, getUser: () => null });
    const url = await listen((req, res) => {
      res.setHeader('vary', ['Accept-Encoding', 'origin']);
      void toNodeHandler(identity)(req, res);
    });
    expect((await fetch(url)).headers.get('vary')).toBe('Accept-Encoding, Origin');
  });

  it('does not touch a reply that is already under way', async () => {
    const identity = createIdentityHandler({ secret, getUser: () => null });
    const url = await listen((req, res) => {
      res.end('mine');
      void toNodeHandler(identity)(req, res);
    });
    expect(await (await fetch(url)).text()).toBe('mine');
  });

  it('does not touch a reply of Fastify that is already under way, and logs no error', async () => {
    const handle = toNodeHandler(createIdentityHandler({ secret, getUser: () => null }));
    const complaints: string[] = [];
    const app = fastify({
      logger: { level: 'warn', stream: { write: (line) => void complaints.push(line) } },
    });
    app.get('/', (request, reply) => {
      reply.hijack();
      reply.raw.end('mine');
      return handle(request, reply);
    });
    closers.push(async () => app.close());
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    expect(await (await fetch(url)).text()).toBe('mine');
    expect(complaints).toEqual([]);
  });

  it.each(['a b', 'evil.example/path?', 'a#', 'a\\b', 'u:p@a', '', 'x'.repeat(5000), '[::1]'])(
    'survives the Host %j, even where getUser reads the URL and the body',
    async (host) => {
      const users: string[] = [];
      const identity = createIdentityHandler({
        secret,
        getUser: async (request) => ({ id: `at ${new URL(request.url).pathname}${await request.text()}` }),
        onSign: ({ userId }) => void users.push(userId),
      });
      const url = await listen((req, res) => void toNodeHandler(identity)(req, res));
      const status = await new Promise((resolve, reject) => {
        const request = httpRequest(url, { headers: { host } }, (response) => resolve(response.statusCode));
        request.on('error', reject).end();
      });
      expect({ status, users }).toEqual({ status: 200, users: ['at /'] });
    },
  );

  it('serves HTTP/2, where the host is a pseudo-header', async () => {
    const getUser = (request: Request) => ({ id: [request.url, ...request.headers.keys()].join() });
    const identity = createIdentityHandler({ secret, getUser });
    const handle = toNodeHandler(identity);
    const server = createHttp2Server((req, res) => void handle(req, res));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`);
    closers.push(async () => {
      client.destroy();
      await new Promise((done) => server.close(done));
    });
    const stream = client.request({ ':path': '/token', origin: `http://127.0.0.1:${port}` });
    expect(JSON.parse(await text(stream))).toMatchObject({ userId: `http://127.0.0.1:${port}/token,origin` });
  });

  it('says what to do when a Fetch runtime calls it, and does not call getUser', async () => {
    const getUser = vi.fn(() => ({ id: 'jane' }));
    const handle = toNodeHandler(createIdentityHandler({ secret, getUser })) as (
      ...args: unknown[]
    ) => unknown;
    await expect(handle(new Request('https://a/'), { params: {} })).rejects.toThrow(/without toNodeHandler/);
    await expect(handle(new Request('https://a/'))).rejects.toThrow(/without toNodeHandler/);
    expect(getUser).not.toHaveBeenCalled();
  });

  it('throws a TypeError for anything but a handler', () => {
    expect(() => toNodeHandler(undefined as never)).toThrow(TypeError);
  });
});
