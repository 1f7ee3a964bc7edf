import type { WebhookEvent } from '@driftkit/api';
import { START, createDriftForTest, worldOf } from '../src/export/drift-for-test';
import type { DriftForTest } from '../src/export/drift-for-test';
import { createSync } from '../src/sync/create-sync';
import type { Sync } from '../src/sync/create-sync';
import type { SyncOptions } from '../src/sync/options';
import type { SyncError } from '../src/sync/sync-error';
import type { SyncClient } from '../src/sync/team';
import { createDestinationForTest } from './destination-for-test';
import type { DestinationForTest } from './destination-for-test';

/** A sync between a Drift and a destination in memory, with a clock that is moved by hand. */
export interface SyncForTest {
  drift: DriftForTest;
  destination: DestinationForTest;
  sync: Sync;
  errors: SyncError[];
  now: number;
  work(): Promise<void>;
}

export function createSyncForTest(options: Partial<SyncOptions> = {}, count = 6): SyncForTest {
  const drift = createDriftForTest(worldOf(count));
  const destination = createDestinationForTest();
  const errors: SyncError[] = [];
  const it: SyncForTest = {
    drift,
    destination,
    errors,
    now: START + 86_400_000,
    work: () => it.sync.run({ once: true }),
    sync: createSync({
      client: clientOf(drift),
      store: 'sqlite::memory:',
      destination,
      ...(typeof options.client !== 'function' && { orgId: '1' }),
      onError: (error) => errors.push(error),
      now: () => it.now,
      ...options,
    }),
  };
  return it;
}

export const clientOf = (drift: DriftForTest): SyncClient => drift as unknown as SyncClient;

export const event = (type: string, data: unknown, orgId = '1'): WebhookEvent =>
  ({ type, orgId, data }) as unknown as WebhookEvent;

export const pushed = (conversationId: string, orgId = '1'): WebhookEvent =>
  event('conversation_push', { source: 'conversation_manual_push', data: { conversationId } }, orgId);
