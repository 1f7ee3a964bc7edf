import { upgradeWebSocket } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import type { WSContext } from 'hono/ws';
import type { WebSocket } from 'ws';
import type { StreamMessage, VisitorStreamMessage } from '../protocol';
import type { World } from '../stores/world';
import { historyOf } from '../visitor/view';
import { sessionOf } from './session-of';
import { shownMessage } from './shown';

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

/** Bytes that may wait for one client; more than the largest state anybody keeps. */
const MOST_WAITING = 32 * 1024 * 1024;

// A client that does not read is disconnected. When it connects again, it gets the whole state.
function lineTo<M>(socket: WSContext, mask = (text: string): string => text): (message: M) => void {
  const raw = socket.raw as WebSocket;
  return (message) => {
    if (raw.bufferedAmount > MOST_WAITING) raw.terminate();
    else socket.send(mask(JSON.stringify(message)));
  };
}

function watchers(world: World): MiddlewareHandler {
  return upgradeWebSocket((c: Context) => {
    let stop = (): void => undefined;
    const url = new URL(c.req.url).origin;
    return {
      onOpen(_event, socket) {
        // Secrets of apps are masked on the stream. `/sandbox/apps/<id>/secrets` has them whole.
        const line = lineTo<StreamMessage>(socket, world.secrets.mask);
        const send = (message: StreamMessage): void => line(shownMessage(message));
        send({ type: 'hello', state: world.state(url) });
        stop = world.changes.add((message) => {
          if (message.type !== 'attachment') send(message);
        });
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
        const send = lineTo<VisitorStreamMessage>(socket);
        world.browsers.pageOpened(session.aid);
        send({
          type: 'conversations',
          conversations: historyOf(world, session.contactId),
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
