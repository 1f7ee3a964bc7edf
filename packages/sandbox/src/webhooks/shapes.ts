import type { Contact, StoredConversation, StoredMessage } from '../protocol';

/** How things look on the wire: as the REST half answers them. */
export interface Shapes {
  readonly orgId: number;
  id(id: number): number | bigint;
  contact(contact: Contact): unknown;
  conversation(conversation: StoredConversation): unknown;
  message(message: StoredMessage, contactId: number): Record<string, unknown>;
}
