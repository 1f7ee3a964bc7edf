/** When Drift may load: all triggers must say yes, and a yes may be taken back. */

export interface Trigger {
  /** What the page's state says it waits for. */
  readonly waitsFor: 'idle' | 'interaction' | 'visible' | 'consent';
  /** Begins to watch; says yes, and may later take it back. Returns the way to stop, after which it says nothing. */
  start(say: (yes: boolean) => void): () => void;
}

export interface Conditions {
  /** Asks the triggers; asking while they are asked already changes nothing. */
  begin(): void;
  /** Stops watching; the next `begin` asks anew. */
  stop(): void;
  /** Takes back the yes of the triggers for consent: another tab has heard it withdrawn. */
  revoke(): void;
  /** What is still waited for; undefined when nothing is, or nobody asked. */
  missing(): Trigger['waitsFor'] | undefined;
}

interface Watch {
  answers: boolean[];
  stops: (() => void)[];
  tell: () => void;
}

/** `changed` is told of every change of what is missing, and once of a `begin` that finds nothing missing. */
export function createConditions(
  triggers: readonly Trigger[],
  changed: (missing: Trigger['waitsFor'] | undefined) => void,
): Conditions {
  let watch: Watch | undefined;
  const missing = (): Trigger['waitsFor'] | undefined =>
    watch && triggers.find((_, index) => !watch?.answers[index])?.waitsFor;

  return {
    missing,
    begin() {
      if (watch) return;
      const own: Watch = { answers: triggers.map(() => false), stops: [], tell: () => undefined };
      watch = own;
      // Nothing is told while they are still being asked.
      triggers.forEach((trigger, index) =>
        own.stops.push(
          trigger.start((yes) => {
            own.answers[index] = yes;
            own.tell();
          }),
        ),
      );
      let known: ReturnType<typeof missing> | null = null;
      own.tell = () => {
        if (watch !== own || known === missing()) return;
        known = missing();
        changed(known);
      };
      own.tell();
    },
    revoke() {
      if (!watch) return;
      watch.answers = watch.answers.map((yes, index) => yes && triggers[index]?.waitsFor !== 'consent');
      watch.tell();
    },
    stop() {
      const stops = watch?.stops ?? [];
      watch = undefined;
      for (const stop of stops) stop();
    },
  };
}
