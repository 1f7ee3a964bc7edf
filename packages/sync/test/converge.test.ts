import type { WebhookEvent } from '@driftkit/api';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DriftApiError, START, createDriftForTest, oddId, worldOf } from '../src/export/drift-for-test';
import type { DriftForTest } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { SyncClient } from '../src/sync/team';
import { createDestinationForTest } from './destination-for-test';

const RUNS = Number(process.env['DRIFTKIT_RUNS'] ?? 50) > 50 ? 1_000 : 50;
const COUNT = 5;

/** What may happen, one after the other. Events wait in a list, from which they are sent in any order, twice, or never. */
const step = fc.oneof(
  fc.record({ do: fc.constant('write' as const), at: fc.nat(COUNT - 1) }),
  fc.record({ do: fc.constant('rename' as const), at: fc.nat(COUNT - 1) }),
  fc.record({ do: fc.constant('send' as const), at: fc.nat(20), again: fc.boolean() }),
  fc.record({ do: fc.constant('lose' as const), at: fc.nat(20) }),
  fc.record({ do: fc.constant('work' as const), fails: fc.boolean() }),
  fc.record({ do: fc.constant('sweep' as const) }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.nat(120) }),
);

it(
  'whatever is duplicated, reordered, delayed or lost, the destination ends as Drift is',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const drift = createDriftForTest(worldOf(COUNT));
        const destination = createDestinationForTest();
        let now = START + 86_400_000;
        let fails = false;
        let count = 0;
        const events: WebhookEvent[] = [];
        drift.before = () => {
          count += 1;
          if (fails && count % 3 === 0) throw new DriftApiError('unavailable');
        };
        const sync = createSync({
          client: drift as unknown as SyncClient,
          store: 'sqlite::memory:',
          destination,
          orgId: '1',
          onError: () => undefined,
          now: () => now,
        });
        try {
          for (const each of steps) {
            if (each.do === 'write') events.push(write(drift, each.at, now));
            else if (each.do === 'rename') events.push(rename(drift, each.at, now));
            else if (each.do === 'lose') events.splice(each.at % (events.length || 1), 1);
            else if (each.do === 'wait') now += each.seconds * 1_000;
            else if (each.do === 'sweep') await sync.sweep();
            else if (each.do === 'work') {
              fails = each.fails;
              await sync.run({ once: true });
              fails = false;
            } else {
              const at = each.at % (events.length || 1);
              const event = events[at];
              if (event) await sync.handle(event);
              if (!each.again) events.splice(at, 1);
            }
            now += 1;
          }
          for (let round = 0; round < 20; round += 1) {
            now += 3_600_000;
            await sync.sweep();
            await sync.run({ once: true });
          }
          expect(held(destination.conversations)).toEqual(truth(drift));
          expect(await sync.status()).toEqual({ waiting: 0, running: 0, failed: [], moreFailed: 0 });
        } finally {
          await sync.close();
        }
      }),
      { numRuns: RUNS },
    );
  },
);

function write(drift: DriftForTest, at: number, now: number): WebhookEvent {
  const conversation = drift.world.conversations[at] as { id: string; updatedAt: number };
  const message = {
    id: `${now}`,
    conversationId: conversation.id,
    author: { id: '9', type: 'user' },
    body: String(now),
  };
  drift.world.messages[conversation.id]?.push(message);
  conversation.updatedAt = now;
  return { type: 'new_message', orgId: '1', data: message } as unknown as WebhookEvent;
}

function rename(drift: DriftForTest, at: number, now: number): WebhookEvent {
  const conversation = drift.world.conversations[at] as { contactId: string; updatedAt: number };
  drift.world.contacts[conversation.contactId] = {
    id: conversation.contactId,
    attributes: { name: String(now) },
  };
  conversation.updatedAt = now;
  return {
    type: 'contact_updated',
    orgId: '1',
    data: { endUserId: conversation.contactId, diff: [] },
  } as unknown as WebhookEvent;
}

type Held = Record<string, { updatedAt: unknown; messages: unknown[] }>;

function held(conversations: ReturnType<typeof createDestinationForTest>['conversations']): Held {
  return Object.fromEntries(
    [...conversations].map(([id, { conversation, messages }]) => [
      id,
      { updatedAt: conversation.updatedAt, messages: messages.map((message) => message.id) },
    ]),
  );
}

function truth({ world }: DriftForTest): Held {
  const ids = Array.from({ length: COUNT }, (_, at) => oddId(at));
  return Object.fromEntries(
    ids.map((id) => [
      id,
      {
        updatedAt: world.conversations.find((item) => item['id'] === id)?.['updatedAt'],
        messages: (world.messages[id] ?? []).map((message) => message['id']),
      },
    ]),
  );
}
