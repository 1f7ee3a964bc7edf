import { ArchiveError, interrupted } from '../archive/archive-error';

/** Tells one thing that Drift will not give from a Drift that does not answer at all. */
export interface Patience {
  answered(): void;
  /**
   * After a failure that may pass. Resolves when it is time to go on. After several in a row it asks Drift something else, and
   * waits, longer each time, until that is answered. Rejects with `unreachable` when nothing was answered for the whole limit.
   */
  unanswered(signal: AbortSignal): Promise<void>;
}

/** After so many failures in a row, Drift counts as unreachable. */
const SUSPICIOUS = 8;
const LONGEST_PAUSE = 60_000;

export interface PatienceOptions {
  /** Asks Drift something small; rejects when there is no answer. */
  probe(): Promise<unknown>;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  now(): number;
  /** Milliseconds without any answer after which the export stops. */
  limit: number;
  /** Told before each try while Drift does not answer, with the milliseconds that are left. */
  onWait?(left: number): void;
}

export function createPatience({ probe, sleep, now, limit, onWait }: PatienceOptions): Patience {
  let failures = 0;
  let hasAnswered = false;
  let lastAnswer = now();
  let waiting: Promise<void> | undefined;

  function answered(): void {
    failures = 0;
    hasAnswered = true;
    lastAnswer = now();
  }

  async function untilAnswered(signal: AbortSignal): Promise<void> {
    for (let pause = 1_000; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      onWait?.(Math.max(0, limit - (now() - lastAnswer)));
      if (await answers(probe)) return answered();
      if (now() - lastAnswer >= limit) throw unreachable(limit);
      if (signal.aborted) throw interrupted();
      await sleep(pause, signal);
      if (signal.aborted) throw interrupted();
    }
  }

  return {
    answered,
    async unanswered(signal) {
      failures += 1;
      // A wrong address never answers: somebody who waits for the first line should know.
      if (hasAnswered && failures < SUSPICIOUS) return;
      waiting ??= untilAnswered(signal).finally(() => (waiting = undefined));
      await waiting;
    },
  };
}

async function answers(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch {
    return false;
  }
}

function unreachable(limit: number): ArchiveError {
  const minutes = Math.round(limit / 60_000);
  const message = `Drift has not answered for ${minutes} minutes. All fetched data is kept. Run the same command again later.`;
  return new ArchiveError('unreachable', message);
}
