import type { Attributes } from '../../protocol';

/** The `userJwt` in the third argument of `identify`, its only place (devdocs: Signed identities). */
export function tokenOf(options: unknown): string | null {
  const { userJwt } = (options ?? {}) as { userJwt?: unknown };
  return typeof userJwt === 'string' ? userJwt : null;
}

/** The scalar attributes. The SDK's check stops at the first null, so invalid ones may follow it. */
export function scalars(attributes: unknown): Attributes {
  const entries = Object.entries((attributes ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  ) as Attributes;
}
