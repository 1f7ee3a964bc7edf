import type { Contact, Conversation, ConversationRow, List, Message, User } from '@driftkit/api';
import type { Destination } from '../destinations/destination';
import type { Lease, Store } from '../store/store';
import type { SyncError } from './sync-error';

/** What a sync asks of a client of `@driftkit/api`: what `createClient()` gives is one. */
export interface SyncClient {
  conversations: {
    get(id: string): Promise<Conversation>;
    list(): List<ConversationRow>;
    messages(id: string): List<Message>;
  };
  contacts: {
    get(id: string): Promise<Contact>;
    findByEmail(email: string): List<Contact>;
    /** Asked for rows of a CSV dump that have nothing else. */
    findByExternalId?(externalId: string): Promise<Contact | undefined>;
  };
  users: { list(): List<User> };
}

/** What the parts of a sync have in hand. */
export interface Team {
  store: Store;
  destination: Destination;
  clientOf(orgId: string): Promise<SyncClient>;
  /** The next `clientOf` asks the app again. */
  dropClient(orgId: string): void;
  /** False where the app gives no client for the org. */
  isOurs(orgId: string): Promise<boolean>;
  /** The users of an org, asked for at most every ten minutes. */
  usersOf(orgId: string): Promise<ReadonlyMap<string, User>>;
  report(error: SyncError): void;
  now(): number;
}

/** A row that is being worked on, and the client of its org. */
export interface Job {
  team: Team;
  client: SyncClient;
  lease: Lease;
}
