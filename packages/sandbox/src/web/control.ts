import { Hono } from 'hono';
import { z } from 'zod';
import { RequestError } from '../http/request-error';
import { LEDGER_TYPES } from '../stores/ledger-store';
import type { LedgerEntry, Playbook } from '../protocol';
import { reply, setStatus } from '../visitor/chat';
import { fireFor } from '../playbooks/run-playbook';
import type { World } from '../stores/world';
import { readBody, readQuery } from './read-body';
import { refusing } from './refusing';
import { shownState } from './shown';

const LedgerQuery = z.object({
  after: z.coerce.number().int().nonnegative().default(0),
  type: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(LEDGER_TYPES)))
    .optional(),
});
const Reply = z.object({
  conversationId: z.number().int(),
  text: z.string().trim().min(1).max(10_000),
  author: z.object({ id: z.number().int(), name: z.string().trim().min(1).max(100) }).optional(),
  type: z.enum(['chat', 'private_note']).optional(),
});
const Status = z.object({
  conversationId: z.number().int(),
  status: z.enum(['open', 'closed', 'pending']),
});
const Firing = z.object({ interactionId: z.number().int(), contactId: z.number().int() });
const PlaybookList = z.object({ playbooks: z.array(z.unknown()) });
const Changes = z.record(z.string(), z.unknown());
const SETTINGS = ['signedIdentities', 'cookieDomains', 'assumptions'];

/** `/sandbox/*`: what a test or a console reads and turns. */
export function controlRoutes(world: World): Hono {
  const app = new Hono();
  app.get('/sandbox/state', (c) => {
    const state = JSON.stringify(shownState(world.state(new URL(c.req.url).origin)));
    return c.body(world.secrets.mask(state), 200, { 'Content-Type': 'application/json' });
  });
  app.get('/sandbox/ledger', (c) => {
    const { after, type } = readQuery(c, LedgerQuery);
    const wanted = (entry: LedgerEntry): boolean => entry.seq > after && (type?.includes(entry.type) ?? true);
    const { lastSeq, oldestSeq, dropped } = world.ledger;
    const complete = world.ledger.hasAllAfter(after);
    return c.json({ entries: world.ledger.entries(wanted), lastSeq, oldestSeq, dropped, complete });
  });
  app.post('/sandbox/reply', async (c) => {
    const { conversationId, text, author, type } = await readBody(c, Reply);
    return c.json({ message: reply(world, conversationId, text, author, type) });
  });
  app.post('/sandbox/status', async (c) => {
    const { conversationId, status } = await readBody(c, Status);
    return c.json({ conversation: setStatus(world, conversationId, status) });
  });
  app.post('/sandbox/playbooks', async (c) => {
    const { playbooks } = await readBody(c, PlaybookList);
    // `set` checks the list.
    refusing(() => world.playbooks.set(playbooks as Playbook[]));
    return c.json({ playbooks: world.playbooks.list() });
  });
  app.post('/sandbox/playbooks/fire', async (c) => {
    const { interactionId, contactId } = await readBody(c, Firing);
    return c.json(fireFor(world, contactId, interactionId));
  });
  app.post('/sandbox/settings', async (c) => {
    const changes = await readBody(c, Changes);
    const unknown = Object.keys(changes).find((name) => !SETTINGS.includes(name));
    if (unknown)
      throw new RequestError(
        'bad_request',
        `Unknown setting "${unknown}". Valid settings: ${SETTINGS.join(', ')}.`,
      );
    refusing(() => world.settings.set(changes));
    return c.json({ settings: world.settings.current });
  });
  app.post('/sandbox/faults', async (c) => {
    const changes = await readBody(c, Changes);
    refusing(() => world.faults.set(changes));
    return c.json({ faults: world.faults.current });
  });
  app.post('/sandbox/reset', (c) => {
    world.clear();
    return c.json({ lastSeq: world.ledger.lastSeq });
  });
  return app;
}
