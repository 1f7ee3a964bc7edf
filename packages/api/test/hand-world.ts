import type { World } from '../src/world';

interface Timer {
  at: number;
  run(): void;
}

/** A world whose time moves only when a test says so. */
export class HandWorld implements World {
  #now = 0;
  readonly #timers = new Set<Timer>();
  readonly #random: () => number;
  static readonly EPOCH: number = Date.UTC(2026, 0, 1);

  constructor(random: () => number = () => 0.5) {
    this.#random = random;
  }

  now(): number {
    return this.#now;
  }

  date(): number {
    return HandWorld.EPOCH + this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  random(): number {
    return this.#random();
  }

  get timers(): number {
    return this.#timers.size;
  }

  /** Lets everything run that waits for no timer. */
  async flush(): Promise<void> {
    for (let round = 0; round < 3; round++) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Moves time, each timer at its own moment. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.flush();
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#fire(timer);
      await this.flush();
    }
    this.#now = end;
  }

  /** Moves time from timer to timer until the promise settles. Throws where nothing is left that could settle it. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const mark = (): void => void (isSettled = true);
    promise.then(mark, mark);
    for (;;) {
      await this.flush();
      if (isSettled) return promise;
      const timer = this.#next(Infinity);
      if (!timer) throw new Error('The promise waits for nothing: it would never settle.');
      this.#fire(timer);
    }
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= end && !(first && first.at <= timer.at)) first = timer;
    return first;
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#now = Math.max(this.#now, timer.at);
    timer.run();
  }
}
