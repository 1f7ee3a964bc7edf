/** Throws a `TypeError` that shows the right call, unless the options are an object. */
export function assertObject(options: unknown, usage: string): asserts options is object {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`Options are missing: call ${usage}.`);
}
