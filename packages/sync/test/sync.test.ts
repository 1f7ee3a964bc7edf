import type { WebhookEvent } from '@driftkit/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DriftApiError, START, createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import type { DriftForTest } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { Sync } from '../src/sync/create-sync';
import type { SyncError } from '../src/sync/sync-error';
import type { SyncClient } from '../src/sync/team';
import { createDestinationForTest } from './destination-for-test';
import type { DestinationForTest } from './destination-for-test';

let drift: DriftForTest;
let destination: DestinationForTest;
let sync: Sync;
let errors: SyncError[];
let now: number;

beforeEach(() => {
  drift = createDriftForTest(worldOf(6));
  destination = createDestinationForTest();
  errors = [];
  now = START + 86_400_000;
  sync = createSync({
    client: drift as unknown as SyncClient,
    store: 'sqlite::memory:',
    destination,
    orgId: '1',
    onError: (error) => errors.push(error),
    now: () => now,
  });
});
afterEach(() => sync.close());

const event = (type: string, data: unknown, orgId = '1'): WebhookEvent =>
  ({ type, orgId, data }) as unknown as WebhookEvent;
const pushed = (conversationId: string): WebhookEvent =>
  event('conversation_push', { source: 'conversation_manual_push', data: { conversationId } });
const work = (): Promise<void> => sync.run({ once: true });
const codes = (): string[] => errors.map(({ code }) => code);
/** Time passes until all that waits has had its turn. */
async function settle(): Promise<void> {
  for (let round = 0; round < 40; round += 1) {
    await work();
    if ((await sync.status()).waiting === 0) return;
    now += 3_600_000;
  }
}

