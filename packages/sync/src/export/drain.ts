import { interrupted } from '../archive/archive-error';
import { ATTEMPTS, attempt } from './attempt';
import type { Fetch } from './attempt';
import type { WorkItem, WorkKind } from '../archive/work';
import type { Context, Phase } from './context';

/** At 600 calls a minute, so many at once keep Drift busy even where each answer takes a second. */
const AT_ONCE = 10;
const BATCH = 500;

/** Fetches all work of a kind, newest first, what failed before last. Rejects with what ends the export. */
export async function drain(context: Context, kind: WorkKind, phase: Phase, fetch: Fetch): Promise<void> {
  for (;;) {
    const batch = context.archive.work.next(kind, ATTEMPTS, BATCH);
    if (batch.length === 0) return;
    await atOnce(batch, async (item) => {
      if (context.signal.aborted) throw interrupted();
      await attempt(context, item, fetch);
      context.moved(phase);
    });
  }
}

/** Runs them, so many side by side. After one rejects no other begins, and the rest is waited for. */
async function atOnce(items: WorkItem[], run: (item: WorkItem) => Promise<void>): Promise<void> {
  const rest = items.values();
  let hasFailed = false;
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      if (hasFailed) return;
      try {
        await run(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}
