import type { Context } from 'hono';
import { Hono } from 'hono';
import { sameOriginOnly } from '../http/guard';
import type { World } from '../stores/world';
import { consentPage, refusalPage } from './consent-page';
import type { ConsentRequest } from './consent-request';
import { ConsentError, readConsentRequest, returnAddress } from './consent-request';

/** `/authorize`: where an app sends the admin, as to dev.drift.com. */
export function consentRoutes(world: World): Hono {
  const app = new Hono();
  app.get('/authorize', (c) => {
    const request = readConsentRequest(world, (name) => c.req.query(name));
    return c.html(consentPage(request), 200, headers(request));
  });
  // A page of another origin may link here. It may not submit the form.
  app.post('/authorize', sameOriginOnly, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const request = readConsentRequest(world, (name) => form.get(name) ?? undefined);
    return decide(world, c, request, form.get('decision') === 'allow');
  });
  app.onError((error, c) => {
    if (error instanceof ConsentError) return c.html(refusalPage(error.message), 400, headers());
    throw error;
  });
  return app;
}

function decide(
  world: World,
  c: Context,
  { app, redirectUri, state }: ConsentRequest,
  isAllowed: boolean,
): Response {
  world.ledger.append({
    type: 'oauth',
    ...{ aid: null, contactId: null, externalId: null },
    step: 'consent',
    appId: app.id,
    dialect: null,
    outcome: isAllowed ? 'granted' : 'denied',
    why: null,
  });
  // ASSUMED: that a refusal is told as RFC 6749 has it, and whether the documents misspell the address.
  const answer = isAllowed ? { code: world.grants.issueCode(app, redirectUri) } : { error: 'access_denied' };
  const style = world.settings.current.assumptions.authorizeReturn;
  return c.redirect(returnAddress(redirectUri, { ...answer, state }, style), 303);
}

// Browsers let a form go nowhere that this policy does not name, by a redirect neither.
function headers(request?: ConsentRequest): Record<string, string> {
  const target = request ? ` ${new URL(request.redirectUri).origin}` : '';
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      `form-action 'self'${target}`,
      "frame-ancestors 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    // Not `no-referrer`: with that, browsers call the form's own origin `null`, and it would count as foreign.
    'Referrer-Policy': 'same-origin',
  };
}