describe('a conversation', () => {
  it('a pushed conversation is written with its messages, contact and users, as Drift has them now', async () => {
    await sync.handle(pushed(oddId(3)));
    drift.world.messages[oddId(3)]?.push({ id: '777', conversationId: oddId(3), body: 'after the event' });
    await work();
    const bundle = destination.conversations.get(oddId(3));
    expect(bundle).toMatchObject({
      conversation: { id: oddId(3) },
      contact: { id: '501' },
      users: [{ id: '9' }],
    });
    expect(bundle?.messages.map(({ id }) => id)).toContain('777');
  });

  it('an active conversation is written once it pauses, and at once when it is pushed', async () => {
    for (let second = 0; second < 5; second += 1) {
      await sync.handle(
        event('new_message', {
          id: String(second),
          conversationId: oddId(1),
          author: { id: '9', type: 'user' },
        }),
      );
      now += 1_000;
      await work();
    }
    expect(destination.writes).toEqual([]);
    now += 30_000;
    await work();
    expect(destination.writes).toEqual([`conversation ${oddId(1)}`]);
    await sync.handle(pushed(oddId(1)));
    await work();
    expect(destination.writes).toHaveLength(2);
  });

  it('a conversation is written after the pause of the options', async () => {
    const options = { client: drift as unknown as SyncClient, store: 'sqlite::memory:', destination };
    for (const pause of [-1, Number.NaN, 2 ** 31, '1 s' as unknown as number])
      expect(() => createSync({ ...options, pause })).toThrow('pause must be 0 or more milliseconds');
    const quick = createSync({ ...options, orgId: '1', pause: 500, now: () => now });
    await quick.handle(
      event('new_message', { id: '1', conversationId: oddId(1), author: { id: '9', type: 'user' } }),
    );
    await quick.run({ once: true });
    expect(destination.writes).toEqual([]);
    now += 500;
    await quick.run({ once: true });
    expect(destination.writes).toEqual([`conversation ${oddId(1)}`]);
    await quick.close();
  });

  it('a failed conversation is tried again with growing pauses, and is listed when it is given up', async () => {
    destination.before = () => {
      throw new Error('the CRM is away');
    };
    await sync.handle(pushed(oddId(1)));
    await work();
    expect(await sync.status()).toMatchObject({ waiting: 1, failed: [] });
    await settle();
    expect(destination.writes).toHaveLength(12);
    expect(await sync.status()).toMatchObject({
      waiting: 0,
      failed: [{ id: oddId(1), attempts: 12, error: 'error: the CRM is away' }],
    });
    expect(codes()).toEqual(['gave_up']);
    destination.before = () => undefined;
    expect(await sync.requeue()).toBe(1);
    await work();
    expect(destination.conversations.has(oddId(1))).toBe(true);
  });

  it('a conversation whose destination never answers frees its worker, and is tried again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      destination.before = () => new Promise(() => undefined);
      await sync.handle(pushed(oddId(1)));
      const run = work();
      await vi.waitFor(() => expect(destination.writes).toHaveLength(1), { interval: 1 });
      await vi.advanceTimersByTimeAsync(600_000);
      await run;
      expect(await sync.status()).toMatchObject({ waiting: 1, running: 0 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('a conversation that fails does not delay the others', async () => {
    drift.before = (call) => {
      if (call === `conversation ${oddId(0)}`) throw new DriftApiError('unavailable');
    };
    await sync.handle(pushed(oddId(0)));
    await sync.handle(pushed(oddId(1)));
    await work();
    expect([...destination.conversations.keys()]).toEqual([oddId(1)]);
  });

  it('a late write does not overwrite the newer write of another worker', async () => {
    let isFirst = true;
    destination.before = async () => {
      if (!isFirst) return;
      isFirst = false;
      // The lease runs out while the first write is under way, and somebody else does the work.
      now += 3_600_000;
      drift.world.messages[oddId(1)]?.push({ id: '888', conversationId: oddId(1) });
      await work();
    };
    await sync.handle(pushed(oddId(1)));
    await sync.run({ once: true, concurrency: 1 });
    expect(destination.conversations.get(oddId(1))?.messages.map(({ id }) => id)).toContain('888');
  });
});

describe('a contact', () => {
  it('a contact that was identified or updated is written', async () => {
    await sync.handle(event('contact_updated', { endUserId: '501', diff: [] }));
    await sync.handle(event('contact_identified', { id: '500', attributes: {} }));
    await work();
    expect([...destination.contacts.keys()].sort()).toEqual(['500', '501']);
  });
});

describe('a sweep', () => {
  it('writes what no webhook told of, and the next one only what has changed since', async () => {
    await sync.sweep();
    await work();
    expect(destination.conversations.size).toBe(6);
    destination.writes.length = 0;
    now += 60_000;
    Object.assign(drift.world.conversations[2] as object, { updatedAt: START + 9_000_000 });
    await sync.sweep();
    await work();
    expect(destination.writes).toEqual([`conversation ${oddId(2)}`]);
  });

  it('does not begin again what was given up', async () => {
    destination.before = (write) => {
      if (write === `conversation ${oddId(5)}`) throw new Error('the CRM refuses it');
    };
    await sync.sweep();
    await settle();
    expect((await sync.status()).failed).toHaveLength(1);
    now += 60_000;
    await sync.sweep();
    expect(await sync.status()).toMatchObject({ waiting: 0, failed: [{ id: oddId(5) }] });
  });

  it('goes on past one row whose time is out of order, or lies in the future', async () => {
    Object.assign(drift.world.conversations[0] ?? {}, { updatedAt: now + 1_000 * 86_400_000 });
    await sync.sweep();
    await settle();
    now += 60_000;
    Object.assign(drift.world.conversations[1] ?? {}, { updatedAt: now });
    await sync.sweep();
    expect((await sync.status()).waiting).toBe(1);
  });

  it('happens at most once a minute', async () => {
    await sync.sweep();
    drift.calls.length = 0;
    await sync.sweep();
    expect(drift.calls).toEqual([]);
  });
});

describe('a request to erase', () => {
  beforeEach(async () => {
    await sync.sweep();
    await work();
  });
  const vanish = (contactId: string): void => void delete drift.world.contacts[contactId];
  const kept = (contactId: string): boolean =>
    destination.contacts.has(contactId) ||
    [...destination.conversations.values()].some(({ conversation }) => conversation.contactId === contactId);

  it.each([
    ['a contact id', { contactId: '501' }],
    ['a nested contact id', { contact: { endUserId: '501' } }],
    ['an id alone', { id: '501' }],
    ['an e-mail', { email: '501@acme.com' }],
  ])('with %s erases once Drift no longer has the contact', async (_, data) => {
    await sync.handle(event('gdpr_delete_requested', data));
    await work();
    expect(kept('501')).toBe(true);
    vanish('501');
    await settle();
    expect(kept('501')).toBe(false);
    expect([kept('500'), codes(), await sync.status()]).toEqual([
      true,
      [],
      { waiting: 0, running: 0, failed: [], moreFailed: 0 },
    ]);
  });

  it('an erasure is not undone by a later event or sweep', async () => {
    vanish('501');
    await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
    await work();
    drift.world.contacts['501'] = { id: '501', attributes: {} };
    await sync.handle(pushed(oddId(2)));
    await sync.handle(event('contact_updated', { endUserId: '501', diff: [] }));
    now += 60_000;
    await sync.sweep();
    await work();
    expect(kept('501')).toBe(false);
  });

  it('takes what the person wrote out of conversations of others too, for good', async () => {
    drift.world.messages[oddId(1)]?.push({
      id: '999',
      conversationId: oddId(1),
      author: { type: 'contact', id: '501' },
    });
    vanish('501');
    await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
    await sync.handle(pushed(oddId(1)));
    await settle();
    await sync.handle(pushed(oddId(1)));
    await work();
    expect(destination.conversations.get(oddId(1))?.messages.map(({ id }) => id)).not.toContain('999');
  });

  it('an erasure that comes while the conversation is being written wins', async () => {
    let isFirst = true;
    destination.before = async (write) => {
      if (!isFirst || !write.startsWith('conversation')) return;
      isFirst = false;
      vanish('501');
      await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
      await work();
    };
    await sync.handle(pushed(oddId(2)));
    await work();
    expect(kept('501')).toBe(false);
  });

  it('by e-mail is done again when the destination fails in the middle', async () => {
    await sync.handle(pushed(oddId(2)));
    await work();
    vanish('501');
    destination.before = (write) => {
      if (write.startsWith('erase')) throw new Error('the CRM is away');
    };
    await sync.handle(event('gdpr_delete_requested', { email: '501@acme.com' }));
    await work();
    expect(kept('501')).toBe(true);
    destination.before = () => undefined;
    await settle();
    expect(kept('501')).toBe(false);
  });

  it('by an e-mail that nobody is known under is shown, and its e-mail is not reported', async () => {
    await sync.handle(event('gdpr_delete_requested', { email: 'nobody@acme.com' }));
    await work();
    expect(codes()).toEqual(['not_erased']);
    expect(JSON.stringify([errors[0]?.message, errors[0]?.change])).not.toContain('nobody@');
  });

  it('an erasure that is given up does not report the e-mail', async () => {
    drift.before = () => {
      throw new DriftApiError('unavailable');
    };
    await sync.handle(event('gdpr_delete_requested', { email: '501@acme.com' }));
    await settle();
    expect(codes()).toEqual(['gave_up']);
    expect(JSON.stringify([errors[0]?.message, errors[0]?.change])).not.toContain('501@');
  });

  it('an erasure of a contact wins while another contact’s conversation with their messages is being written', async () => {
    drift.world.messages[oddId(1)]?.push({
      id: '999',
      conversationId: oddId(1),
      author: { type: 'contact', id: '501' },
    });
    let isFirst = true;
    destination.before = async (write) => {
      if (!isFirst || write !== `conversation ${oddId(1)}`) return;
      isFirst = false;
      vanish('501');
      await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
      await work();
    };
    await sync.handle(pushed(oddId(1)));
    await settle();
    expect(destination.conversations.get(oddId(1))?.messages.map(({ id }) => id)).not.toContain('999');
  });

  it('an erasure event for a contact that Drift still has deletes nothing, and is listed', async () => {
    await sync.handle(event('gdpr_delete_requested', { contactId: '501' }));
    await settle();
    expect([kept('501'), codes()]).toEqual([true, ['not_erased']]);
    expect((await sync.status()).failed).toMatchObject([{ kind: 'erasure', id: 'contact:501' }]);
  });

  it('an erasure event that names no contact is listed', async () => {
    await sync.handle(event('gdpr_delete_requested', { requestedBy: 'somebody' }));
    await work();
    expect(codes()).toEqual(['not_erased']);
    expect((await sync.status()).failed).toHaveLength(1);
  });
});

describe('orgs', () => {
  it('an event of another org is refused, and nothing is done', async () => {
    await expect(
      sync.handle(event('conversation_push', { data: { conversationId: '5' } }, '2')),
    ).rejects.toMatchObject({ code: 'foreign_org' });
    expect(await sync.status()).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
  });

  it('app_disconnected counts only when Drift no longer accepts the token of the org', async () => {
    await sync.handle(event('app_disconnected', {}));
    await work();
    expect(codes()).toEqual([]);
    drift.before = () => {
      throw new DriftApiError('unauthorized');
    };
    await sync.handle(event('app_disconnected', {}));
    await work();
    expect(codes()).toEqual(['disconnected']);
  });
});

describe('the life of a sync', () => {
  it('can be closed twice, and does not run afterwards', async () => {
    await sync.handle(pushed(oddId(1)));
    await Promise.all([sync.close(), sync.close()]);
    await expect(sync.run({ once: true })).rejects.toThrow(/closed/);
    await expect(sync.handle(pushed(oddId(1)))).rejects.toThrow(/closed/);
  });

  it('takes an event while Drift does not answer whose token it is', async () => {
    drift.users.list = () => ({ toArray: () => new Promise(() => undefined) }) as never;
    const other = createSync({
      client: drift as unknown as SyncClient,
      store: 'sqlite::memory:',
      destination,
      now: () => now,
    });
    await other.handle(pushed(oddId(1)));
    expect((await other.status()).waiting).toBe(1);
    await other.close();
  });
});

it.each([
  [
    { client: () => ({}), destination: createDestinationForTest(), store: 'mysql://me:secret@host/db' },
    /^store: "mysql" is not a supported database/,
  ],
  [{ client: {}, destination: createDestinationForTest() }, /client must be a client from createClient\(\)/],
  [
    { client: () => ({}), destination: { upsertConversation: () => undefined } },
    /destination has no upsertContact/,
  ],
])('wrong options throw at once: %#', (options, message) => {
  expect(() => createSync(options as never)).toThrow(message);
});
