import type { StoredConversation } from '../../protocol';
import type { Rest } from '../env';

type Row = Readonly<StoredConversation>;

/** A conversation in a list: without who took part in it, and what started it (observed: driftapi-npm). */
export function conversationRow({ ids }: Rest, conversation: Row): Record<string, unknown> {
  const { id, contactId, status, createdAt, updatedAt, inboxId } = conversation;
  return { status, contactId: ids.write(contactId), createdAt, id: ids.write(id), inboxId, updatedAt };
}

/** A single conversation. Empty fields are absent. */
export function conversationShape(rest: Rest, conversation: Row): Record<string, unknown> {
  const { participants, playbook } = conversation;
  return {
    ...conversationRow(rest, conversation),
    ...(participants.length > 0 && { participants: participants.map((id) => rest.ids.write(id)) }),
    ...(playbook && { relatedPlaybookId: playbook.playbookId }),
  };
}
