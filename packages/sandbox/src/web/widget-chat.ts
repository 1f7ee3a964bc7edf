import { Hono } from 'hono';
import { z } from 'zod';
import { answerCard } from '../playbooks/answer-card';
import { say } from '../visitor/chat';
import {
  attend,
  followLink,
  offerMeeting,
  startInteraction,
  submitForm,
  target,
} from '../playbooks/run-playbook';
import type { World } from '../stores/world';
import { sessionOf } from './session-of';
import { Attributes } from './body-shapes';
import { readBody } from './read-body';

const ConversationId = z.number().int();
const Message = z.object({
  conversationId: ConversationId.nullable(),
  text: z.string().trim().min(1).max(10_000),
  inboxId: z.number().int().positive().optional(),
});
const CardAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('buttons'), text: z.string().max(200) }),
  z.object({ type: z.literal('email'), email: z.email().max(254) }),
  // What people write on forms: digits, and what stands between them.
  z.object({ type: z.literal('phone'), phone: z.string().regex(/^\+?(?=(?:\D*\d){6})[\d ()./-]{6,40}$/) }),
  z.object({ type: z.literal('meeting'), time: z.number().int(), timeZone: z.string().min(1).max(64) }),
]);
const Answer = z.object({ conversationId: ConversationId, messageId: z.number().int(), answer: CardAnswer });
const Interaction = z.object({ interactionId: z.number() });
const Link = z.object({ link: z.string().max(200) });
const Form = z.object({ campaignId: z.number().int(), data: Attributes });
const Place = z.object({ url: z.string(), pageName: z.string().nullable(), mayFire: z.boolean() });
const Attention = z.object({
  conversationId: ConversationId,
  attention: z.enum(['opened', 'dismissed']),
});
const Meeting = z.object({ agentId: z.number().int(), conversationId: ConversationId.nullable() });

/** `/widget/…`: what a visitor says and is asked. */
export function widgetChatRoutes(world: World): Hono {
  const app = new Hono();
  app.post('/widget/messages', async (c) => {
    const said = await readBody(c, Message);
    return c.json(say(world, sessionOf(world, c), said));
  });
  app.post('/widget/answers', async (c) => {
    const answer = await readBody(c, Answer);
    return c.json(answerCard(world, sessionOf(world, c), answer));
  });
  app.post('/widget/interactions', async (c) => {
    const { interactionId } = await readBody(c, Interaction);
    return c.json(startInteraction(world, sessionOf(world, c), interactionId));
  });
  app.post('/widget/links', async (c) => {
    const { link } = await readBody(c, Link);
    return c.json({ fired: followLink(world, sessionOf(world, c), link) });
  });
  app.post('/widget/forms', async (c) => {
    const { campaignId, data } = await readBody(c, Form);
    return c.json({ fired: submitForm(world, sessionOf(world, c), campaignId, data) });
  });
  app.post('/widget/targeting', async (c) => {
    const { mayFire, ...place } = await readBody(c, Place);
    return c.json(target(world, sessionOf(world, c), place, mayFire));
  });
  app.post('/widget/attention', async (c) => {
    const { conversationId, attention } = await readBody(c, Attention);
    attend(world, sessionOf(world, c), conversationId, attention);
    return c.body(null, 204);
  });
  app.post('/widget/meetings', async (c) => {
    const wanted = await readBody(c, Meeting);
    return c.json(offerMeeting(world, sessionOf(world, c), wanted));
  });
  return app;
}
