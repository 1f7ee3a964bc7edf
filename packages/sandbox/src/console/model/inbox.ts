import type { StoredConversation, StoredMessage } from '../../protocol';
import type { Picture } from '../live/live-state';
import type { Persona } from './persona';
import { personaOf } from './persona';
import { shownText } from './shown-text';

/** A conversation as the inbox lists it. */
export interface InboxRow {
  id: number;
  persona: Persona;
  at: number;
  preview: string;
  /** The visitor spoke last. */
  isWaiting: boolean;
}

const LONGEST_PREVIEW = 120;

/** Every conversation, the one that was last written in first. */
export function inboxRows({ conversations, contacts }: Picture): InboxRow[] {
  return [...conversations.values()]
    .map((conversation): InboxRow => {
      const last = conversation.messages.at(-1);
      return {
        id: conversation.id,
        persona: personaOf(contacts.get(conversation.contactId), conversation.contactId),
        at: last?.at ?? conversation.createdAt,
        preview: last ? shownText(last.text, LONGEST_PREVIEW) : 'Nothing was said yet.',
        isWaiting: isWaiting(conversation),
      };
    })
    .sort((a, b) => b.at - a.at || b.id - a.id);
}

/** How many visitors wait for an answer. */
export function waitingCount({ conversations }: Picture): number {
  return [...conversations.values()].filter(isWaiting).length;
}

/** Who said it, for the people in the inbox. */
export function speakerOf({ from, author }: StoredMessage, visitor: Persona): string {
  return from === 'visitor' ? visitor.name : shownText(author.name, 100);
}

// A note is not an answer, and the visitor of a closed conversation does not wait.
function isWaiting({ messages, status }: StoredConversation): boolean {
  const last = messages.filter(({ type }) => type === 'chat').at(-1);
  return status !== 'closed' && last?.from === 'visitor';
}
