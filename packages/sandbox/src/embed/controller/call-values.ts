import type { Attributes } from '../../protocol';

/** The `userJwt` of identify's third argument; there alone it is looked for (devdocs: Signed identities). */
export function tokenOf(options: unknown): string | null {
  const { userJwt } = (options ?? {}) as { userJwt?: unknown };
  return typeof userJwt === 'string' ? userJwt : null;
}

/** What is left of attributes that passed the check: it ends at the first null, so worse may follow. */
export function scalars(attributes: unknown): Attributes {
  const entries = Object.entries((attributes ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  ) as Attributes;
}
