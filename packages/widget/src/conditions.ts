/** When Drift may load: all triggers must say yes, and a yes may be taken back. */

import { errorOf } from './errors';
import type { Report } from './errors';
import { isolate } from './observable';
import type { Trigger } from './triggers/trigger';

export interface Conditions {
  /** Asks the triggers and tells what they say; false when they are being asked already. */
  begin(): boolean;
  /** Stops watching; the next `begin` asks anew. */
  stop(): void;
}

/** `changed` is told of every change of what is missing, and once of a `begin` that finds nothing missing. `isTakenBack`: nothing was missing before. */
export function createConditions(
  triggers: readonly Trigger[],
  report: Report,
  changed: (missing: Trigger['waitsFor'] | undefined, isTakenBack: boolean) => void,
): Conditions {
  let stops: (() => void)[] | undefined;

  return {
    begin() {
      if (stops) return false;
      const own: (() => void)[] = (stops = []);
      const answers = triggers.map(() => false);
      let isAsking = true; // nothing is told before all were asked
      let known: Trigger['waitsFor'] | undefined | null = null;
      const tell = (): void => {
        const missing = triggers.find((_, index) => !answers[index])?.waitsFor;
        if (isAsking || stops !== own || known === missing) return;
        const isTakenBack = known === undefined;
        known = missing;
        changed(missing, isTakenBack);
      };
      triggers.forEach((trigger, index) => {
        const what = `The trigger for ${trigger.waitsFor}`;
        const say = (yes: boolean): void => {
          answers[index] = yes;
          tell();
        };
        const fail = (cause: unknown): void => report(errorOf(cause, 'callback_threw', what));
        isolate(what, report, () => own.push(trigger.start(say, fail)));
      });
      isAsking = false;
      tell();
      return true;
    },
    stop() {
      const own = stops ?? [];
      stops = undefined;
      for (const stop of own) isolate('Stopping a trigger', report, stop);
    },
  };
}
