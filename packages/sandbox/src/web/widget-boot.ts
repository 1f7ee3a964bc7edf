import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import type { BootstrapAnswer, IdentifyAnswer, PrebootstrapAnswer } from '../protocol';
import type { Session } from '../stores/session-store';
import { endSession, subjectOf } from '../visitor/activity';
import type { BootstrapRequest } from '../visitor/bootstrap';
import { bootstrap } from '../visitor/bootstrap';
import type { IdentifyRequest } from '../visitor/identify';
import { identify } from '../visitor/identify';
import { historyOf } from '../visitor/view';
import type { World } from '../stores/world';
import { sessionOf } from './session-of';
import { readBody } from './read-body';
import { Aid, Attributes, UserId } from './body-shapes';
import { failIf } from './failed-by-fault';
import { requestGone } from '../http/request-gone';

// Of a token no type is demanded: judging it is the business of signed identities.
const Claim = z.object({ userId: UserId, userJwt: z.unknown().optional() }).nullable();
const Prebootstrap = z.object({ embedId: z.string(), pageUrl: z.string() });
const Bootstrap = z.object({ aid: Aid, identity: Claim, cookie: Claim, url: z.string() });
const Identify = z.object({
  aid: Aid,
  userId: UserId,
  attributes: Attributes,
  userJwt: z.unknown().optional(),
  when: z.enum(['boot', 'session', 'reset']),
});

/** `/widget/…`, from the first question of a visit to its end. */
export function widgetBootRoutes(world: World): Hono {
  const app = new Hono();
  app.post('/widget/prebootstrap', async (c) => {
    await readBody(c, Prebootstrap);
    return c.json(prebootstrapAnswer(world));
  });
  app.post('/widget/identify', async (c) => {
    const { userJwt, ...body } = await readBody(c, Identify);
    failIf(world.faults.current.identify === 'fail', 'identify');
    return c.json(await identifyAnswer(world, c, { ...body, userJwt }));
  });
  app.post('/widget/bootstrap', async (c) => {
    const { identity, cookie, ...body } = await readBody(c, Bootstrap);
    const born = await bootstrap(world, { ...body, identity: claimOf(identity), cookie: claimOf(cookie) });
    if (born === 'unanswered') await requestGone(c);
    failIf(world.faults.current.boot === 'unreachable', 'boot');
    return c.json(bootstrapAnswer(world, born === 'unanswered' ? null : born));
  });
  app.post('/widget/ready', (c) => {
    world.ledger.append({ type: 'ready', ...subjectOf(world, sessionOf(world, c)) });
    return c.body(null, 204);
  });
  for (const end of ['reset', 'unload'] as const) {
    app.post(`/widget/${end}`, (c) => {
      endSession(world, sessionOf(world, c), end);
      return c.body(null, 204);
    });
  }
  return app;
}

function prebootstrapAnswer({ embedId, settings }: World): PrebootstrapAnswer {
  const { signedIdentities, cookieDomains, assumptions } = settings.current;
  const signedIdentityStatus = signedIdentities.toUpperCase() as PrebootstrapAnswer['signedIdentityStatus'];
  return { embedId, signedIdentityStatus, cookieDomains, demandBaseToken: null, assumptions };
}

function bootstrapAnswer(world: World, session: Session | null): BootstrapAnswer {
  return {
    tokenResult: session && { accessToken: session.token, contactId: session.contactId },
    embed: { organizationName: 'Drift sandbox', inboxId: 1 },
    teamAvailability: { 1: { isOnline: true } },
    conversations: session ? historyOf(world, session.contactId) : [],
  };
}

async function identifyAnswer(world: World, c: Context, request: IdentifyRequest): Promise<IdentifyAnswer> {
  const session = request.when === 'session' ? sessionOf(world, c) : undefined;
  const { outcome, contactId } = await identify(world, request);
  if (!session) return { outcome, conversations: [] };
  // ASSUMED: whether a refused identify ends the visit that it came in.
  if (outcome === 'refused' && world.settings.current.assumptions.refusedIdentify === 'boots_again') {
    world.sessions.close(session.token);
    return { outcome, conversations: [] };
  }
  // ASSUMED: from here on the open page is the identified contact's, with that contact's history.
  world.sessions.turnOver(session, contactId ?? session.contactId);
  return { outcome, conversations: historyOf(world, session.contactId) };
}

function claimOf(claim: z.output<typeof Claim>): BootstrapRequest['identity'] {
  return claim && { userId: claim.userId, userJwt: claim.userJwt };
}
