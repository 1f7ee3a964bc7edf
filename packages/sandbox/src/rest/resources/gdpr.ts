import { Hono } from 'hono';
import { z } from 'zod';
import { erase } from '../../rules/erase-person';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { readBody } from '../input';

const Subject = z.object({ email: z.string().min(3).max(254).regex(/@/, 'must be an e-mail address') });

/** `/gdpr…`. */
export function gdprRoutes(rest: Rest): Hono<RestEnv> {
  const { users } = rest.world;
  const app = new Hono<RestEnv>();
  app.post('/gdpr/retrieve', allow('gdpr_read'), async (c) => {
    await readBody(c, Subject);
    const admin = users.list().find(({ role }) => role === 'admin');
    // Drift sends the result by e-mail. The sandbox sends no e-mail.
    const sentToEmail = admin?.email ?? 'admin@sandbox.example';
    return answer(c, { data: { message: 'Your retrieval is processing', sentToEmail } });
  });
  app.post('/gdpr/delete', allow('gdpr_write'), async (c) => {
    const { email } = await readBody(c, Subject);
    erase(rest.world, email);
    return answer(c, { data: { message: 'Your delete is processing' } });
  });
  return app;
}
