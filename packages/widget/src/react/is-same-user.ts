/** Apps build the user anew on each render: what counts is what is in it. */
export function isSameUser(one: object | null | undefined, other: object | null | undefined): boolean {
  if (!one || !other) return one === other;
  const [ones, others] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return (
    ones.length === others.size &&
    ones.every(([key, value]) => others.has(key) && Object.is(plain(value), plain(others.get(key))))
  );
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
