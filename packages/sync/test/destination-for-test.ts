import type { About, ConversationBundle, Destination } from '../src/destinations/destination';

/** A destination in memory that keeps the highest version of each, and can fail or be slow. */
export interface DestinationForTest extends Destination {
  conversations: Map<string, ConversationBundle>;
  contacts: Map<string, unknown>;
  writes: string[];
  /** Runs before each write; what it throws is the answer. */
  before(write: string): void | Promise<void>;
}

export function createDestinationForTest(): DestinationForTest {
  const versions = new Map<string, number>();
  const isNewer = (key: string, { version }: About): boolean => {
    if (version <= (versions.get(key) ?? 0)) return false;
    versions.set(key, version);
    return true;
  };
  const destination: DestinationForTest = {
    conversations: new Map(),
    contacts: new Map(),
    writes: [],
    before: () => undefined,
    async upsertConversation(bundle, about) {
      const { id } = bundle.conversation;
      await write(`conversation ${id}`);
      if (isNewer(`conversation ${id}`, about)) destination.conversations.set(id, bundle);
      if (bundle.contact && isNewer(`contact ${bundle.contact.id}`, about)) {
        destination.contacts.set(bundle.contact.id, bundle.contact);
      }
    },
    async upsertContact({ contact }, about) {
      await write(`contact ${contact.id}`);
      if (isNewer(`contact ${contact.id}`, about)) destination.contacts.set(contact.id, contact);
    },
    async erase({ contactId }) {
      await write(`erase ${contactId}`);
      destination.contacts.delete(contactId);
      for (const [id, { conversation }] of destination.conversations) {
        if (conversation.contactId === contactId) destination.conversations.delete(id);
      }
    },
  };
  async function write(what: string): Promise<void> {
    destination.writes.push(what);
    await destination.before(what);
  }
  return destination;
}
