/** When Drift may load: all triggers must say yes, and a yes may be taken back. */

import { errorOf } from './errors';
import type { Report } from './errors';
import { isolate } from './observable';
import type { Trigger } from './triggers/trigger';

export interface Conditions {
  /** Asks the triggers and tells what they say; false when that was told already. */
  begin(): boolean;
  /** Stops watching; the next `begin` asks anew. */
  stop(): void;
}

/**
 * `changed` is told of every change of what is missing, and once of a `begin` that finds nothing missing.
 * `isTakenBack`: nothing was missing before, or consent was there and is no more.
 */
export function createConditions(
  triggers: readonly Trigger[],
  report: Report,
  changed: (missing: Trigger['waitsFor'] | undefined, isTakenBack: boolean) => void,
): Conditions {
  let stops: (() => void)[] | undefined;
  let isAsking = false; // nothing is told before all were asked

  return {
    begin() {
      if (stops) return isAsking;
      const own: (() => void)[] = (stops = []);
      const answers = triggers.map(() => false);
      isAsking = true;
      let known: Trigger['waitsFor'] | undefined | null = null;
      const tell = (isRefusal = false): void => {
        const missing = triggers.find((_, index) => !answers[index])?.waitsFor;
        if (isAsking || stops !== own || (known === missing && !isRefusal)) return;
        const isTakenBack = known === undefined || isRefusal;
        known = missing;
        changed(missing, isTakenBack);
      };
      triggers.forEach((trigger, index) => {
        const what = `The trigger for ${trigger.waitsFor}`;
        const say = (yes: boolean): void => {
          const isRefusal = trigger.waitsFor === 'consent' && answers[index] === true && !yes;
          answers[index] = yes;
          tell(isRefusal);
        };
        const fail = (cause: unknown): void => report(errorOf(cause, 'callback_threw', what));
        isolate(what, report, () => {
          if (stops !== own) return; // a trigger before it has stopped all of them
          const stop = trigger.start(say, fail);
          if (stops === own) own.push(stop);
          else stop();
        });
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
