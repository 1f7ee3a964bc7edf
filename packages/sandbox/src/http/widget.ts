import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import { RequestError } from '../errors';
import type { Assumptions, Conversation } from '../protocol';
import { redact } from '../redact';
import type { Session } from '../sessions';
import * as activity from '../visitor/activity';
import { bootstrap } from '../visitor/bootstrap';
import * as chat from '../visitor/chat';
import { identify } from '../visitor/identify';
import type { World } from '../world';
import { readBody } from './body';
import { gone } from './include';

const Aid = z.string().min(1).max(100);
const Text = z.string().max(10_000);
const Attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const Claimed = z.object({ userId: z.string(), userJwt: z.unknown().optional() }).nullable();

const Prebootstrap = z.object({ embedId: z.string(), pageUrl: z.string() });
const Identify = z.object({
  aid: Aid,
  userId: z.string(),
  attributes: Attributes,
  userJwt: z.unknown().optional(),
  when: z.enum(['boot', 'session', 'reset']),
});
const Bootstrap = z.object({ aid: Aid, identity: Claimed, cookie: Claimed, url: z.string() });
const Call = z.object({
  aid: Aid,
  method: z.string().max(100),
  args: z.array(z.unknown()).max(20),
  why: z.string().nullable(),
});
const Track = z.object({ event: z.string(), attributes: Attributes });
const Page = z.object({
  cause: z.enum(['load', 'call']),
  url: z.string(),
  title: z.string(),
  referrer: z.string(),
  pageName: z.string().nullable(),
});
const Message = z.object({ conversationId: z.number().int().nullable(), text: Text.trim().min(1) });
const Interaction = z.object({ interactionId: z.number() });

/** What answers the frames before a visit has a session. */
export interface PrebootstrapAnswer {
  embedId: string;
  signedIdentityStatus: 'DISABLED' | 'ENABLED' | 'REQUIRED';
  cookieDomains: string[];
  demandBaseToken: null;
  assumptions: Assumptions;
}

/** The answer to a bootstrap; a null `tokenResult` is a boot failure. */
export interface BootstrapAnswer {
  tokenResult: { accessToken: string; contactId: number } | null;
  embed: { organizationName: string; inboxId: number };
  teamAvailability: Record<number, { isOnline: boolean }>;
  conversations: Conversation[];
}

/** `/widget/*`: what Drift's own servers do for the frames of one visitor. */
export function widgetRoutes(world: World): Hono {
  const app = new Hono();
  const session = (c: Context): Session => sessionOf(world, c);

  app.post('/widget/prebootstrap', async (c) => {
    await readBody(c, Prebootstrap);
    return c.json(prebootstrapAnswer(world));
  });
  app.post('/widget/identify', async (c) => c.json(await identifyBy(world, c, await readBody(c, Identify))));
  app.post('/widget/bootstrap', async (c) => {
    const { identity, cookie, ...rest } = await readBody(c, Bootstrap);
    const born = await bootstrap(world, { ...rest, identity: claimed(identity), cookie: claimed(cookie) });
    if (born === 'unanswered') await gone(c.req.raw.signal);
    return c.json(bootstrapAnswer(world, born === 'unanswered' ? null : born));
  });
  app.post('/widget/calls', async (c) => {
    const { aid, method, args, why } = await readBody(c, Call);
    const subject = callerOf(world, aid, bearer(c));
    world.ledger.append({
      type: 'call',
      ...subject,
      method,
      args: args.map(redact),
      accepted: why === null,
      why,
    });
    return c.body(null, 204);
  });
  app.post('/widget/ready', (c) => {
    world.ledger.append({ type: 'ready', ...activity.subjectOf(world, session(c)) });
    return c.body(null, 204);
  });
  app.post('/widget/track', async (c) => {
    const { event, attributes } = await readBody(c, Track);
    activity.track(world, session(c), event, attributes);
    return c.body(null, 204);
  });
  app.post('/widget/attributes', async (c) => {
    const attributes = await readBody(c, Attributes);
    if (activity.setUserAttributes(world, session(c), attributes)) return c.body(null, 204);
    throw new RequestError('failed_on_purpose', 'The fault "attributes" is on.');
  });
  app.post('/widget/page', async (c) => {
    activity.page(world, session(c), await readBody(c, Page));
    return c.body(null, 204);
  });
  app.post('/widget/messages', async (c) => {
    const { conversationId, text } = await readBody(c, Message);
    return c.json(chat.say(world, session(c), conversationId, text));
  });
  app.post('/widget/interactions', async (c) => {
    const { interactionId } = await readBody(c, Interaction);
    return c.json(chat.startInteraction(world, session(c), interactionId));
  });
  for (const end of ['reset', 'unload'] as const) {
    app.post(`/widget/${end}`, (c) => {
      activity.endSession(world, session(c), end);
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

function bootstrapAnswer({ conversations }: World, session: Session | null): BootstrapAnswer {
  return {
    tokenResult: session && { accessToken: session.token, contactId: session.contactId },
    embed: { organizationName: 'Drift sandbox', inboxId: 1 },
    teamAvailability: { 1: { isOnline: true } },
    conversations: session ? conversations.list({ contactId: session.contactId }) : [],
  };
}

async function identifyBy(
  world: World,
  c: Context,
  request: z.output<typeof Identify>,
): Promise<{ outcome: string; conversations: Conversation[] }> {
  const session = request.when === 'session' ? sessionOf(world, c) : undefined;
  const { outcome, contactId } = await identify(world, { ...request, userJwt: request.userJwt });
  // ASSUMED: from here on the open page is the identified contact's, with that contact's history.
  if (session && contactId !== null) session.contactId = contactId;
  return {
    outcome,
    conversations: session ? world.conversations.list({ contactId: session.contactId }) : [],
  };
}

function claimed(claim: z.output<typeof Claimed>): { userId: string; userJwt: unknown } | null {
  return claim && { userId: claim.userId, userJwt: claim.userJwt };
}

function callerOf(
  world: World,
  aid: string,
  token: string | undefined,
): Pick<activity.Subject, 'aid'> & {
  contactId: number | null;
  externalId: string | null;
} {
  const session = token === undefined ? undefined : world.sessions.get(token);
  if (session) return activity.subjectOf(world, session);
  return { aid, contactId: null, externalId: null };
}

function bearer(c: Context): string | undefined {
  return /^Bearer (.+)$/.exec(c.req.header('Authorization') ?? '')?.[1];
}

function sessionOf({ sessions }: World, c: Context): Session {
  const session = sessions.get(bearer(c) ?? '');
  if (session) return session;
  throw new RequestError('bad_token', 'This access token is not known, or its session has ended.');
}
