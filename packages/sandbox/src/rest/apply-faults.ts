import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createMiddleware } from 'hono/factory';
import type { MiddlewareHandler } from 'hono';
import { requestGone } from '../http/request-gone';
import type { RestFault, RestFaultKind } from '../protocol';
import { BAD_TOKEN } from './auth';
import type { Rest, RestContext, RestEnv } from './env';
import { RestError } from './rest-error';
import { isAbout, wholeFault } from '../settings/rest-fault';
import { headersOf } from './rate-limits';

const GATEWAY_PAGE = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`;

/** Does what the fault `rest` says, to the requests that the fault names. */
export function faulty(rest: Rest): MiddlewareHandler<RestEnv> {
  const count = createCount(rest);
  return createMiddleware<RestEnv>(async (c, next) => {
    const { kind, isFirst } = count(c) ?? {};
    if (kind === undefined) return next();
    c.set('fault', kind);
    switch (kind) {
      case 'rate_limited':
        return refuseAsLimited(rest, c);
      case '500':
        throw new RestError(500, 'The fault "500" is on.');
      case '502_html':
        return c.html(GATEWAY_PAGE, 502);
      case 'hang':
        await requestGone(c);
        return c.body(null);
      case 'reset_before':
        return cut(c);
      case 'reset_after':
        await next();
        replace(c, cut(c));
        return undefined;
      case 'half_body':
        await next();
        replace(c, await halfOf(c));
        return undefined;
      case 'token_revoked':
        if (isFirst) revoke(rest, c);
        throw new RestError(401, BAD_TOKEN);
      // The listings themselves look whether one of these is on.
      case 'links_foreign_host':
      case 'links_http':
      case 'links_self':
      case 'moving_rows':
        return next();
    }
  });
}

type Count = (c: RestContext) => { kind: RestFaultKind; isFirst: boolean } | undefined;

/** Whether the fault happens to this request, counted from when it was switched on. */
function createCount({ world }: Rest): Count {
  let counted = world.faults.current.rest;
  let seen = 0;
  world.changes.add((change) => {
    if (change.type === 'faults' && change.faults.rest !== counted) [counted, seen] = [change.faults.rest, 0];
  });
  return (c) => {
    const fault: RestFault | undefined = wholeFault(counted);
    if (!fault || !isAbout(fault, { method: c.req.method, path: c.req.path })) return undefined;
    const { kind, after = kind === 'token_revoked' ? 1 : 0, times = Infinity } = fault;
    seen += 1;
    return seen > after && seen <= after + times ? { kind, isFirst: seen === after + 1 } : undefined;
  };
}

/** The token is gone for good, as if an admin had disconnected the app: only a new one helps. */
function revoke({ world: { apps, grants } }: Rest, c: RestContext): void {
  const { value } = c.get('token');
  const app = apps.byToken(value);
  if (app) apps.disconnect(app.id);
  else grants.endAllOf(c.get('app').id);
}

function refuseAsLimited({ world, assumed }: Rest, c: RestContext): never {
  const standing = { allowed: false, limit: 600, remaining: 0, resetAfter: 1000 };
  const headers = headersOf(standing, assumed().rateHeaders, world.now());
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  throw new RestError(429, 'API rate limit exceeded');
}

// Without this, Hono would put the headers of the old answer onto the new one.
function replace(c: RestContext, response: Response): void {
  c.res = undefined;
  c.res = response;
}

function cut(c: RestContext): Response {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  // Without a port, as in unit tests, there is no line to cut.
  if (!incoming) return c.body(null, 599 as 500);
  incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

// The length of the whole is announced, so that no client can take the half for it.
async function halfOf(c: RestContext): Promise<Response> {
  const whole = new Uint8Array(await c.res.arrayBuffer());
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const headers = { ...Object.fromEntries(c.res.headers), 'content-length': String(whole.length) };
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>;
  if (!outgoing) return new Response(half, { status: c.res.status });
  outgoing.writeHead(c.res.status, headers).write(half, () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
