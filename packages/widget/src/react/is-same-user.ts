type User = Readonly<Record<string, unknown>> | null | undefined;

/** Apps build the user anew on each render: what counts is what is in it. An attribute that is `undefined` is as good as none. */
export function isSameUser(one: User, other: User): boolean {
  if (!one || !other) return one === other;
  return Object.keys({ ...one, ...other }).every((key) => Object.is(plain(one[key]), plain(other[key])));
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
