import type { Assumptions, WebhookEntry } from '../protocol';
import type { Timetable } from '../time/timetable';
import { shownAddress } from '../rules/redact';
import { attempt } from './attempt';
import type { Outcome } from './attempt';
import type { Delivery } from './delivery';
import { bodyOf, shownBody, tokenOf } from './delivery';
import type { Lane } from './lane';
import { createLane } from './lane';
import type { Poster } from './post-json';

export type WebhookDraft = Omit<WebhookEntry, 'seq' | 'at' | 'aid' | 'externalId'>;

export interface OutboxOptions {
  rules: () => Pick<Assumptions, 'webhookRetries' | 'webhookDeadline' | 'webhookOrder'>;
  record: (draft: WebhookDraft) => void;
  poster: Poster;
  timetable: Timetable;
  now: () => number;
}

/** Carries deliveries to their receivers: by the deadline, with the retries and in the order that the switches say. */
export interface Outbox {
  /** Counts one more delivery as on its way, until `put`. */
  expect(): void;
  put(delivery: Delivery): void;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>;
  /** Drops every delivery that is on its way, without an entry in the ledger. */
  clear(): void;
}

/** ASSUMED: how many go at a time where no order is promised, how long Drift waits, and when it tries again. */
const ROOM = { none: 32, in_order: 1 } as const;
const DEADLINES = { '3s': 3000, '10s': 10_000, '30s': 30_000 } as const;
const PAUSES = { none: [], three: [10_000, 60_000, 600_000] } as const;

/** All that is on its way. When it is forgotten, another takes its place. */
interface Run {
  readonly lanes: Map<string, Lane>;
  readonly stops: Set<AbortController>;
  open: number;
  isLive: boolean;
}

const newRun = (): Run => ({ lanes: new Map(), stops: new Set(), open: 0, isLive: true });

export function createOutbox({ rules, record, poster, timetable, now }: OutboxOptions): Outbox {
  let run = newRun();
  const waiting: (() => void)[] = [];
  const tellSettled = (): void => {
    if (run.open === 0) for (const tell of waiting.splice(0)) tell();
  };
  const laneOf = ({ lanes }: Run, appId: string): Lane => {
    const lane = lanes.get(appId) ?? createLane(() => ROOM[rules().webhookOrder]);
    lanes.set(appId, lane);
    return lane;
  };
  const tryOnce = async (owner: Run, delivery: Delivery, number: number): Promise<boolean> => {
    const stop = new AbortController();
    owner.stops.add(stop);
    const token = tokenOf(delivery, number);
    const outcome = await attempt({
      ...{ poster, timetable, now, stop, token },
      url: delivery.url,
      body: bodyOf(delivery.head, token),
      deadline: DEADLINES[rules().webhookDeadline],
      isCut: number === 1 && delivery.fault === 'cut_off',
    });
    owner.stops.delete(stop);
    if (owner.isLive) record(draftOf(delivery, number, outcome));
    return outcome.outcome === 'delivered';
  };
  const carry = async (owner: Run, delivery: Delivery): Promise<void> => {
    for (const [index, pause] of [0, ...PAUSES[rules().webhookRetries]].entries()) {
      if (pause > 0) await new Promise<void>((resolve) => void timetable.after(pause, resolve));
      if (!owner.isLive || (await tryOnce(owner, delivery, index + 1))) break;
    }
    owner.open -= 1;
    tellSettled();
  };

  return {
    expect: () => void (run.open += 1),
    put(delivery) {
      const owner = run;
      laneOf(owner, delivery.appId).push(() => carry(owner, delivery));
    },
    settled: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        tellSettled();
      }),
    clear() {
      run.isLive = false;
      for (const lane of run.lanes.values()) lane.clear();
      for (const stop of run.stops) stop.abort();
      run = newRun();
      tellSettled();
    },
  };
}

/** The entry of an attempt. */
export function draftOf(delivery: Delivery, number: number, outcome: Outcome): WebhookDraft {
  const { id, appId, event, contactId, url, fault } = delivery;
  return {
    type: 'webhook',
    deliveryId: id,
    ...{ appId, event, contactId },
    url: url ? shownAddress(url) : null,
    attempt: number,
    body: shownBody(delivery, number),
    fault: number === 1 ? fault : 'none',
    ...outcome,
  };
}
