/** When Drift may load: all triggers must say yes, and a yes may be taken back. */

import { DriftError } from './errors';
import type { Report } from './errors';
import { isolate } from './observable';
import type { Trigger } from './triggers/trigger';

export interface Conditions {
  /** Asks the triggers and tells what they say; false when they are being asked already. */
  begin(): boolean;
  /** Stops watching; the next `begin` asks anew. */
  stop(): void;
}

interface Watch {
  answers: boolean[];
  stops: (() => void)[];
  tell: () => void;
}

/** `changed` is told of every change of what is missing, and once of a `begin` that finds nothing missing. */
export function createConditions(
  triggers: readonly Trigger[],
  report: Report,
  changed: (missing: Trigger['waitsFor'] | undefined) => void,
): Conditions {
  let watch: Watch | undefined;
  const missing = (): Trigger['waitsFor'] | undefined =>
    watch && triggers.find((_, index) => !watch?.answers[index])?.waitsFor;

  const failed =
    ({ waitsFor }: Trigger) =>
    (cause: unknown) =>
      report(new DriftError('callback_threw', [`The trigger for ${waitsFor}`], { cause }));

  return {
    begin() {
      if (watch) return false;
      const own: Watch = { answers: triggers.map(() => false), stops: [], tell: () => undefined };
      watch = own;
      // Nothing is told while they are still being asked.
      triggers.forEach((trigger, index) => {
        const say = (yes: boolean): void => {
          own.answers[index] = yes;
          own.tell();
        };
        isolate(`The trigger for ${trigger.waitsFor}`, report, () =>
          own.stops.push(trigger.start(say, failed(trigger))),
        );
      });
      let known: ReturnType<typeof missing> | null = null;
      own.tell = () => {
        if (watch !== own || known === missing()) return;
        known = missing();
        changed(known);
      };
      own.tell();
      return true;
    },
    stop() {
      const stops = watch?.stops ?? [];
      watch = undefined;
      for (const stop of stops) isolate('Stopping a trigger', report, stop);
    },
  };
}
