import { error, json } from './fake-fetch';
import type { HandWorld } from './hand-world';

/** How the limit is counted and told, what goes wrong, and how often. */
export interface Weather {
  readonly perMinute: number;
  readonly window: 'fixed' | 'sliding';
  readonly headers: 'ratelimit' | 'minute' | 'retry-after' | 'none';
  /** How many of 100 requests end badly. */
  readonly badly: number;
  /** How many of 100 requests meet a limit that other processes have used up. */
  readonly crowded: number;
}

const MINUTE = 60_000;

/** A Drift that counts, answers late, and breaks in every way that it can. `done` has what was written, each time. */
export class ChaoticDrift {
  readonly arrivals: number[] = [];
  readonly done: Map<string, number> = new Map();
  /** 429s that the client could have known of. */
  refusals = 0;
  readonly #world: HandWorld;
  readonly #weather: Weather;
  readonly #random: () => number;

  constructor(world: HandWorld, weather: Weather, random: () => number) {
    this.#world = world;
    this.#weather = weather;
    this.#random = random;
  }

  readonly fetch: typeof globalThis.fetch = (async (_url: string, init: RequestInit): Promise<Response> => {
    const signal = init.signal as AbortSignal;
    const isBad = this.#happens(this.#weather.badly);
    const ending = Math.floor(this.#random() * 7);
    if (isBad && ending === 0) throw failed('ECONNREFUSED', 'connect');
    await this.#wait(this.#random() * 400, signal);
    if (isBad && ending === 1) throw failed('ECONNRESET', 'read');
    const now = this.#world.now();
    this.arrivals.push(now);
    const isOver = this.#count(now) > this.#weather.perMinute;
    if (isOver) this.refusals++;
    if (isOver || this.#happens(this.#weather.crowded)) {
      await this.#wait(this.#random() * 200, signal);
      return error(429, 'too many', this.#headers(now, 0));
    }
    if (isBad && ending === 2) return error(503);
    this.#write(init);
    await this.#wait(this.#random() * 1_500, signal);
    if (isBad && ending > 2) return this.#breakAfterWrite(ending, signal);
    const left = Math.max(0, this.#weather.perMinute - this.#count(now));
    return json(
      { data: { id: 1, conversationId: 1, attributes: {} } },
      200,
      this.#headers(this.#world.now(), left),
    );
  }) as unknown as typeof globalThis.fetch;

  #breakAfterWrite(ending: number, signal: AbortSignal): Response | Promise<Response> {
    if (ending === 3) throw failed('ECONNRESET', 'read');
    if (ending === 4) return error(500);
    if (ending === 5) return new Response('<html>');
    return this.#wait(Infinity, signal).then(() => error(500));
  }

  #write({ method, body }: RequestInit): void {
    if (method !== 'POST') return;
    this.done.set(body as string, (this.done.get(body as string) ?? 0) + 1);
  }

  /** How many arrived in the window that `now` is in. */
  #count(now: number): number {
    const from = this.#weather.window === 'sliding' ? now - MINUTE : Math.floor(now / MINUTE) * MINUTE - 1;
    let count = 0;
    for (let at = this.arrivals.length - 1; at >= 0 && (this.arrivals[at] ?? 0) > from; at--) count++;
    return count;
  }

  #headers(now: number, left: number): Record<string, string> {
    const reset = String(Math.ceil((MINUTE - (now % MINUTE)) / 1_000));
    const date = new Date(this.#world.date()).toUTCString();
    switch (this.#weather.headers) {
      case 'ratelimit':
        return { 'ratelimit-limit': '0', 'ratelimit-remaining': String(left), 'ratelimit-reset': reset };
      case 'minute':
        return { 'x-ratelimit-remaining-minute': String(left), date };
      case 'retry-after':
        return left === 0 ? { 'retry-after': reset } : {};
      case 'none':
        return {};
    }
  }

  #happens(ofHundred: number): boolean {
    return this.#random() * 100 < ofHundred;
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = ms === Infinity ? () => undefined : this.#world.after(ms, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        reject(signal.reason as Error);
      });
      if (signal.aborted) reject(signal.reason as Error);
    });
  }
}

const failed = (code: string, syscall: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code, syscall }) });
