import type { User } from '../../protocol';
import type { Rest } from '../env';

/** A user as Drift answers it; what is not set is absent. */
export function userShape({ ids }: Rest, user: User): Record<string, unknown> {
  return { ...user, id: ids.write(user.id) };
}
