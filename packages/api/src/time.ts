/** Drift's times are milliseconds since 1970. */
export function millisecondsOf(time: Date | number, name: string): number {
  const milliseconds = time instanceof Date ? time.getTime() : time;
  if (Number.isSafeInteger(milliseconds)) return milliseconds;
  throw new TypeError(`${name} must be a valid Date, or milliseconds since 1970.`);
}
