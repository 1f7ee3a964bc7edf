import { Hono } from 'hono';
import type { StoredConversation, StoredMessage } from '../../protocol';
import type { World } from '../../stores/world';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { messageRows } from '../shapes/message';
import { knownConversation } from './known-conversation';

/** `/conversations/{id}/transcript` and `/json_transcript`. */
export function transcriptRoutes(rest: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  const read = allow('conversation_read');
  app.get('/conversations/:id/transcript', read, (c) =>
    c.text(transcriptOf(rest.world, knownConversation(rest, c))),
  );
  // ASSUMED: no document shows the shape; go-drift expects this one.
  app.get('/conversations/:id/json_transcript', read, (c) => {
    const rows = messageRows(rest, knownConversation(rest, c)).map((row) => row());
    return answer(c, {
      data: {
        messages: rows.map(({ author, body, createdAt, id, type }) => ({
          author,
          body,
          createdAt,
          id,
          type,
        })),
      },
    });
  });
  return app;
}

// As in every sample: no year, and an American zone by its letters.
const TIME = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'America/New_York',
  timeZoneName: 'short',
});

/** One line per message: `Dec 16, 03:41:59 PM EST Bot (Agent): Hey there!`. ASSUMED: private notes are in it. */
function transcriptOf(world: World, { contactId, messages }: Readonly<StoredConversation>): string {
  const email = world.contacts.get(contactId)?.attributes['email'] ?? null;
  const line = (message: StoredMessage): string =>
    `${TIME.format(message.at)} ${speakerOf(message, email)}: ${message.text.replace(/\s+/g, ' ')}`;
  return messages.map(line).join('\n');
}

function speakerOf({ from, author }: StoredMessage, email: unknown): string {
  // A visitor without an e-mail address is called "null".
  if (from === 'visitor') return String(email);
  return `${from === 'bot' ? 'Bot' : author.name} (Agent)`;
}
