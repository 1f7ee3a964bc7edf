import { Hono } from 'hono';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { notFound } from '../rest-error';

/** `GET /attachments/{id}/data`: the bytes. */
export function attachmentRoutes({ world: { attachments }, ids }: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.get('/attachments/:id/data', allow('conversation_read'), (c) => {
    const wire = c.req.param('id');
    const id = ids.read(wire);
    const file = id === undefined ? undefined : attachments.get(id);
    if (!file) throw notFound('attachment', wire);
    // A name with other letters than these could not stand in a header.
    const name = file.fileName.replace(/[^\w.-]/g, '_');
    return c.body(Buffer.from(file.base64, 'base64'), 200, {
      'Content-Type': file.mimeType,
      'Content-Disposition': `attachment; filename="${name}"`,
    });
  });
  return app;
}
