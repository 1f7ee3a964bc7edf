/**
 * Ids as they go over the wire. What the sandbox numbers from 1001 on can be written as odd numbers above 2^53, which no
 * JavaScript number holds: a client that rounds them asks for another record, or for none.
 */
export interface Ids {
  write(id: number): number | bigint;
  /** The sandbox's own id; undefined for anything that cannot be one. */
  read(wire: unknown): number | undefined;
  /** As `read`, for an id that need not be taken: the next lower one. */
  floor(wire: unknown): number | undefined;
}

/** An id as digits. With a leading zero, or with more digits than an int64 has, it is not an id. */
export const DIGITS: RegExp = /^(?:0|[1-9]\d{0,18})$/;

// Here neighbours lie so close that one double stands for 256 of them.
const BASE = 2n ** 60n;

export function createIds(areLarge: () => boolean): Ids {
  const exact = (wire: unknown): bigint | undefined => {
    if (typeof wire === 'bigint') return wire;
    if (typeof wire === 'number') return Number.isSafeInteger(wire) ? BigInt(wire) : undefined;
    return typeof wire === 'string' && DIGITS.test(wire) ? BigInt(wire) : undefined;
  };
  const small = (value: bigint): number | undefined =>
    value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
  return {
    write: (id) => (areLarge() ? BASE + 2n * BigInt(id) + 1n : id),
    read(wire) {
      const value = exact(wire);
      if (value === undefined) return undefined;
      if (!areLarge()) return small(value);
      return value > BASE && value % 2n === 1n ? small((value - BASE - 1n) / 2n) : undefined;
    },
    floor(wire) {
      const value = exact(wire);
      if (value === undefined) return undefined;
      if (!areLarge()) return small(value);
      return value <= BASE ? 0 : small((value - BASE - 1n) / 2n);
    },
  };
}
