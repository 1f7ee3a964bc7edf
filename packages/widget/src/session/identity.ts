import type { DriftError } from '../errors';
import { holds } from './states';
import type { SessionState } from './states';
import type { DriftUser } from './user';

/** Who the app says is here, and how far Drift knows. Drift acknowledges nothing: `identified` means delivered. */
export type IdentityState =
  | { readonly status: 'unknown' }
  | { readonly status: 'anonymous' }
  | { readonly status: 'identifying'; readonly user: DriftUser }
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'failed'; readonly user: DriftUser; readonly error: DriftError };

export function identityOf({ wanted, page }: SessionState): IdentityState {
  if (wanted.is === 'undecided') return { status: 'unknown' };
  if (wanted.is === 'nobody') return { status: 'anonymous' };
  const { user } = wanted.contact;
  if (page.is === 'live' && holds(page, wanted.person)) return { status: 'identified', user };
  if (page.is === 'failed') return { status: 'failed', user, error: page.error };
  if (wanted.token.is === 'failed') return { status: 'failed', user, error: wanted.token.error };
  return { status: 'identifying', user };
}
