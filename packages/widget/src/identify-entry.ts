import type { QueueEntry, VendorAttributes } from './vendor';

/**
 * The one place in the tree that builds Drift's `identify` call: the token is in the third argument, always
 * (devdocs: Signed identities; elsewhere it is ignored without a word).
 */
export function identifyEntry(
  userId: string,
  attributes: VendorAttributes,
  userJwt: string | undefined,
): QueueEntry {
  return userJwt === undefined
    ? ['identify', userId, attributes]
    : ['identify', userId, attributes, { userJwt }];
}
