import { BOT, DEFAULT_AGENT, ORG_ID } from '../rules/known-ids';
import type { Author, User } from '../protocol';

/** The team of this account, bot included. */
export interface Users {
  list(): User[];
  get(id: number): User | undefined;
}

export type UserChanges = Partial<
  Pick<User, 'name' | 'alias' | 'email' | 'phone' | 'locale' | 'avatarUrl' | 'availability'>
>;

export interface UserStore extends Users {
  /** Adds the author to the team, unless they are in it. */
  join(author: Author): void;
  add(draft: UserDraft): User;
  update(id: number, changes: UserChanges): User;
  forget(id: number): void;
  restore(users: readonly User[]): void;
  /** The bot and one agent, where they are not there yet. */
  plant(): void;
  clear(): void;
}

export type UserDraft = { id: number; name: string } & Partial<Omit<User, 'id' | 'name' | 'orgId'>>;

export interface UserStoreOptions {
  now: () => number;
  onChange: (user: User) => void;
}

export function createUserStore({ now, onChange }: UserStoreOptions): UserStore {
  const byId = new Map<number, User>();
  const changed = (user: User): User => {
    byId.set(user.id, user);
    onChange(structuredClone(user));
    return structuredClone(user);
  };
  const add = (draft: UserDraft): User => {
    const [createdAt, updatedAt] = [now(), now()];
    const defaults = { availability: 'AVAILABLE', role: 'member', verified: true, bot: false } as const;
    return changed({ ...defaults, createdAt, updatedAt, ...draft, orgId: ORG_ID });
  };
  const join = ({ id, name }: Author): void => {
    if (!byId.has(id)) add({ id, name });
  };
  return {
    list: () => structuredClone([...byId.values()].sort((one, other) => one.id - other.id)),
    get: (id) => structuredClone(byId.get(id)),
    join,
    add,
    update(id, changes) {
      const user = byId.get(id);
      if (!user) throw new TypeError(`There is no user ${id}.`);
      return changed({ ...user, ...changes, updatedAt: now() });
    },
    forget: (id) => void byId.delete(id),
    restore(kept) {
      for (const user of structuredClone(kept)) byId.set(user.id, user);
    },
    plant() {
      if (!byId.has(BOT.id)) add({ ...BOT, bot: true, role: 'agent' });
      if (!byId.has(DEFAULT_AGENT.id))
        add({
          ...DEFAULT_AGENT,
          role: 'admin',
          email: 'avery@sandbox.example',
          timeZone: 'America/New_York',
        });
    },
    clear: () => byId.clear(),
  };
}
