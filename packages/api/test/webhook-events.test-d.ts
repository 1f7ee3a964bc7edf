// Compiled, never run: what a handler of events may and may not write.
import { commandOf, createWebhookHandler, parseWebhook, senderOf, subjectOf } from '../src/index';
import type { Message, WebhookEvent } from '../src/index';

declare const drift: { sendMessage(conversationId: string, body: string): Promise<void> };

createWebhookHandler({
  verificationToken: ['old', 'new'],
  orgIds: ['1', 2, 3n],
  onEvent: async (event, { dedupeKey }) => {
    const key: string | undefined = dedupeKey;
    const org: string | undefined = event.orgId;
    if (event.type === 'new_message') {
      const message: Message = event.data;
      const args: readonly string[] | undefined = commandOf(message)?.args;
      if (senderOf(event.data) === 'contact') await drift.sendMessage(event.data.conversationId, 'Hello');
      return [args, key, org];
    }
    if (event.type === 'conversation_push') return event.data.data.conversationId;
    // @ts-expect-error -- nobody documented what this event carries
    if (event.type === 'gdpr_delete_requested') return event.data.email as unknown;
    // @ts-expect-error -- no event has this name
    if (event.type === 'new_mesage') return undefined;
    return subjectOf(event).conversationId;
  },
});

/** A switch narrows, and its default is what nobody documented. */
export function labelOf(event: WebhookEvent): string {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- a handler picks its events
  switch (event.type) {
    case 'new_conversation':
      return event.data.contactId;
    case 'contact_updated':
      return event.data.diff.map(({ name }) => name).join();
    case 'app_disconnected':
      return event.orgId ?? '';
    default:
      return event.type;
  }
}

const { event, dedupeKey } = parseWebhook('{}', new Headers(), { verificationToken: 'token' });
// @ts-expect-error -- an event may have no key
export const key: string = dedupeKey;
export const text: string = event.type;

// @ts-expect-error -- onEvent is not optional
createWebhookHandler({ verificationToken: 'token' });
