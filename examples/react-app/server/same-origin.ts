import type { Request, RequestHandler } from 'express';

/**
 * Refuses what another site's page asks for in our visitor's name. SameSite=Lax keeps the session cookie out of such
 * requests already; this also stops a login or logout forced from outside, and a sibling subdomain.
 */
export const sameOriginOnly: RequestHandler = (request, response, next) => {
  if (isSafe(request.method) || isSameOrigin(request)) return next();
  response
    .status(403)
    .json({ error: { code: 'cross_origin', message: 'Only our own pages may ask for this.' } });
};

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD';

function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('host');
}
