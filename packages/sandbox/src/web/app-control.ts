import { Hono } from 'hono';
import { z } from 'zod';
import type { AppDraft } from '../stores/app-store';
import { RequestError } from '../http/request-error';
import { disconnectApp, removeApp } from '../oauth/connect-app';
import type { App } from '../protocol';
import type { World } from '../stores/world';
import { readBody } from './read-body';
import { refusing } from './refusing';

const Draft = z.record(z.string(), z.unknown());

/** `/sandbox/apps…`: what a test or a console does with the apps of this account. */
export function appControlRoutes(world: World): Hono {
  const app = new Hono();
  app.post('/sandbox/apps', async (c) => {
    const draft = await readBody(c, Draft);
    return c.json({ id: refusing(() => world.apps.create(draft as AppDraft)).id });
  });
  app.post('/sandbox/apps/:id', async (c) => {
    const { id } = known(world, c.req.param('id'));
    const changes = await readBody(c, Draft);
    refusing(() => world.apps.update(id, changes as AppDraft));
    return c.json({ id });
  });
  // Whole, for the person who asks for them. `/sandbox/state`, the stream and the ledger mask them.
  app.get('/sandbox/apps/:id/secrets', (c) => {
    const { token, clientSecret, verificationToken } = known(world, c.req.param('id'));
    const secrets = { accessToken: token?.value ?? null, clientSecret, verificationToken };
    return c.json(secrets, 200, { 'Cache-Control': 'no-store' });
  });
  const acts: Readonly<Record<string, (id: string) => void>> = {
    reconnect: (id) => void world.apps.reconnect(id),
    disconnect: (id) => void disconnectApp(world, id),
    rotate: (id) => void world.apps.rotateVerificationToken(id),
    remove: (id) => removeApp(world, id),
  };
  for (const [name, act] of Object.entries(acts)) {
    app.post(`/sandbox/apps/:id/${name}`, (c) => {
      const { id } = known(world, c.req.param('id'));
      act(id);
      return c.json({ id });
    });
  }
  return app;
}

function known({ apps }: World, id: string): App {
  const app = apps.get(id);
  if (app) return app;
  throw new RequestError('not_found', `There is no app "${id}".`);
}
