import { DriftError } from './errors';
import type { Report } from './errors';

/** A call that waits: the vendor method's path below `window.drift`, its arguments, and whose it is. */
export interface HeldCall {
  path: string;
  args: unknown[];
  /** Whom the call is about; undefined when it is nobody's (opening the chat, say). */
  person?: unknown;
}

/** One queue for all that waits for Drift: calls leave in call order, are bounded in number, and are never lost without a word. */
export interface ReadyGate {
  push(call: HeldCall): void;
  open(): void;
  close(): void;
  /** Delivers what has become deliverable, for example because another person is here now. */
  flush(): void;
  /** Takes out the calls that will never be delivered; returns their names, in call order. */
  drop(which?: (call: HeldCall) => boolean): string[];
}

export interface ReadyGateOptions {
  maxQueue: number;
  /** Whether the person of a call is the one that Drift holds now. */
  admits: (person: unknown) => boolean;
  deliver: (call: HeldCall) => void;
  report: Report;
}

export function createReadyGate({ maxQueue, admits, deliver, report }: ReadyGateOptions): ReadyGate {
  let held: HeldCall[] = [];
  let isOpen = false;
  let flushing = false;

  const admitted = ({ person }: HeldCall): boolean => person === undefined || admits(person);

  function flush(): void {
    if (flushing) return; // a delivered call made another one: it waits for its turn at the end
    flushing = true;
    try {
      deliverAdmitted();
    } finally {
      flushing = false;
    }
  }

  function deliverAdmitted(): void {
    // Each delivery may close the gate, or change who is here and what is held.
    for (let left = maxQueue + held.length; isOpen; left--) {
      // A call that always makes another one must leave the page its turn.
      if (left === 0) return void setTimeout(flush);
      const index = held.findIndex(admitted);
      const call = index === 0 ? held.shift() : held.splice(index, index < 0 ? 0 : 1)[0];
      if (!call) break;
      deliver(call);
    }
  }

  return {
    push(call) {
      // Drift needs to know only the last page; each one costs it a targeting request.
      if (call.path === 'page') held = held.filter(({ path }) => path !== 'page');
      const leavesAtOnce = isOpen && !flushing && admitted(call);
      if (held.length >= maxQueue && !leavesAtOnce)
        return report(new DriftError('queue_full', [call.path, String(maxQueue)], { calls: [call.path] }));
      held.push(call);
      flush();
    },
    open() {
      isOpen = true;
      flush();
    },
    close() {
      isOpen = false;
    },
    flush,
    drop(which = () => true) {
      const dropped = held.filter(which);
      held = held.filter((call) => !which(call));
      return dropped.map(({ path }) => path);
    },
  };
}
