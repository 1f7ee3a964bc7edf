/** What `withinTime` rejects with when the time is up. */
export const TIME_IS_UP: unique symbol = Symbol('time is up');

/**
 * The value, or a rejection with `TIME_IS_UP` after `milliseconds`. What comes later, even a rejection, is dropped.
 * A value that is already there costs no timer.
 */
export async function withinTime<T>(value: T | PromiseLike<T>, milliseconds: number): Promise<T> {
  if (!isPromiseLike(value)) return value;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TIME_IS_UP), milliseconds);
  });
  try {
    return await Promise.race([value, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether it must be waited for. */
export const isPromiseLike = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
