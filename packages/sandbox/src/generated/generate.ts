import type { ContactSource } from '../stores/contact-rows';
import type { ConversationSource } from '../stores/conversation-rows';
import type { StoredAttachment } from '../protocol';
import { generateContacts } from './contacts';
import { generateConversations } from './conversations';
import { generateFiles } from './files';

import type { Generate } from './formula';

/** A computed world: each row is a formula of its number, so the world takes no memory and starts at once. */
export interface Generated {
  contacts: ContactSource;
  conversations: ConversationSource;
  files: { get(id: number): StoredAttachment | undefined };
}

const UNTIL = Date.UTC(2026, 0, 1);

export function generate({ conversations: count, seed = 1, until = UNTIL }: Generate): Generated {
  const formula = { count, seed, until };
  return {
    contacts: generateContacts(formula),
    conversations: generateConversations(formula),
    files: generateFiles(formula),
  };
}
