import type { DriftError } from '../errors';
import type { DriftUser } from '../user';
import type { State } from './fold';
import { isHeld } from './next';

/** Who the app says is here, and how far Drift knows. Drift acknowledges nothing: `identified` means delivered. */
export type IdentityState =
  | { readonly status: 'unknown' }
  | { readonly status: 'anonymous' }
  | { readonly status: 'identifying'; readonly user: DriftUser }
  | { readonly status: 'identified'; readonly user: DriftUser }
  | { readonly status: 'failed'; readonly user: DriftUser; readonly error: DriftError };

export function identityOf({ wanted, page }: State): IdentityState {
  if (wanted.is === 'undecided') return { status: 'unknown' };
  if (wanted.is === 'nobody') return { status: 'anonymous' };
  const { user } = wanted.contact;
  if (page.phase === 'ready' && isHeld(page, wanted)) return { status: 'identified', user };
  const error = page.error ?? (wanted.token.is === 'failed' ? wanted.token.error : undefined);
  return error ? { status: 'failed', user, error } : { status: 'identifying', user };
}
