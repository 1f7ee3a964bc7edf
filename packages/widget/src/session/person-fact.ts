/** What one tab says to the others: whom this browser belongs to from now on, by the same one-way hash as in the marker; null for nobody. */
export interface PersonFact {
  readonly type: 'person';
  readonly hash: string | null;
}

/** The hash in what another tab said; undefined when it is no such fact. */
export function hashIn(fact: unknown): string | null | undefined {
  const { type, hash } = (fact ?? {}) as Partial<PersonFact>;
  return type === 'person' && (typeof hash === 'string' || hash === null) ? hash : undefined;
}
