import type { Account } from '../../protocol';
import type { Rest } from '../env';

/** An account as Drift answers it: without custom properties, they are an empty object (observed: drift-php). */
export function accountShape({ assumed, ids }: Rest, account: Account): Record<string, unknown> {
  const { customProperties, ownerId, ...rest } = account;
  const isObserved = assumed().restAnswers === 'observed';
  const isEmpty = customProperties.length === 0;
  return {
    ...rest,
    ownerId: ids.write(ownerId),
    customProperties: isEmpty && isObserved ? {} : customProperties,
  };
}
