/** Deeper than any body that means something; whoever walks or writes such a value needs no more stack than this. */
const DEEPEST = 100;

/**
 * What is wrong with a body that is JSON and still cannot be worked with, as a sentence; undefined when nothing is. Nested too
 * deep, it breaks whoever walks it; a number that no double and no int64 holds would come back as another value.
 */
export function bodyProblem(body: unknown): string | undefined {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return `The body is nested more than ${DEEPEST} levels deep.`;
    if (level.some(isOutOfRange)) return 'A number in the body is out of range.';
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : [],
    );
  }
  return undefined;
}

function isOutOfRange(value: unknown): boolean {
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) !== value;
  return typeof value === 'number' && !Number.isFinite(value);
}
