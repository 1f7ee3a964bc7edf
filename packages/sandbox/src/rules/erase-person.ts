import type { World } from '../stores/world';

/** Erases every contact with this e-mail address, with all its conversations and files, and every user with it. */
export function erase(world: World, email: string): void {
  const { contacts, conversations, users, sessions, attachments, changes } = world;
  const isTheirs = (other: unknown): boolean =>
    typeof other === 'string' && other.toLowerCase() === email.toLowerCase();
  // A deleted contact is in no index. It must be erased too.
  const deleted = contacts
    .list()
    .filter((one) => one.deletedAt !== undefined && isTheirs(one.attributes['email']));
  const contactIds = [...contacts.byEmail(email), ...deleted].map(({ id }) => id);
  const theirs = contactIds.flatMap((id) => conversations.ofContact(id));
  const userIds = users
    .list()
    .filter((user) => isTheirs(user.email))
    .map(({ id }) => id);

  for (const id of contactIds) sessions.closeAllWith(id);
  for (const { id, messages } of theirs) {
    for (const file of messages.flatMap((message) => message.attachments ?? [])) attachments.forget(file.id);
    conversations.forget(id);
  }
  for (const id of contactIds) contacts.forget(id);
  for (const id of userIds) users.forget(id);
  changes.tell({ type: 'erased', contactIds, conversationIds: theirs.map(({ id }) => id), userIds });
}
