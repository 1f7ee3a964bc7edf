import { goalId } from '../playbooks/goals';
import type { Contact, StoredConversation, StoredMessage } from '../protocol';
import type { Raised } from './events';
import type { Shapes } from './shapes';

/** Goals of a playbook that these messages reached. Only an identified visitor reaches a goal (devdocs). */
export function goalEvents(
  { id, playbook }: StoredConversation,
  messages: readonly StoredMessage[],
  contact: Contact | undefined,
  { playbookName }: { playbookName: (playbookId: number) => string },
  shapes: Shapes,
): Raised[] {
  const reached = messages.flatMap(({ goal }) => goal ?? []);
  if (reached.length === 0 || !playbook || !contact || !isIdentified(contact)) return [];
  const { playbookId } = playbook;
  return reached.map((goalName) => ({
    event: 'playbook_goal_met',
    data: {
      conversationId: shapes.id(id),
      playbookId,
      contactId: shapes.id(contact.id),
      goalId: goalId(playbookId, goalName),
      goalName,
      playbookName: playbookName(playbookId),
      contactEmail: contact.attributes['email'] ?? null,
    },
    contactId: contact.id,
  }));
}

function isIdentified({ externalId, attributes }: Contact): boolean {
  return externalId !== null || typeof attributes['email'] === 'string';
}
