import { Hono } from 'hono';
import type { ConversationStatus } from '../../protocol';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { countStatuses } from '../listing';

const COUNTED: readonly ConversationStatus[] = ['closed', 'open', 'pending'];

/** `GET /conversations/stats`: unwrapped, in capitals, without `bulk_sent`. A status without conversations is absent. */
export function conversationStatsRoutes({ world }: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.get('/conversations/stats', allow('conversation_read'), (c) => {
    const counts = countStatuses(world);
    const shown = COUNTED.filter((status) => counts[status] > 0);
    const conversationCount = Object.fromEntries(
      shown.map((status) => [status.toUpperCase(), counts[status]]),
    );
    return answer(c, { conversationCount });
  });
  return app;
}
