import type { User } from './api-types';

/** `trial` is what everybody begins with; nobody can buy it. */
export const PLANS: readonly User['plan'][] = ['trial', 'starter', 'growth'];
