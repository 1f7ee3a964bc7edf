import { Hono } from 'hono';
import { z } from 'zod';
import type { Card, StoredConversation } from '../../protocol';
import { ORG_ID } from '../../rules/known-ids';
import type { World } from '../../stores/world';
import { answer } from '../answer';
import { allow } from '../auth';
import type { Rest, RestEnv } from '../env';
import { MaybeWhole, readQuery, Whole } from '../input';

const DAY = 24 * 3_600_000;
const MOST = 1000;
/** Where a call names no limit (observed: go-drift). */
const DEFAULT_LIMIT = 100;
const Query = z.object({ min_start_time: Whole, max_start_time: Whole, limit: MaybeWhole });
const MINUTE = 60_000;

/** `GET /users/meetings/org`: what visitors booked in the chat. */
export function meetingRoutes(rest: Rest): Hono<RestEnv> {
  const app = new Hono<RestEnv>();
  app.get('/users/meetings/org', allow('user_read'), (c) => {
    const { min_start_time: min, max_start_time: max, limit = DEFAULT_LIMIT } = readQuery(c, Query);
    const oldest = Math.max(min, rest.world.now() - 30 * DAY);
    const found = meetings(rest.world).filter(({ slotStart }) => slotStart >= oldest && slotStart <= max);
    return answer(c, {
      data: found.slice(0, Math.min(limit, MOST)).map((meeting) => ({
        ...meeting,
        agentId: rest.ids.write(meeting.agentId),
        schedulerId: rest.ids.write(meeting.schedulerId),
        conversationId: rest.ids.write(meeting.conversationId),
      })),
    });
  });
  return app;
}

interface Meeting {
  agentId: number;
  schedulerId: number;
  conversationId: number;
  slotStart: number;
  [field: string]: unknown;
}

/** A meeting is nowhere but in the card that was answered. */
function meetings({ conversations: { order } }: World): Meeting[] {
  const found: Meeting[] = [];
  for (let index = 0; index < order.length; index++) {
    const conversation = order.at(index);
    for (const { id, card } of conversation?.messages ?? [])
      if (conversation && card?.type === 'meeting' && card.answer)
        found.push(meetingOf(conversation, id, card));
  }
  return found.sort((one, other) => one.slotStart - other.slotStart);
}

function meetingOf(
  { id: conversationId, contactId, messages }: Readonly<StoredConversation>,
  messageId: number,
  { teamMember, answer: booked }: Card & { type: 'meeting' },
): Meeting {
  const { time = 0, duration = 0, timeZone = 'UTC' } = booked ?? {};
  // The visitor's next message says the time that was chosen.
  const said = messages.find(({ id, from }) => id > messageId && from === 'visitor')?.at ?? time;
  return {
    agentId: teamMember.id,
    orgId: ORG_ID,
    status: 'ACTIVE',
    meetingSource: 'EMAIL_DROP',
    schedulerId: contactId,
    eventId: `event-${messageId}`,
    slug: `meeting-${messageId}`,
    slotStart: time,
    slotEnd: time + duration * MINUTE,
    updatedAt: said,
    scheduledAt: said,
    meetingType: 'New Meeting',
    conversationId,
    endUserTimeZone: timeZone,
  };
}
