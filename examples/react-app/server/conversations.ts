import type { Conversation, Meeting } from '../shared/api-types';

/** More than anybody has; what is older goes, so that no browser can fill the server. */
const MOST_PER_PERSON = 100;

export interface Conversations {
  /** The person's own, newest first. */
  of(userId: string): Conversation[];
  /** Notes a conversation of the person, with a meeting where one was booked; noting it again keeps when it began. */
  note(userId: string, id: number, meeting?: Meeting): Conversation;
  clear(): void;
}

/** In memory, as the sessions are: a real deployment has a table with a key of person and conversation. */
export function createConversations(now: () => Date = () => new Date()): Conversations {
  const known = new Map<string, Map<number, Conversation>>();
  return {
    of: (userId) => [...(known.get(userId)?.values() ?? [])].reverse(),
    note(userId, id, meeting) {
      const own = known.get(userId) ?? new Map<number, Conversation>();
      known.set(userId, own);
      const before = own.get(id) ?? { id, startedAt: now().toISOString() };
      const conversation = meeting ? { ...before, meeting } : before;
      own.set(id, conversation);
      const oldest = own.keys().next().value;
      if (own.size > MOST_PER_PERSON && oldest !== undefined) own.delete(oldest);
      return conversation;
    },
    clear: () => known.clear(),
  };
}
