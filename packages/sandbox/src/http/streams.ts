import { upgradeWebSocket } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import type { StreamMessage, VisitorStreamMessage } from '../protocol';
import type { World } from '../world';
import { sessionOf } from './bearer';

/** `/sandbox/stream` and `/widget/stream?token=…`: the live halves, as WebSockets. */
export function streamRoutes(world: World): Hono {
  const app = new Hono();
  app.get('/sandbox/stream', watchers(world));
  app.get('/widget/stream', async (c, next) => {
    sessionOf(world, c);
    await next();
  });
  app.get('/widget/stream', visitors(world));
  return app;
}

function watchers(world: World): MiddlewareHandler {
  return upgradeWebSocket((c: Context) => {
    let stop = (): void => undefined;
    const url = new URL(c.req.url).origin;
    return {
      onOpen(_event, socket) {
        const send = (message: StreamMessage): void => socket.send(JSON.stringify(message));
        send({ type: 'hello', state: world.state(url) });
        stop = world.changes.add(send);
      },
      onClose: () => stop(),
    };
  });
}

function visitors(world: World): MiddlewareHandler {
  return upgradeWebSocket((c: Context) => {
    const session = sessionOf(world, c);
    let stop = (): void => undefined;
    return {
      onOpen(_event, socket) {
        const send = (message: VisitorStreamMessage): void => socket.send(JSON.stringify(message));
        world.browsers.pageOpened(session.aid);
        send({
          type: 'conversations',
          conversations: world.conversations.list({ contactId: session.contactId }),
        });
        stop = world.mail.add(({ contactId, message, except }) => {
          if (contactId !== null && contactId !== session.contactId) return;
          if (session !== except) send(message);
        });
      },
      onClose() {
        stop();
        world.browsers.pageClosed(session.aid);
      },
    };
  });
}
