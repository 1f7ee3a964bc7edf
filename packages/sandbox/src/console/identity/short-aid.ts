const SHORT = 8;

/** The beginning of a `drift_aid`: enough to tell two apart. */
export function shortAid(aid: string): string {
  return aid.slice(0, SHORT);
}
