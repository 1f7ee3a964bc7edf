/** Throws a `TypeError` that shows how to call it, where options are missing or something else stands in their place. */
export function assertObject(options: unknown, usage: string): asserts options is object {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`Options are missing: call ${usage}.`);
}
