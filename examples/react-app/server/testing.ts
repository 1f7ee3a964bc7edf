import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startExample } from './start-example';
import type { ExampleOptions } from './options';
import type { Example } from './start-example';

export const SECRET = 'the-secret-of-these-tests-0123456789';

/** The app on a free port, with the sources' index.html in place of a built front end. */
export function startForTest(options: Partial<ExampleOptions> = {}): Promise<Example> {
  const clientDirectory = fileURLToPath(new URL('..', import.meta.url));
  return startExample({ port: 0, embedId: 'abcdefgh1234', secret: SECRET, clientDirectory, ...options });
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Visitor {
  /** The session cookie as the browser would send it; undefined while there is none. */
  cookie: string | undefined;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
}

/** A browser as far as the server can tell: keeps the session cookie and says that our own page asks. */
export function createVisitor({ url }: Example, cookie?: string): Visitor {
  const visitor: Visitor = {
    cookie,
    get: (path, headers) => send(path, { headers: { ...headers } }),
    post: (path, body, headers) => sendBody('POST', path, body, headers),
    put: (path, body, headers) => sendBody('PUT', path, body, headers),
  };
  return visitor;

  function sendBody(method: string, path: string, body?: object, headers?: Record<string, string>) {
    const json = body && { 'content-type': 'application/json' };
    return send(path, {
      method,
      headers: { 'sec-fetch-site': 'same-origin', ...json, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async function send(
    path: string,
    init: { headers: Record<string, string> } & RequestInit,
  ): Promise<Answer> {
    const headers = { ...init.headers, ...(visitor.cookie && { cookie: visitor.cookie }) };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    visitor.cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? visitor.cookie;
    return { status: response.status, headers: response.headers, text: await response.text() };
  }
}

/** The claims of a token, once its signature is proved by hand: not by the package that made it. */
export function claimsOf(token: string, secret: string = SECRET): Record<string, unknown> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  if (signature !== expected) throw new Error('The token is not signed with the secret.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
