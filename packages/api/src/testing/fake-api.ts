import { toJson } from '../ids';

/** A request as it reached the fake. */
export interface FakeRequest {
  readonly method: string;
  /** The path with its ids, such as `/contacts/7`. */
  readonly path: string;
  /** What stands in the places of the route: `{ id: '7' }`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body, read as JSON. */
  readonly body: unknown;
}

/** JSON to answer with, a whole Response, or a function that gives either. */
export type FakeAnswer = object | string | ((request: FakeRequest) => unknown);

/**
 * How a request can fail: with a status, `reset` after it was sent, `refused` before, `hang` without an answer, or with
 * an `html` page (502) or `half` a body.
 */
export type FakeFailure = number | 'reset' | 'refused' | 'hang' | 'html' | 'half';

export interface FakeApi {
  /** Give it to `createClient({ accessToken: 'test', fetch: fake.fetch })`. */
  readonly fetch: typeof globalThis.fetch;
  /** Every request so far. */
  readonly requests: readonly FakeRequest[];
  /** Answers a route such as `GET /contacts/{id}` from now on. */
  on(route: string, answer: FakeAnswer): void;
  /** Answers the next request of a route; several are taken in order. */
  once(route: string, answer: FakeAnswer): void;
  /** Lets the next request of a route fail: a status, or a failure of the connection. */
  fail(route: string, failure: FakeFailure): void;
}

type Answerer = (request: FakeRequest, signal: AbortSignal | undefined) => Response | Promise<Response>;

/**
 * An answer book in memory for your unit tests: it answers what you wrote into it, and 404 to anything else. For
 * behaviour of Drift's (paging, scopes, limits, a real world of contacts) use @driftkit/sandbox.
 *
 * @example
 * const fake = createFakeApi({ 'GET /contacts/{id}': ({ params }) => ({ data: { id: params.id, attributes: {} } }) });
 * const drift = createClient({ accessToken: 'test', fetch: fake.fetch });
 */
export function createFakeApi(answers: Readonly<Record<string, FakeAnswer>> = {}): FakeApi {
  const requests: FakeRequest[] = [];
  const always = new Map(
    Object.entries(answers).map(([route, answer]) => [checked(route), answererOf(answer)]),
  );
  const next = new Map<string, Answerer[]>();

  const once = (route: string, answerer: Answerer): void => {
    next.set(checked(route), [...(next.get(route) ?? []), answerer]);
  };

  function take(request: Omit<FakeRequest, 'params'>): { route?: string; params: FakeRequest['params'] } {
    // A route without parameters comes first: in `/conversations/list`, `list` is not an id.
    const routes = [...new Set([...next.keys(), ...always.keys()])].sort((a, b) => places(a) - places(b));
    for (const route of routes) {
      const params = match(route, request);
      if (params && (next.get(route)?.length || always.has(route))) return { route, params };
    }
    return { params: {} };
  }

  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const asked = { method: init.method ?? 'GET', path: url.pathname, query: url.searchParams, body };
    const { route, params } = take(asked);
    const request = { ...asked, params };
    requests.push(request);
    if (route === undefined) return nothingFor(request);
    const answerer = next.get(route)?.shift() ?? always.get(route);
    return answerer ? answerer(request, init.signal ?? undefined) : nothingFor(request);
  };

  return {
    fetch: fetch as typeof globalThis.fetch,
    requests,
    on: (route, answer) => void always.set(checked(route), answererOf(answer)),
    once: (route, answer) => once(route, answererOf(answer)),
    fail: (route, failure) => once(route, (_, signal) => failWith(failure, signal)),
  };
}

function answererOf(answer: FakeAnswer): Answerer {
  return async (request) => {
    const value: unknown =
      typeof answer === 'function' ? await (answer as (request: FakeRequest) => unknown)(request) : answer;
    if (value instanceof Response) return value.clone();
    if (typeof value === 'string') return new Response(value);
    return new Response(toJson(value ?? null), { headers: { 'content-type': 'application/json' } });
  };
}

function failWith(failure: FakeFailure, signal: AbortSignal | undefined): Response | Promise<Response> {
  if (typeof failure === 'number') {
    return Response.json(
      { error: { type: 'fake_error', message: `The fake answers ${failure}.` } },
      { status: failure },
    );
  }
  switch (failure) {
    case 'html':
      return new Response('<!DOCTYPE html><title>502</title>', { status: 502 });
    case 'half':
      return new Response('{"data":{"id":1');
    case 'hang':
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    case 'reset':
      throw broken('ECONNRESET', 'read');
    case 'refused':
      throw broken('ECONNREFUSED', 'connect');
  }
}

/** As Node's fetch throws it. */
const broken = (code: string, syscall: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }) });

const nothingFor = ({ method, path }: FakeRequest): Response => {
  const message = `No answer is set for ${method} ${path}. Add one with on('${method} …', answer).`;
  return Response.json({ error: { type: 'not_found', message } }, { status: 404 });
};

function checked(route: string): string {
  if (/^(GET|POST|PATCH|DELETE) \/\S*$/.test(route)) return route;
  throw new TypeError(`'${route}' is not a route. Write a method and a path, such as 'GET /contacts/{id}'.`);
}

const places = (route: string): number => route.split('{').length;

function match(
  route: string,
  { method, path }: { method: string; path: string },
): Record<string, string> | undefined {
  const [wanted, template = ''] = route.split(' ');
  const parts = template.split('/');
  const given = path.split('/');
  if (wanted !== method || parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
