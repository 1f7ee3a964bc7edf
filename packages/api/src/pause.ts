const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/**
 * How long all calls wait after a 429. The pause grows with each 429 that follows another: where Drift names no time, and
 * where the time it named was too short, such as `Retry-After: 0`.
 */
export class Pause {
  readonly #random: () => number;
  #count = 0;
  #until = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** A 429 came, and Drift asked for `ms`, or named no time. Answers until when all calls wait. */
  refused(now: number, ms: number | undefined): number {
    const isNew = this.#until <= now;
    if (!isNew) return (this.#until = Math.max(this.#until, now + (ms ?? 0)));
    const growing = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#count) * (0.75 + this.#random() / 4);
    const pause = this.#count > 0 || ms === undefined ? Math.max(growing, ms ?? 0) : ms;
    this.#count++;
    return (this.#until = Math.max(this.#until, now + pause));
  }

  /** An answer came that was no 429: after the pause, the next one starts short again. */
  answered(now: number): void {
    if (this.#until <= now) this.#count = 0;
  }
}
