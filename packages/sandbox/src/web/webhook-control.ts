import { Hono } from 'hono';
import { z } from 'zod';
import type { World } from '../stores/world';
import { readBody } from './read-body';
import { refusing } from './refusing';

const Emitted = z.object({
  event: z.string().min(1).max(100),
  data: z.unknown().optional(),
  appId: z.string().optional(),
});
const Pushed = z.object({ conversationId: z.number().int(), userId: z.number().int().optional() });
const Again = z.object({ seq: z.number().int() });

/** `/sandbox/webhooks…`: as `sandbox.webhooks`. */
export function webhookControlRoutes({ webhooks }: World): Hono {
  const app = new Hono();
  app.post('/sandbox/webhooks/emit', async (c) => {
    const { event, data = {}, appId } = await readBody(c, Emitted);
    refusing(() => webhooks.emit(event, data, appId === undefined ? undefined : { appId }));
    return c.body(null, 204);
  });
  app.post('/sandbox/webhooks/push', async (c) => {
    const { conversationId, userId } = await readBody(c, Pushed);
    webhooks.push(conversationId, userId);
    return c.body(null, 204);
  });
  app.post('/sandbox/webhooks/again', async (c) => {
    const { seq } = await readBody(c, Again);
    refusing(() => webhooks.sendAgain(seq));
    return c.body(null, 204);
  });
  return app;
}
