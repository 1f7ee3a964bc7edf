/** A number from 0 to 2^32 - 1 that depends on nothing but these numbers: the same in every run. */
export function hash(seed: number, ...parts: readonly number[]): number {
  let state = seed | 0;
  for (const part of parts) {
    state = Math.imul(state ^ part ^ (part / 2 ** 32), 0x9e3779b1);
    state ^= state >>> 15;
    state = Math.imul(state, 0x85ebca77);
    state ^= state >>> 13;
  }
  return state >>> 0;
}

/** One of these, by that number. */
export function pick<T>(from: readonly [T, ...T[]], number: number): T {
  return from[number % from.length] ?? from[0];
}
