import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import { failIf, failedOnPurpose } from './failed-by-fault';
import { page, setUserAttributes, subjectOf, track } from '../visitor/activity';
import type { World } from '../stores/world';
import { Aid, Attributes } from './body-shapes';
import { findSession, sessionOf } from './session-of';
import { readBody } from './read-body';

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
/** `/widget/…`: what the page calls while the visit lasts. */
export function widgetActivityRoutes(world: World): Hono {
  const app = new Hono();
  app.post('/widget/calls', async (c) => {
    const { aid, method, args, why } = await readBody(c, Call);
    const call = { method, args, accepted: why === null, why };
    world.ledger.append({ type: 'call', ...callerOf(world, c, aid), ...call });
    return c.body(null, 204);
  });
  app.post('/widget/track', async (c) => {
    const { event, attributes } = await readBody(c, Track);
    failIf(world.faults.current.track === 'lost', 'track');
    track(world, sessionOf(world, c), event, attributes);
    return c.body(null, 204);
  });
  app.post('/widget/attributes', async (c) => {
    const attributes = await readBody(c, Attributes);
    if (setUserAttributes(world, sessionOf(world, c), attributes)) return c.body(null, 204);
    throw failedOnPurpose('attributes');
  });
  app.post('/widget/page', async (c) => {
    const view = await readBody(c, Page);
    failIf(world.faults.current.track === 'lost', 'track');
    page(world, sessionOf(world, c), view);
    return c.body(null, 204);
  });
  return app;
}

interface Caller {
  aid: string;
  contactId: number | null;
  externalId: string | null;
}

// Before bootstrap there is no session yet, but the browser is known.
function callerOf(world: World, c: Context, aid: string): Caller {
  const session = findSession(world, c);
  return session ? subjectOf(world, session) : { aid, contactId: null, externalId: null };
}
