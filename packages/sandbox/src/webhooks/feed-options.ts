import type { Assumptions, Contact, StoredConversation } from '../protocol';
import type { Timetable } from '../time/timetable';
import type { Raised } from './events';
import type { Shapes } from './shapes';

/** What the feed, and the watchers in it, need of the world. */
export interface FeedOptions {
  send: (raised: Raised) => void;
  /** Whether any app is subscribed to any event. If not, no event is built. */
  isHeard: () => boolean;
  shapes: Shapes;
  rules: () => Assumptions;
  timetable: Timetable;
  now: () => number;
  contact: (id: number) => Contact | undefined;
  conversation: (id: number) => Readonly<StoredConversation> | undefined;
  /** Records as they are before they are kept, where they are computed. */
  computed: {
    contact(id: number): Contact | undefined;
    conversation(id: number): StoredConversation | undefined;
  };
  playbookName: (playbookId: number) => string;
}
