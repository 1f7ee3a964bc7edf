import { restOf } from '../rest/env';
import { writeJson } from '../rest/json';
import { contactShape } from '../rest/shapes/contact';
import { conversationShape } from '../rest/shapes/conversation';
import { messageShape } from '../rest/shapes/message';
import { ORG_ID } from '../rules/known-ids';
import type { World } from '../stores/world';
import type { WebhookSource } from './create-webhooks';

/** Events say of a record what the REST half answers of it. */
export function sourceOf(world: World): WebhookSource {
  const rest = restOf(world);
  return {
    write: writeJson,
    shapes: {
      orgId: ORG_ID,
      id: rest.ids.write,
      contact: (contact) => contactShape(rest, contact),
      conversation: (conversation) => conversationShape(rest, conversation),
      message: (message, contactId) => messageShape(rest, message, contactId),
    },
    computed: {
      contact: world.contacts.computed,
      conversation: (id) => world.conversations.computed?.get(id),
    },
  };
}
