import { elapsed } from './clock';
import { DriftError } from './errors';
import type { DriftErrorCode, Report } from './errors';
import { isolate } from './observable';
import { createReadyGate } from './ready-gate';
import type { HeldCall } from './ready-gate';
import { because } from './reasons';
import { callVendor } from './vendor-call';

/** The calls of the waiting lane: held until Drift is ready and holds the person they are about, then sent in call order. */
export interface Calls {
  /** `personal` calls are about whoever is here now. */
  make(path: string, args: unknown[], personal: boolean): void;
  /** To the live Drift, now. */
  send(path: string, args: unknown[]): void;
  open(): void;
  close(): void;
  /** Delivers what has become deliverable. */
  flush(): void;
  /** Gives up waiting calls and returns their names. */
  drop(): string[];
  /** Gives up waiting calls; one report says which, and why. */
  refuse(code: DriftErrorCode, which?: (call: HeldCall) => boolean): void;
}

export interface CallsOptions {
  maxQueue: number;
  report: Report;
  /** Whom a call made now is about. */
  person: () => unknown;
  /** Whether that person is the one Drift holds now. */
  admits: (person: unknown) => boolean;
  /** Whether persons are somebody else's to speak of; reports it. */
  isOthers: (what: string) => boolean;
  reset: () => void;
}

/** Milliseconds in which Drift ignores a second `startInteraction` (a leading debounce, seen in its controller). */
const DEBOUNCE = 500;

export function createCalls(options: CallsOptions): Calls {
  const { maxQueue, report, person, admits, isOthers, reset } = options;
  const gate = createReadyGate({ maxQueue, admits, deliver, report });
  let interacted = -Infinity;

  const send = (path: string, args: unknown[]): void =>
    isolate(`drift.${path}`, report, () => callVendor(path, args));

  function deliver({ path, args, person }: HeldCall): void {
    if (person !== undefined && isOthers(path)) return;
    if (path === 'reset') reset();
    else if (path === 'api.startInteraction' && isDebounced())
      report(new DriftError('bad_call', [path, because('too_soon', String(DEBOUNCE))], { calls: [path] }));
    else send(path, args);
  }

  function isDebounced(): boolean {
    const now = elapsed();
    if (now - interacted < DEBOUNCE) return true;
    interacted = now;
    return false;
  }

  return {
    make(path, args, personal) {
      if (!personal) gate.push({ path, args });
      else if (!isOthers(path)) gate.push({ path, args, person: person() });
    },
    send,
    open: gate.open,
    close: gate.close,
    flush: gate.flush,
    drop: () => gate.drop(),
    refuse(code, which) {
      const calls = gate.drop(which);
      if (calls.length > 0) report(new DriftError(code, [calls.join(', ')], { calls }));
    },
  };
}
