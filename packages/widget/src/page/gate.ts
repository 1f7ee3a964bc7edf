/** Holds calls until Drift is ready and has their person. They are sent in call order, or named in a report. */
import { DriftError } from '../errors';
import type { Report } from '../errors';

/** A call that waits: the vendor method's path below `window.drift`, its arguments, and whose it is. */
export interface HeldCall {
  path: string;
  args: unknown[];
  /** The person of the call; undefined when the call is not about a person (opening the chat, for example). */
  person?: unknown;
  /** A function to run in order, in place of Drift's method. */
  run?: () => void;
}

export interface GateOptions {
  maxQueue: number;
  /** Whether calls may leave now. */
  isOpen: () => boolean;
  /** Whether the person of a call is the one that Drift holds now. */
  admits: (person: unknown) => boolean;
  deliver: (call: HeldCall) => void;
  report: Report;
}

export interface Gate extends GateOptions {
  /** In call order: adding and removing cost the same however many wait. */
  readonly held: Set<HeldCall>;
  /** The last call of `page`, while it waits. */
  page: HeldCall | undefined;
  isDelivering: boolean;
  /** Some of what is held may leave by now. */
  isDirty: boolean;
}

export function createGate(options: GateOptions): Gate {
  return { ...options, held: new Set(), page: undefined, isDelivering: false, isDirty: false };
}

const isAdmitted = (gate: Gate, { person }: HeldCall): boolean => person === undefined || gate.admits(person);

export function pushCall(gate: Gate, call: HeldCall): void {
  // Each page costs Drift a targeting request, and only the last one matters.
  if (call.path === 'page') {
    if (gate.page) gate.held.delete(gate.page);
    gate.page = call;
  }
  const isOpen = gate.isOpen();
  const leaves = isOpen && isAdmitted(gate, call);
  const isFirst = !gate.isDirty || gate.held.size === 0;
  if (leaves && isFirst && !gate.isDelivering) return deliverAll(gate, [call]);
  if (gate.held.size >= gate.maxQueue) {
    const { path } = call;
    return gate.report(new DriftError('queue_full', [path, gate.maxQueue], { calls: [path] }));
  }
  gate.held.add(call);
  gate.isDirty ||= leaves || !isOpen;
  if (leaves) flush(gate); // after those before it
}

/** Delivers what may leave now. */
export function flush(gate: Gate): void {
  if (gate.isDelivering) gate.isDirty = true;
  else if (gate.held.size > 0 && gate.isOpen()) deliverAll(gate, gate.held);
}

function deliverAll(gate: Gate, calls: Iterable<HeldCall>): void {
  gate.isDelivering = true;
  // A call that always makes another one must leave the page its turn.
  let left = gate.maxQueue + gate.held.size + 1;
  try {
    do {
      gate.isDirty = false;
      for (const call of calls) {
        if (left === 0) setTimeout(() => flush(gate));
        if (left === 0 || !gate.isOpen()) return void (gate.isDirty = true);
        if (!isAdmitted(gate, call)) continue;
        left--;
        gate.held.delete(call);
        gate.deliver(call);
      }
      calls = gate.held;
    } while (gate.isDirty);
  } finally {
    gate.isDelivering = false;
  }
}

/** Takes out calls that will never be delivered; returns their names, in call order. */
export function dropCalls(gate: Gate, which: (call: HeldCall) => boolean = () => true): string[] {
  const dropped = [...gate.held].filter(which);
  for (const call of dropped) gate.held.delete(call);
  return dropped.map(({ path }) => path);
}
