import type { Limits } from './limits';

const MINUTE = 60_000;
/** How long a count without a time of reset is believed. */
const UNTIMED = 10_000;
/** A header that asks for more is taken for a mistake. A 429 may ask for any time. */
const LONGEST_RESET = 3_600_000;

/** `closed`: nobody enters until then. `trial`: one call may go first, and its answer opens the gate. */
type Gate = { state: 'open' } | { state: 'closed'; until: number } | { state: 'trial'; isUnderway: boolean };

/**
 * One limit of Drift's, as far as it can be known: at most `limit` calls in any minute, and never more than the
 * headers leave over. A call counts from when it leaves until a minute after its answer, because Drift counts it
 * somewhere in between.
 */
export class Lane {
  #limit: number;
  #underway = 0;
  readonly #ends: number[] = [];
  #left: { count: number; until: number } | undefined;
  #gate: Gate = { state: 'open' };

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** When a call may enter: `now`, later, or Infinity where only an answer can tell. */
  opensAt(now: number): number {
    this.#settle(now);
    if (this.#gate.state === 'closed') return this.#gate.until;
    if (this.#gate.state === 'trial' && this.#gate.isUnderway) return Infinity;
    if (this.#underway + this.#ends.length < this.#limit) return now;
    return this.#ends[0] === undefined ? Infinity : this.#ends[0] + MINUTE;
  }

  /** How many calls may still leave now. */
  remaining(now: number): number {
    if (this.opensAt(now) > now) return 0;
    const inWindow = this.#limit - this.#underway - this.#ends.length;
    return Math.max(0, Math.min(inWindow, this.#left?.count ?? inWindow));
  }

  /** Says whether this call is the one that goes first. */
  enter(): boolean {
    this.#underway++;
    if (this.#left) this.#left.count--;
    if (this.#gate.state !== 'trial') return false;
    this.#gate.isUnderway = true;
    return true;
  }

  /** `limits` is undefined where nothing was answered. */
  leave(now: number, isTrial: boolean, limits: Limits | undefined): void {
    this.#underway--;
    this.#ends.push(now);
    if (isTrial && this.#gate.state === 'trial') {
      this.#gate = limits ? { state: 'open' } : { state: 'trial', isUnderway: false };
    }
    if (limits) this.#learn(now, limits);
  }

  close(until: number): void {
    if (this.#gate.state === 'closed' && this.#gate.until >= until) return;
    this.#gate = { state: 'closed', until };
  }

  #learn(now: number, { remaining, reset, perMinute }: Limits): void {
    if (perMinute !== undefined) this.#limit = perMinute;
    if (remaining === undefined) return;
    const until = now + Math.min(reset ?? UNTIMED, LONGEST_RESET);
    // Calls that are underway may be counted in what remains, or not.
    const count = remaining - this.#underway;
    const isSameCount = this.#left && Math.abs(this.#left.until - until) < 2_000;
    this.#left =
      isSameCount && this.#left ? { count: Math.min(count, this.#left.count), until } : { count, until };
  }

  #settle(now: number): void {
    if (this.#left && this.#left.until <= now) this.#left = undefined;
    if (this.#left && this.#left.count <= 0) {
      this.close(this.#left.until);
      this.#left = undefined;
    }
    if (this.#gate.state === 'closed' && this.#gate.until <= now)
      this.#gate = { state: 'trial', isUnderway: false };
    while (this.#ends[0] !== undefined && this.#ends[0] <= now - MINUTE) this.#ends.shift();
  }
}
