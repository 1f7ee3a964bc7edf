import { Lane } from './lane';
import type { Limits } from './limits';
import { Pause } from './pause';
import type { World } from './world';

export type LaneName = 'calls' | 'reports';

/** Leave to send one request. */
export interface Ticket {
  /** Must be called once: with the limits of the answer, or without when no answer came. `isRefused`: it was a 429. */
  leave(limits?: Limits, isRefused?: boolean): void;
}

/** Drift's defaults, calls a minute (devdocs FAQ; conversation reporting page). A report counts in both. */
const PER_MINUTE: Record<LaneName, number> = { calls: 600, reports: 60 };

/** Both limits of a client. A 429 in one lane holds back the calls of both. */
export class Lanes {
  readonly #world: World;
  readonly #all: Record<LaneName, Lane>;
  readonly #of: Record<LaneName, readonly Lane[]>;
  readonly #pause: Pause;

  constructor(world: World, perMinute: Record<LaneName, number> = PER_MINUTE) {
    const [calls, reports] = [new Lane(perMinute.calls), new Lane(perMinute.reports)];
    this.#world = world;
    this.#all = { calls, reports };
    this.#of = { calls: [calls], reports: [reports, calls] };
    this.#pause = new Pause(() => world.random());
  }

  /** When a call may leave: `now`, later, or Infinity where only an answer can tell. */
  opensAt(name: LaneName, now: number): number {
    return this.#of[name].reduce((at, lane) => Math.max(at, lane.opensAt(now)), now);
  }

  /** How many calls may leave now. */
  remaining(name: LaneName): number {
    return Math.min(...this.#of[name].map((lane) => lane.remaining(this.#world.now())));
  }

  /** A call leaves. `onLeft` runs when its ticket is given back. */
  admit(name: LaneName, onLeft: () => void): Ticket {
    const entered = this.#of[name].map((lane) => ({ lane, isTrial: lane.enter() }));
    return {
      leave: (limits, isRefused = false) => {
        const now = this.#world.now();
        for (const { lane, isTrial } of entered) {
          // The headers of a report speak of the limit of reports.
          lane.leave(now, isTrial, limits && lane !== this.#all[name] ? {} : limits);
        }
        if (isRefused) this.#close(this.#pause.refused(now, limits?.retryAfter ?? limits?.reset));
        else if (limits) this.#pause.answered(now);
        onLeft();
      },
    };
  }

  #close(until: number): void {
    for (const lane of Object.values(this.#all)) lane.close(until);
  }
}
