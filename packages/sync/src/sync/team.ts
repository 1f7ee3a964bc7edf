import type { Contact, Conversation, ConversationRow, List, Message, User } from '@driftkit/api';
import type { Destination } from '../destinations/destination';
import type { Lease, Store } from '../store/store';
import type { SyncError } from './sync-error';

/** The methods of a client that a sync uses. A client from `createClient()` of `@driftkit/api` has them. */
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

/** What every part of a sync works with: store, destination, clients, clock, reports. */
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

/** A row in work, with the client of its org. */
export interface Job {
  team: Team;
  client: SyncClient;
  lease: Lease;
}
