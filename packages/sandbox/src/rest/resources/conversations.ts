import { Hono } from 'hono';
import { z } from 'zod';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { readBody, WireId } from '../input';
import { conversationPage } from '../paging/conversation-page';
import { messagePage } from '../paging/message-page';
import { conversationShape } from '../shapes/conversation';
import { messageShape } from '../shapes/message';
import { knownConversation } from './known-conversation';
import { openConversation, postMessage } from './post-message';

const Button = z.object({ label: z.string().min(1).max(200), value: z.string(), type: z.literal('reply') });
const Message = z.object({
  type: z.enum(['chat', 'private_note']),
  body: z.string().max(100_000).optional(),
  userId: WireId.nullish(),
  buttons: z
    .array(Button.refine(({ label, value }) => label === value, 'the value of a reply must equal its label'))
    .max(20)
    .nullish(),
});
const New = z.object({
  email: z.string().max(254).regex(/@/, 'must be an e-mail address'),
  message: z.object({
    body: z.string().min(1).max(100_000),
    attributes: z
      .looseObject({ integrationSource: z.string().max(1000).optional(), autoAssigneeId: WireId.optional() })
      .nullish(),
  }),
});

/** `/conversations…`. */
export function conversationRoutes(rest: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  const read = allow('conversation_read');
  const write = allow('conversation_write');
  // Before 2020 it had no `/list`, and a client in use still asks so (observed: airbyte's manifest, drift-python PR 17).
  for (const path of ['/conversations/list', '/conversations'])
    app.get(path, read, (c) => answer(c, conversationPage(rest, c)));
  app.post('/conversations/new', write, async (c) => {
    const given = await readBody(c, New);
    const { participants, ...row } = conversationShape(rest, openConversation(rest, c.get('app'), given));
    // Unwrapped, unlike any other single object.
    return answer(c, { ...row, ...(participants !== undefined && { participants }) });
  });
  app.get('/conversations/:id', read, (c) =>
    answer(c, { data: conversationShape(rest, knownConversation(rest, c)) }),
  );
  app.get('/conversations/:id/messages', read, (c) =>
    answer(c, messagePage(rest, c, knownConversation(rest, c))),
  );
  app.post('/conversations/:id/messages', write, async (c) => {
    const { id, contactId } = knownConversation(rest, c);
    const message = postMessage(rest, c.get('app'), id, await readBody(c, Message));
    const shape = messageShape(rest, message, contactId);
    // The documents print the shape of a read; the answers that were seen have one message.
    return answer(c, { data: rest.assumed().restAnswers === 'observed' ? shape : { messages: [shape] } });
  });
  return app;
}
