import { fromWire, toReport } from '../call-arguments';
import type { Call } from '../frame-messages';
import type { Context } from './context';
import { METHODS } from './methods';
import { developerConsole } from './developer-console';
import type { Verdict } from './validate';
import { validate } from './validate';

/** Takes calls as they arrive: checks, reports and runs them, each in order. */
export interface Caller {
  call(call: Call): void;
  /** Checks and reports only; once reported, answers the arguments of a call that passed. */
  check(call: Call): Promise<readonly unknown[] | null>;
  /** Reports that ready is being announced; in the ledger it stands before the calls that follow. */
  ready(): void;
}

const DEBOUNCE: Readonly<Record<string, number>> = { startInteraction: 500, collectFormData: 15_000 };

export function createCaller(context: Context): Caller {
  const reports = createSerialQueue();
  const calls = createSerialQueue();
  const isTooSoon = leadingDebounce();

  const check = (made: Call): { verdict: Verdict; args: unknown[]; reported: Promise<void> } => {
    const args = fromWire(made.args);
    const verdict = judge(made, args, isTooSoon);
    const why = verdict.type === 'dropped' ? verdict.why : null;
    const reported = new Promise<void>((resolve) => {
      reports.push(() =>
        context.server
          .call({ aid: context.aid, method: made.method, args: toReport(args), why })
          .finally(resolve),
      );
    });
    return { verdict, args, reported };
  };

  return {
    call(made) {
      const { verdict, args, reported } = check(made);
      if (verdict.type === 'dropped') return;
      calls.push(async () => {
        // So that in the ledger the call stands before what it did.
        await reported;
        await METHODS[verdict.method](context, args, made);
      });
    },
    async check(made) {
      const { verdict, args, reported } = check(made);
      await reported;
      return verdict.type === 'dropped' ? null : args;
    },
    ready: () => reports.push(() => context.server.ready()),
  };
}

function judge({ method, dropped }: Call, args: unknown[], isTooSoon: (method: string) => boolean): Verdict {
  if (dropped !== undefined) return { type: 'dropped', why: dropped, log: null };
  const verdict = validate(method, args);
  if (verdict.type === 'warned') developerConsole.warn(verdict.message);
  if (verdict.type === 'dropped') {
    if (verdict.log) developerConsole.dropped(...verdict.log);
    return verdict;
  }
  if (isTooSoon(method))
    return { type: 'dropped', why: `${method} was called a moment ago (debounced)`, log: null };
  return verdict;
}

// On the leading edge: the first call runs, and those that follow too soon do not (observed).
function leadingDebounce(): (method: string) => boolean {
  const last = new Map<string, number>();
  return (method) => {
    const wait = DEBOUNCE[method];
    if (wait === undefined) return false;
    const before = last.get(method) ?? -Infinity;
    last.set(method, performance.now());
    return performance.now() - before < wait;
  };
}

/** Runs jobs one after the other: the next starts when the promise of the one before has settled (observed). */
interface SerialQueue {
  push(job: () => Promise<void>): void;
}

export function createSerialQueue(): SerialQueue {
  let tail: Promise<void> = Promise.resolve();
  return {
    push(job) {
      tail = tail.then(job).catch((error: unknown) => developerConsole.swallowed(error));
    },
  };
}
